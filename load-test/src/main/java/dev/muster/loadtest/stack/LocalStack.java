package dev.muster.loadtest.stack;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * A Kafka broker and a Cassandra node on 127.0.0.1, as child JVMs of this process.
 *
 * <p>Their data outlives them: started again on the same directory they continue, with the same cluster id. They
 * themselves never outlive this process: {@link #close} stops them in order, and if this process ends without it,
 * kill -9 included, each ends at once by itself ({@link Leash}). An ordinary end of the JVM does not close the stack:
 * a launcher that is ended by signals calls {@link #close} from a shutdown hook, after it has stopped what uses the
 * stack.
 *
 * <p>Thread-safe. The listener is called by several threads, by one at a time.
 */
public final class LocalStack implements AutoCloseable {
    /** The data center that drivers must be told. */
    public static final String CASSANDRA_DATACENTER = "datacenter1";

    private final StackSettings.Ports ports;
    private final DataDirectory data;
    private final Consumer<String> listener;
    private final ServerProcess kafka;
    private final ServerProcess cassandra;
    private boolean closed;

    private LocalStack(
            StackSettings.Ports ports,
            DataDirectory data,
            Consumer<String> listener,
            ServerProcess kafka,
            ServerProcess cassandra) {
        this.ports = ports;
        this.data = data;
        this.listener = listener;
        this.kafka = kafka;
        this.cassandra = cassandra;
    }

    /**
     * Starts both servers side by side and returns when both answer: Kafka takes records, Cassandra takes queries.
     * Takes seconds.
     *
     * @param listener told in one line each what has started and stopped, and how long that took
     * @throws StackFailure if it cannot start; nothing is left running then
     */
    public static LocalStack start(StackSettings settings, Consumer<String> listener) {
        DataDirectory data =
                DataDirectory.open(settings.dataDirectory(), settings.limits(), DataDirectory::usableBytes);
        try {
            StackSettings.Ports ports = LoopbackPorts.resolve(settings.ports());
            Path javaHome = Java17.ofThisMachine().home();
            KafkaBroker broker = new KafkaBroker(settings, ports, javaHome, data);
            CassandraNode node = new CassandraNode(settings, ports, javaHome, data);
            LocalStack stack = new LocalStack(ports, data, listener, broker.server(data), node.server(data));
            stack.startBoth(broker::prepare, node::prepare);
            return stack;
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Whether a stack, of whatever process, lives in this directory. */
    public static boolean livesIn(Path directory) {
        return DataDirectory.isHeld(directory);
    }

    /** Where the port of Cassandra's management stands, for whoever did not start the stack of this directory. */
    public static Path cassandraJmxPort(Path directory) {
        return CassandraNode.jmxPortFile(directory);
    }

    /** What Kafka clients connect to, as host:port. */
    public String kafkaBootstrap() {
        return LoopbackPorts.HOST + ":" + ports.kafka();
    }

    /** What Cassandra drivers connect to, as host:port, together with {@link #CASSANDRA_DATACENTER}. */
    public String cassandraContactPoint() {
        return LoopbackPorts.HOST + ":" + ports.cassandra();
    }

    /** The ports in use; none of them is 0. */
    public StackSettings.Ports ports() {
        return ports;
    }

    /** Where the servers write their logs. */
    public Path logDirectory() {
        return data.logs();
    }

    /** The broker, to be killed, paused and started again. */
    public ServerProcess kafka() {
        return kafka;
    }

    /** The node, to be killed, paused and started again. */
    public ServerProcess cassandra() {
        return cassandra;
    }

    /**
     * Stops both servers and returns when they have ended; those that do not end in time are killed. A second call
     * waits for the first and does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            data.recordClosing();
        } finally {
            try {
                inParallel(() -> stop(kafka), () -> stop(cassandra));
            } finally {
                data.close();
            }
        }
    }

    private void startBoth(Runnable prepareKafka, Runnable prepareCassandra) {
        try {
            inParallel(
                    () -> start(kafka, prepareKafka, kafkaBootstrap(), cassandra),
                    () -> start(cassandra, prepareCassandra, cassandraContactPoint(), kafka));
        } catch (RuntimeException e) {
            kafka.kill9();
            cassandra.kill9();
            throw e;
        }
    }

    private void start(ServerProcess server, Runnable prepare, String address, ServerProcess other) {
        long startedNanos = System.nanoTime();
        try {
            prepare.run();
            server.start();
        } catch (RuntimeException e) {
            // There is no use in waiting for the other one any longer.
            other.kill9();
            throw e;
        }
        report(server.name() + " answers on " + address + " after " + secondsSince(startedNanos) + " s");
    }

    private void stop(ServerProcess server) {
        if (!server.isAlive()) {
            return;
        }
        long startedNanos = System.nanoTime();
        server.stop();
        report(server.name() + " stopped in " + secondsSince(startedNanos) + " s");
    }

    private void report(String line) {
        synchronized (listener) {
            listener.accept(line);
        }
    }

    private static String secondsSince(long startedNanos) {
        return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - startedNanos) / 1e9);
    }

    /** Runs both and returns when both have ended, also when one failed. Throws what failed first. */
    private static void inParallel(Runnable one, Runnable other) {
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        Thread second = new Thread(() -> collectFailure(other, failures), "local-stack");
        second.setDaemon(true);
        second.start();
        collectFailure(one, failures);
        joinUninterruptibly(second);
        RuntimeException first = failures.poll();
        if (first != null) {
            throw first;
        }
    }

    private static void collectFailure(Runnable task, Queue<RuntimeException> failures) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failures.add(e);
        } catch (Error e) {
            // It would end this thread unseen, and the stack would seem to have started.
            failures.add(new IllegalStateException(e));
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
