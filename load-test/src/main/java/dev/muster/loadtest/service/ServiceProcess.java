package dev.muster.loadtest.service;

import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.stack.LeashedJvm;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One running service. It ends with this JVM, however that ends; it can be stopped as an operator would, or killed.
 * Thread-safe.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final String MAIN = "dev.muster.twinservice.Main";
    /** Greatest heap of each service that is started here. */
    public static final int HEAP_MIB = 1_024;

    /** With 1 GiB, of which little was alive, a full collection stood still for a quarter of a second. */
    private static final int PARALLEL_HEAP_MIB_MAX = 2_048;

    private static final int LOG_TAIL_BYTES = 16_384;
    private static final int LAST_WORDS_LINES = 4;

    /** Longer than a sound service takes; one whose Kafka has gone before it would wait for nothing. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final ServiceSettings settings;
    private final Process process;
    private volatile boolean isPaused;

    ServiceProcess(ServiceSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
    }

    /** Starts the service and returns at once. */
    public static ServiceProcess start(ServiceSettings settings) {
        return start(settings, HEAP_MIB);
    }

    /** Likewise, with another greatest heap. */
    public static ServiceProcess start(ServiceSettings settings, int heapMib) {
        Optional<ClassData> classData = ClassData.made();
        return start(
                settings,
                heapMib,
                classData,
                classData.map(ClassData::jvmArguments).orElse(List.of()));
    }

    static ServiceProcess start(
            ServiceSettings settings, int heapMib, Optional<ClassData> classData, List<String> moreJvmArguments) {
        String classPath = classData
                .map(data -> data.classPath(settings.project()))
                .orElseGet(() -> classes(settings.project()) + File.pathSeparator + libraries(settings.project()));
        Process process = LeashedJvm.of(MAIN)
                .jvmArguments(moreJvmArguments)
                .jvmArguments(jvmArguments(settings, heapMib))
                .classPath(classPath)
                .logFile(settings.logFile())
                .build()
                .start();
        return new ServiceProcess(settings, process);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it ended with: 128 + the signal for one that was killed; empty while it runs. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Waits until {@code ready} says so; {@link ServiceFailure} when the service ends first, or it takes too long. */
    public void awaitReady(Duration within, Supplier<Boolean> ready) {
        boolean isReady = Poll.untilTrue(within, () -> {
            requireAlive();
            return ready.get();
        });
        if (!isReady) {
            throw new ServiceFailure(
                    "Expected the service to be ready within %d s but it is not; its log is %s; last: %s"
                            .formatted(within.toSeconds(), settings.logFile(), lastWords()));
        }
    }

    /** {@link ServiceFailure} when the service has ended. */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new ServiceFailure("The service has ended with code %d; its log is %s; last: %s"
                    .formatted(process.exitValue(), settings.logFile(), lastWords()));
        }
    }

    /** As {@code kill -9}; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGSTOP: it stands still from now on, while its connections stay open. */
    public void pause() {
        signal("STOP");
        isPaused = true;
    }

    /** SIGCONT, after {@link #pause}. */
    public void resume() {
        signal("CONT");
        isPaused = false;
    }

    /**
     * SIGTERM, as an operator or an orchestrator would stop it. Returns how long it took to end; {@link ServiceFailure} when it had not
     * ended {@code within} that time and was killed.
     */
    public Duration stop(Duration within) {
        long startNanos = System.nanoTime();
        process.destroy();
        try {
            if (process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
                return Duration.ofNanos(System.nanoTime() - startNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String last = lastWords();
        kill();
        throw new ServiceFailure(
                "Expected the service to end within %d ms but it had to be killed; its log is %s; last: %s"
                        .formatted(within.toMillis(), settings.logFile(), last));
    }

    /** As {@code kill}, and after 10 s as {@code kill -9}; one that is paused cannot end by itself and is killed. */
    @Override
    public void close() {
        if (isPaused) {
            kill();
        } else {
            process.destroy();
            awaitEnd();
        }
    }

    private void signal(String name) {
        requireAlive();
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (kill.waitFor() != 0) {
                throw new ServiceFailure(
                        "Expected to send SIG%s to process %d but kill said: %s".formatted(name, process.pid(), said));
            }
        } catch (IOException e) {
            throw new ServiceFailure(
                    "Expected to send SIG%s to process %d but got: %s".formatted(name, process.pid(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines of its log on one line, without those of stack traces. */
    private String lastWords() {
        try (RandomAccessFile log = new RandomAccessFile(settings.logFile().toFile(), "r")) {
            long from = Math.max(0, log.length() - LOG_TAIL_BYTES);
            byte[] tail = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(tail);
            List<String> lines = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("\tat ") && !line.startsWith("\t..."))
                    .toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_WORDS_LINES), lines.size()));
        } catch (IOException e) {
            return "nothing (" + e.getMessage() + ")";
        }
    }

    /**
     * Of a JVM with such a greatest heap. Up to 2 GiB its garbage is collected by who takes least of the processors: while records are
     * caught up with, G1 took a quarter of all that the service did. Above, by who stands still for the shortest time.
     */
    public static List<String> heapArguments(int heapMib) {
        return List.of(
                "-Xmx" + heapMib + "m", heapMib <= PARALLEL_HEAP_MIB_MAX ? "-XX:+UseParallelGC" : "-XX:+UseG1GC");
    }

    private static List<String> jvmArguments(ServiceSettings settings, int heapMib) {
        Map<String, String> properties = new TreeMap<>(settings.more());
        properties.put("muster.kafka.bootstrap-servers", settings.kafka());
        properties.put("muster.cassandra.contact-points.0", settings.cassandra());
        properties.put("muster.http.port", Integer.toString(settings.httpPort()));
        // Of the cluster that a single node is, too; nobody else needs to know it.
        properties.putIfAbsent("muster.cluster.port", Integer.toString(NodePorts.freePort()));
        // With one thread in the common pool each completion of a future would start a thread of its own.
        properties.putIfAbsent(
                "java.util.concurrent.ForkJoinPool.common.parallelism",
                Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())));
        List<String> arguments = new ArrayList<>(heapArguments(heapMib));
        properties.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        return arguments;
    }

    /** The service's own classes, as built. */
    static Path classes(Path project) {
        Path classes = target(project).resolve("classes");
        requireBuilt(project, Files.isDirectory(classes));
        return classes;
    }

    /** The jars that it needs, in the form of {@code java -cp}. */
    static String libraries(Path project) {
        Path file = target(project).resolve("service.classpath");
        requireBuilt(project, Files.isRegularFile(file));
        return read(file);
    }

    private static Path target(Path project) {
        return project.resolve("twin-service").resolve("target");
    }

    private static void requireBuilt(Path project, boolean isBuilt) {
        if (!isBuilt) {
            throw new ServiceFailure(
                    "Expected the built service in %s: build it first, as ./run does".formatted(target(project)));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ServiceFailure("Expected to read %s but got: %s".formatted(file, e.getMessage()));
        }
    }
}
