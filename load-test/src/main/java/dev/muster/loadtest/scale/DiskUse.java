package dev.muster.loadtest.scale;

import dev.muster.loadtest.service.ServiceFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What telemetry takes on the disks of the local stack, one copy of it.
 *
 * @param kafka bytes of the topic
 * @param cassandra bytes of the table of history
 */
record DiskUse(long kafka, long cassandra) {
    private static final String HISTORY = "history";

    /** {@code directory}: of the stack. What Cassandra has in memory only is written to its disk before. */
    static DiskUse of(Path directory, int cassandraJmx, String topic, String keyspace) {
        flush(cassandraJmx, keyspace);
        return new DiskUse(
                // Indexes are as large as they may become, from the beginning.
                bytes(directory.resolve("kafka").resolve("data"), topic + "-", ".log"),
                bytes(directory.resolve("cassandra").resolve("data").resolve(keyspace), HISTORY + "-", ".db"));
    }

    /** Of the files with that ending, in the directories below that begin so and end in a number or an id. */
    static long bytes(Path parent, String prefix, String ending) {
        try (Stream<Path> files = Files.find(parent, 2, (path, attributes) -> attributes.isRegularFile())) {
            return files.filter(file -> parent.relativize(file).getNameCount() == 2)
                    .filter(file ->
                            parent.relativize(file).getName(0).toString().matches("\\Q" + prefix + "\\E[0-9a-f]+"))
                    .filter(file -> file.toString().endsWith(ending))
                    .mapToLong(DiskUse::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("BanJNDI") // our own child process, on loopback
    private static void flush(int port, String keyspace) {
        String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port);
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url))) {
            connector
                    .getMBeanServerConnection()
                    .invoke(
                            new ObjectName("org.apache.cassandra.db:type=StorageService"),
                            "forceKeyspaceFlush",
                            new Object[] {keyspace, new String[] {HISTORY}},
                            new String[] {String.class.getName(), String[].class.getName()});
        } catch (IOException | JMException e) {
            throw new ServiceFailure("Expected Cassandra's management on port %d to write %s to the disk but got: %s"
                    .formatted(port, keyspace, e));
        }
    }
}
