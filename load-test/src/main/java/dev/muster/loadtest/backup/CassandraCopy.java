package dev.muster.loadtest.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * All tables of one node, those in which it describes itself included, as its own snapshots: hard links that take no time, made while
 * it goes on working.
 *
 * <p>Each table is as it was at a moment of its own, so their order matters. First what runs behind the journal or says how far
 * something came (what was swept, history, latest values), then the journal, then what is written before the journal is (alarms) or
 * holds what the journal then forgets (the audit of commands). So every part is at least as new as those that count on it.
 */
final class CassandraCopy {
    private static final List<String> BEFORE_JOURNAL = List.of("alarm_swept", "history", "latest", "latest_status");

    /** How far events were deleted must not be newer than the snapshots that make up for them. */
    private static final List<String> JOURNAL = List.of("metadata", "messages", "snapshots");

    /** Who holds what at the moment is no data: whoever comes from a backup has to begin anew. */
    private static final List<String> NEVER_RESTORED = List.of("node_session", "shard_lease", "system.paxos");

    private static final String STORAGE = "org.apache.cassandra.db:type=StorageService";

    private CassandraCopy() {}

    /** Makes a snapshot of every table; it stays until {@link #clear}. */
    static void snapshot(int jmxPort, String tag) {
        withNode(jmxPort, node -> {
            for (List<String> wave : waves(tables(node))) {
                node.invoke(
                        new ObjectName(STORAGE),
                        "takeSnapshot",
                        new Object[] {tag, Map.of(), wave.toArray(String[]::new)},
                        new String[] {String.class.getName(), Map.class.getName(), String[].class.getName()});
            }
        });
    }

    static void clear(int jmxPort, String tag) {
        withNode(
                jmxPort,
                node -> node.invoke(
                        new ObjectName(STORAGE),
                        "clearSnapshot",
                        new Object[] {Map.of(), tag, new String[0]},
                        new String[] {Map.class.getName(), String.class.getName(), String[].class.getName()}));
    }

    /** {@code data/KEYSPACE/TABLE-ID/snapshots/TAG} becomes {@code backup/KEYSPACE/TABLE-ID}. Returns the bytes. */
    static long copySnapshot(Path data, String tag, Path backup) {
        long bytes = 0;
        for (Path table : tableDirectories(data)) {
            Path snapshot = table.resolve("snapshots").resolve(tag);
            if (Files.isDirectory(snapshot)) {
                bytes += copy(snapshot, backup.resolve(data.relativize(table)));
            }
        }
        return bytes;
    }

    /** Puts tables where a node that has never run will find them. */
    static long restore(Path backup, Path data) {
        long bytes = 0;
        for (Path table : tableDirectories(backup)) {
            Path relative = backup.relativize(table);
            if (isRestored(relative)) {
                bytes += copy(table, data.resolve(relative));
            }
        }
        return bytes;
    }

    static boolean isRestored(Path table) {
        String name = table.getName(table.getNameCount() - 1).toString();
        String full = table.getName(0) + "." + name;
        return NEVER_RESTORED.stream().noneMatch(never -> name.startsWith(never) || full.startsWith(never));
    }

    /** Each is one request: tables that need no order among themselves. */
    static List<List<String>> waves(Set<String> tables) {
        List<List<String>> waves = new ArrayList<>();
        waves.add(named(tables, BEFORE_JOURNAL));
        JOURNAL.forEach(table -> waves.add(named(tables, List.of(table))));
        waves.add(tables.stream()
                .filter(table -> !BEFORE_JOURNAL.contains(nameOf(table)) && !JOURNAL.contains(nameOf(table)))
                .toList());
        waves.removeIf(List::isEmpty);
        return waves;
    }

    private static List<String> named(Set<String> tables, List<String> names) {
        return tables.stream().filter(table -> names.contains(nameOf(table))).toList();
    }

    private static String nameOf(String table) {
        return table.substring(table.indexOf('.') + 1);
    }

    private static Set<String> tables(MBeanServerConnection node) throws IOException, JMException {
        Set<String> tables = new TreeSet<>();
        for (ObjectName name :
                node.queryNames(new ObjectName("org.apache.cassandra.db:type=Tables,keyspace=*,table=*"), null)) {
            tables.add(name.getKeyProperty("keyspace") + "." + name.getKeyProperty("table"));
        }
        return tables;
    }

    /** What is asked of the node's management. */
    private interface Request {
        void run(MBeanServerConnection node) throws IOException, JMException;
    }

    @SuppressWarnings("BanJNDI") // our own child process, on loopback
    private static void withNode(int jmxPort, Request request) {
        String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(jmxPort);
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url))) {
            request.run(connector.getMBeanServerConnection());
        } catch (IOException | JMException e) {
            throw new BackupFailure(
                    "Expected Cassandra's management on port %d to make a snapshot but got: %s".formatted(jmxPort, e),
                    e);
        }
    }

    private static List<Path> tableDirectories(Path data) {
        try (Stream<Path> directories = Files.find(data, 2, (path, attributes) -> attributes.isDirectory())) {
            return directories
                    .filter(path -> data.relativize(path).getNameCount() == 2)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BackupFailure("Expected tables in %s but got: %s".formatted(data, e), e);
        }
    }

    private static long copy(Path from, Path to) {
        long[] bytes = new long[1];
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    Files.createDirectories(to.resolve(from.relativize(directory)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, to.resolve(from.relativize(file)));
                    bytes[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new BackupFailure("Expected to copy %s to %s but got: %s".formatted(from, to, e), e);
        }
        return bytes[0];
    }
}
