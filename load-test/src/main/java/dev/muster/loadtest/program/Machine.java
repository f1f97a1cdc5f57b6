package dev.muster.loadtest.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures were measured on: without it they say little. */
public final class Machine {
    private static final Pattern MODEL = Pattern.compile("^model name\\s*:\\s*(.+)$", Pattern.MULTILINE);
    private static final Pattern MEMORY = Pattern.compile("^MemTotal:\\s*(\\d+) kB$", Pattern.MULTILINE);
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    /** Processors, memory, Java, and of {@code project} the servers that it starts. */
    public static String described(Path project) {
        return "%d processors (%s), %s, Java %s, %s %s; Kafka %s, Cassandra %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        first(MODEL, read(Path.of("/proc/cpuinfo"))),
                        memory(read(Path.of("/proc/meminfo"))),
                        System.getProperty("java.version", UNKNOWN),
                        System.getProperty("os.name", UNKNOWN),
                        System.getProperty("os.version", UNKNOWN),
                        server(project, "kafka-broker", "kafka_2.13"),
                        server(project, "cassandra-node", "cassandra-all"));
    }

    /** How much it had to do in the last minute. */
    public static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? UNKNOWN : String.format(Locale.ROOT, "%.1f", load);
    }

    private static String server(Path project, String module, String artifact) {
        Path classPath =
                project.resolve("load-test").resolve(module).resolve("target").resolve("server.classpath");
        return version(read(classPath), artifact);
    }

    static String version(String classPath, String artifact) {
        return first(Pattern.compile("/" + Pattern.quote(artifact) + "-([^/:]+)\\.jar"), classPath);
    }

    static String memory(String meminfo) {
        String kib = first(MEMORY, meminfo);
        return kib.equals(UNKNOWN)
                ? "memory unknown"
                : "%d GiB".formatted(Math.round(Long.parseLong(kib) / 1_048_576.0));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : UNKNOWN;
    }

    /** Nothing where there is none: other systems tell it elsewhere. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
