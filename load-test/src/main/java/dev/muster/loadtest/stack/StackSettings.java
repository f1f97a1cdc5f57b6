package dev.muster.loadtest.stack;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a local stack is started with.
 *
 * @param projectDirectory the root of the project, where {@code load-test/kafka-broker} and {@code
 * load-test/cassandra-node} are
 * @param dataDirectory where the servers keep their data, settings and logs; created if it is not there
 * @param ports where the servers listen, always on 127.0.0.1
 * @param heaps how much heap each server gets
 * @param limits when to give up
 * @param commitLog what a killed Cassandra node may forget
 */
public record StackSettings(
        Path projectDirectory, Path dataDirectory, Ports ports, Heaps heaps, Limits limits, CommitLog commitLog) {

    public StackSettings {
        projectDirectory = projectDirectory.toAbsolutePath().normalize();
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        requireNonNull(ports, "ports");
        requireNonNull(heaps, "heaps");
        requireNonNull(limits, "limits");
        requireNonNull(commitLog, "commitLog");
    }

    /** The defaults: Kafka on 9092, Cassandra on 9042, every other port free. */
    public static StackSettings of(Path projectDirectory, Path dataDirectory) {
        return new StackSettings(
                projectDirectory, dataDirectory, Ports.DEFAULT, Heaps.DEFAULT, Limits.DEFAULT, CommitLog.PERIODIC);
    }

    public StackSettings withPorts(Ports replacement) {
        return new StackSettings(projectDirectory, dataDirectory, replacement, heaps, limits, commitLog);
    }

    public StackSettings withHeaps(Heaps replacement) {
        return new StackSettings(projectDirectory, dataDirectory, ports, replacement, limits, commitLog);
    }

    public StackSettings withLimits(Limits replacement) {
        return new StackSettings(projectDirectory, dataDirectory, ports, heaps, replacement, commitLog);
    }

    public StackSettings withCommitLog(CommitLog replacement) {
        return new StackSettings(projectDirectory, dataDirectory, ports, heaps, limits, replacement);
    }

    /**
     * TCP ports on 127.0.0.1; 0 takes a free one, and keeps it for as long as the stack lives.
     *
     * @param kafka what producers and consumers connect to
     * @param kafkaController between broker and controller, which are one process
     * @param cassandra the native protocol, what drivers connect to
     * @param cassandraStorage between nodes, of which there is one
     * @param cassandraJmx for nodetool
     */
    public record Ports(int kafka, int kafkaController, int cassandra, int cassandraStorage, int cassandraJmx) {
        public static final Ports DEFAULT = new Ports(9092, 0, 9042, 0, 0);

        /** Five free ports: for tests that run beside other stacks. */
        public static final Ports FREE = new Ports(0, 0, 0, 0, 0);

        private static final int PORT_MAX = 65_535;

        public Ports {
            requirePort(kafka, "kafka");
            requirePort(kafkaController, "kafkaController");
            requirePort(cassandra, "cassandra");
            requirePort(cassandraStorage, "cassandraStorage");
            requirePort(cassandraJmx, "cassandraJmx");
        }

        private static void requirePort(int port, String name) {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException(
                        "Expected " + name + " to be a port from 0 to " + PORT_MAX + ", but it is " + port);
            }
        }
    }

    /** Greatest heap of each server, in MiB. A server takes up to twice as much memory as its heap. */
    public record Heaps(int kafkaMib, int cassandraMib) {
        public static final Heaps DEFAULT = new Heaps(512, 1024);

        public Heaps {
            requireHeap(kafkaMib, "kafkaMib");
            requireHeap(cassandraMib, "cassandraMib");
        }

        private static void requireHeap(int mib, String name) {
            if (mib < 1) {
                throw new IllegalArgumentException("Expected " + name + " to be at least 1, but it is " + mib);
            }
        }
    }

    /**
     * When to give up.
     *
     * @param diskFreeBytesMin free space without which the stack does not start: a Cassandra node whose disk runs
     * full stops taking writes
     * @param startTimeout until a started server must answer; long, because a killed node first replays its commit
     * log
     * @param stopTimeout until a server that was asked to end is killed; also how long to wait for an earlier stack
     * that is still ending
     */
    public record Limits(long diskFreeBytesMin, Duration startTimeout, Duration stopTimeout) {
        public static final Limits DEFAULT = new Limits(2L << 30, Duration.ofSeconds(120), Duration.ofSeconds(30));

        public Limits {
            if (diskFreeBytesMin < 0) {
                throw new IllegalArgumentException(
                        "Expected diskFreeBytesMin not to be negative, but it is " + diskFreeBytesMin);
            }
            requirePositive(startTimeout, "startTimeout");
            requirePositive(stopTimeout, "stopTimeout");
        }

        private static void requirePositive(Duration duration, String name) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException("Expected " + name + " to be positive, but it is " + duration);
            }
        }
    }

    /**
     * When a write that Cassandra has acknowledged survives a kill -9 of the node. There is one node, so no replica
     * has it either.
     */
    public enum CommitLog {
        /**
         * As {@link #PERIODIC}, and tables are forgotten with all that is in them: each change to a table would else wait for the disk
         * several times. For tests that never start the node again.
         */
        THROWN_AWAY,

        /**
         * After 100 ms: acknowledged writes of the last 100 ms are lost with the process. The default of Cassandra,
         * and the fastest.
         */
        PERIODIC,

        /**
         * At once: nothing acknowledged is lost, at about half the write throughput. For tests that kill the node.
         */
        BATCH
    }
}
