package dev.muster.endtoend;

import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.ServerProcess;
import dev.muster.loadtest.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One real Kafka and one real Cassandra for all integration tests of a run; started by the first that asks. */
public final class SharedStack {
    /**
     * How long tests take a server away: longer than any timeout and any first patience of a client. {@code
     * -Dmuster.outage.seconds=60} for a minute.
     */
    static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("muster.outage.seconds", 20));

    private static final Logger LOG = LoggerFactory.getLogger(SharedStack.class);
    private static final Path PROJECT = Path.of(System.getProperty("muster.project.dir"));

    private final LocalStack stack;

    private SharedStack(LocalStack stack) {
        this.stack = stack;
    }

    /** Fails loudly when the stack cannot start: a test that needs it must not be skipped. */
    public static SharedStack get() {
        return Holder.STARTED;
    }

    public static Path project() {
        return PROJECT;
    }

    static Path directory() {
        return PROJECT.resolve("twin-service/target/endtoend");
    }

    public String kafkaBootstrap() {
        return stack.kafkaBootstrap();
    }

    public String cassandraContactPoint() {
        return stack.cassandraContactPoint();
    }

    /** The broker, for tests that take it away for a while. They must give it back. */
    ServerProcess kafka() {
        return stack.kafka();
    }

    /** The node, for tests that take it away for a while. They must give it back. */
    ServerProcess cassandra() {
        return stack.cassandra();
    }

    /** Loaded on first use. The servers end with this JVM, by their leash at the latest. */
    private static final class Holder {
        private static final SharedStack STARTED = start();

        private static SharedStack start() {
            Path data = directory().resolve("stack-" + ProcessHandle.current().pid());
            StackSettings settings = StackSettings.of(PROJECT, data).withPorts(StackSettings.Ports.FREE);
            LocalStack stack = LocalStack.start(settings, LOG::info);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
            return new SharedStack(stack);
        }
    }
}
