package dev.muster.loadtest.load;

import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.stack.LeashedJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run of Gatling, in a JVM of its own with a class path of its own; it ends with this JVM. Its simulations are in the module {@code
 * load-test/gatling}, which nothing here sees.
 */
public final class GatlingRun {
    private static final String MAIN = "io.gatling.app.Gatling";
    private static final String SIMULATIONS = "dev.muster.gatling.";
    private static final String REPORT = "index.html";
    private static final int HEAP_MIB = 512;
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Path project;
    private final Path directory;

    /** {@code directory}: below it reports and the log go. */
    public GatlingRun(Path project, Path directory) {
        this.project = project;
        this.directory = directory;
    }

    /**
     * How it ended.
     *
     * @param code 0: all that was asserted held; 2: it did not; else it could not go on
     * @param report the page to open; empty: it did not come so far
     * @param log all that it said
     */
    public record Outcome(int code, Optional<Path> report, Path log) {
        /** Its code when something that was asserted did not hold. */
        public static final int NOT_HELD = 2;
    }

    /** Blocks until it has ended; {@code print} takes each line that it says. {@link ServiceFailure}: it was not built. */
    public Outcome run(String simulation, Map<String, String> settings, Consumer<String> print) {
        Path log = directory.resolve("logs").resolve("gatling.log");
        Path reports = directory.resolve("report");
        try {
            Files.createDirectories(reports);
            List<Path> before = reports(reports);
            long offset = Files.exists(log) ? Files.size(log) : 0;
            Process process = LeashedJvm.of(MAIN)
                    .jvmArguments(jvmArguments(settings))
                    .classPath(classPath())
                    .arguments(List.of("-s", SIMULATIONS + simulation, "-rf", reports.toString()))
                    .logFile(log)
                    .build()
                    .start();
            follow(process, log, offset, print);
            Optional<Path> report = reports(reports).stream()
                    .filter(path -> !before.contains(path))
                    .findFirst();
            return new Outcome(process.exitValue(), report, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String classPath() throws IOException {
        Path target = project.resolve("load-test").resolve("gatling").resolve("target");
        Path classes = target.resolve("classes");
        Path file = target.resolve("gatling.classpath");
        if (!Files.isDirectory(classes) || !Files.isRegularFile(file)) {
            throw new ServiceFailure(
                    "Expected the built simulations in %s: build them first, as ./run does".formatted(target));
        }
        return classes + java.io.File.pathSeparator + Files.readString(file).strip();
    }

    private List<String> jvmArguments(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx" + HEAP_MIB + "m",
                // It writes texts to its log without copying them.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                // Gatling asks the internet for a newer version of itself, and remembers the answer at home. Not from
                // here.
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=9",
                "-Djava.util.prefs.userRoot=" + directory.resolve("report")));
        new TreeMap<>(settings).forEach((key, value) -> arguments.add("-Dmuster.load.%s=%s".formatted(key, value)));
        return arguments;
    }

    private static List<Path> reports(Path directory) throws IOException {
        try (Stream<Path> runs = Files.list(directory)) {
            return runs.map(run -> run.resolve(REPORT)).filter(Files::exists).toList();
        }
    }

    /** Whole lines as they come, until the process has ended and all is read. */
    private static void follow(Process process, Path log, long from, Consumer<String> print) throws IOException {
        long offset = from;
        boolean ended = false;
        while (!ended) {
            ended = hasEnded(process);
            offset = pass(log, offset, ended, print);
        }
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServiceFailure("Expected Gatling to end but was interrupted");
        }
    }

    private static long pass(Path log, long offset, boolean all, Consumer<String> print) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - offset)];
            file.seek(offset);
            file.readFully(bytes);
            int end = bytes.length;
            while (!all && end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(print);
            return offset + end;
        }
    }
}
