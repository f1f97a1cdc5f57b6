package dev.muster.loadtest.stack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives the stack its ports: checks those that are set, and finds free ones for those that are not. One use, not
 * thread-safe.
 */
final class LoopbackPorts {
    static final String HOST = "127.0.0.1";

    /** Below the range that Linux takes outgoing ports from: no connection can take one before the server has. */
    private static final int FREE_MIN = 20_000;

    private static final int FREE_MAX = 32_000;
    private static final int ATTEMPTS_MAX = 1_000;

    private final Set<Integer> taken = new HashSet<>();

    /**
     * The same ports with every 0 replaced.
     *
     * @throws StackFailure if a set port is taken
     */
    static StackSettings.Ports resolve(StackSettings.Ports wanted) {
        LoopbackPorts ports = new LoopbackPorts();
        // The set ones first: a free one must not take what another asks for.
        ports.requireFree(wanted.kafka(), "Kafka");
        ports.requireFree(wanted.kafkaController(), "the Kafka controller");
        ports.requireFree(wanted.cassandra(), "Cassandra");
        ports.requireFree(wanted.cassandraStorage(), "Cassandra storage");
        ports.requireFree(wanted.cassandraJmx(), "Cassandra JMX");
        return new StackSettings.Ports(
                ports.orFree(wanted.kafka()),
                ports.orFree(wanted.kafkaController()),
                ports.orFree(wanted.cassandra()),
                ports.orFree(wanted.cassandraStorage()),
                ports.orFree(wanted.cassandraJmx()));
    }

    private void requireFree(int port, String use) {
        if (port == 0) {
            return;
        }
        if (!taken.add(port)) {
            throw new StackFailure("Port " + port + " is set twice, the second time for " + use + ": set another one");
        }
        try {
            open(port);
        } catch (BindException e) {
            throw new StackFailure(
                    "Port " + port + " on " + HOST + ", wanted for " + use + ", is taken (" + e.getMessage()
                            + "): stop what listens there, or set another port (0 takes a free one)",
                    e);
        } catch (IOException e) {
            throw new StackFailure("Port " + port + " on " + HOST + " cannot be tried: " + e.getMessage(), e);
        }
    }

    private int orFree(int port) {
        return port == 0 ? free() : port;
    }

    private int free() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FREE_MIN, FREE_MAX);
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new StackFailure(
                "No free port from " + FREE_MIN + " to " + FREE_MAX + " on " + HOST + " in " + ATTEMPTS_MAX + " tries");
    }

    private static boolean isFree(int port) {
        try {
            open(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The address of a port on this machine, without asking a resolver. */
    static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static void open(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(port));
        }
    }
}
