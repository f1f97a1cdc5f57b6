package dev.muster.loadtest.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One Cassandra node, alone in its cluster. */
final class CassandraNode {
    private static final String NAME = "Cassandra";

    /** What Cassandra reaches into on Java 17, beyond what modules export. */
    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/java.lang.ref",
            "java.base/sun.nio.ch",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.unsupported/sun.misc");

    private static final List<String> OPENS = List.of(
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/sun.nio.ch",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.util.jar",
            "jdk.management/com.sun.management.internal",
            "java.rmi/sun.rmi.transport.tcp");

    private static final String JMX_PORT_FILE = "jmx.port";
    private static final int HEAP_START_MIB_MAX = 256;
    private static final int MEMTABLE_SHARE_OF_HEAP = 4;
    /** Beside the heap, where what was written lies until it is flushed. */
    private static final int MEMTABLE_OFF_HEAP_SHARE = 2;

    private final StackSettings settings;
    private final StackSettings.Ports ports;
    private final Path javaHome;
    private final String classPath;
    private final Path home;
    private final Path logs;
    private final Path leash;

    /** @param ports the resolved ones, none of them 0 */
    CassandraNode(StackSettings settings, StackSettings.Ports ports, Path javaHome, DataDirectory data) {
        this.settings = settings;
        this.ports = ports;
        this.javaHome = javaHome;
        this.classPath = ServerFiles.classPath(settings.projectDirectory(), "cassandra-node");
        this.home = data.path().resolve("cassandra");
        this.logs = data.logs();
        this.leash = data.leash();
    }

    /** Where the port of its management stands: whoever makes a snapshot reads it there. */
    static Path jmxPortFile(Path directory) {
        return directory.resolve("cassandra").resolve(JMX_PORT_FILE);
    }

    /** Writes the settings. */
    void prepare() {
        // Native libraries are unpacked there, and stay after a kill -9.
        ServerFiles.createEmpty(home.resolve("tmp"));
        ServerFiles.writeText(home.resolve(JMX_PORT_FILE), Integer.toString(ports.cassandraJmx()));
        ServerFiles.write("cassandra-logback.xml", home.resolve("logback.xml"), Map.of());
        ServerFiles.write(
                "cassandra.yaml",
                home.resolve("cassandra.yaml"),
                Map.of(
                        "directory", home.toString(),
                        "port", Integer.toString(ports.cassandra()),
                        "storagePort", Integer.toString(ports.cassandraStorage()),
                        "memtableMib", Integer.toString(settings.heaps().cassandraMib() / MEMTABLE_SHARE_OF_HEAP),
                        "memtableOffHeapMib",
                                Integer.toString(settings.heaps().cassandraMib() / MEMTABLE_OFF_HEAP_SHARE),
                        "commitLogSync", commitLogSync(settings.commitLog())));
    }

    ServerProcess server(DataDirectory data) {
        LeashedJvm jvm = LeashedJvm.of("org.apache.cassandra.service.CassandraDaemon")
                .javaHome(javaHome)
                .jvmArguments(jvmArguments())
                .classPath(classPath)
                .workingDirectory(home)
                .logFile(logs.resolve("cassandra.out"))
                .leashDirectory(leash)
                .build();
        return new ServerProcess(
                NAME,
                jvm,
                () -> CqlHandshake.answers(ports.cassandra(), ports.cassandraStorage()),
                List.of(logs.resolve("cassandra.log"), jvm.logFile()),
                settings.limits().startTimeout(),
                settings.limits().stopTimeout(),
                process -> data.recordServer(NAME, process));
    }

    List<String> jvmArguments() {
        int heapMib = settings.heaps().cassandraMib();
        List<String> arguments = new ArrayList<>(List.of(
                "-Xms" + Math.min(heapMib, HEAP_START_MIB_MAX) + "m",
                "-Xmx" + heapMib + "m",
                "-XX:+UseG1GC",
                "-XX:+ExitOnOutOfMemoryError",
                // Measures memtables; without it the node guesses.
                "-javaagent:" + jammAgent(),
                "-Djdk.attach.allowAttachSelf=true",
                "-Djava.io.tmpdir=" + home.resolve("tmp"),
                "-Dlogback.configurationFile=" + home.resolve("logback.xml").toUri(),
                "-Dmuster.log=" + logs.resolve("cassandra.log"),
                "-Dcassandra.config=" + home.resolve("cassandra.yaml").toUri(),
                "-Dcassandra.storagedir=" + home,
                "-Dcassandra.logdir=" + logs,
                "-Dcassandra-foreground=yes",
                "-Dcassandra.jmx.local.port=" + ports.cassandraJmx(),
                // There is nobody to gossip with: neither at the start nor at the end is there anything to wait for.
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.ring_delay_ms=1",
                "-Dcassandra.shutdown_announce_in_ms=0",
                "-Dcassandra.superuser_setup_delay_ms=0"));
        if (settings.commitLog() == StackSettings.CommitLog.THROWN_AWAY) {
            arguments.add("-Dcassandra.test.flush_local_schema_changes=false");
        }
        EXPORTS.forEach(name -> arguments.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENS.forEach(name -> arguments.add("--add-opens=" + name + "=ALL-UNNAMED"));
        return arguments;
    }

    private String jammAgent() {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(jar -> Path.of(jar).getFileName().toString().startsWith("jamm-"))
                .findFirst()
                .orElseThrow(
                        () -> new StackFailure("There is no jamm jar on the class path of Cassandra: build it again"));
    }

    private static String commitLogSync(StackSettings.CommitLog commitLog) {
        return switch (commitLog) {
            case THROWN_AWAY, PERIODIC -> "periodic\ncommitlog_sync_period: 10000ms";
            case BATCH -> "batch";
        };
    }
}
