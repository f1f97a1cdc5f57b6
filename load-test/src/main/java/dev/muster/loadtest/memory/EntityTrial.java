package dev.muster.loadtest.memory;

import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.memory.figure.EntityFinding;
import dev.muster.loadtest.memory.figure.EntityFinding.EntityLife;
import dev.muster.loadtest.memory.figure.Heap;
import dev.muster.loadtest.memory.figure.Histogram;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.stack.LeashedJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As many empty sharded event-sourced entities as there are twins, in a process with the same heap, over the same journal: woken when
 * they persist their one event, and recovered in each further life of the process.
 */
final class EntityTrial {
    private static final String MAIN = "dev.muster.benchmarks.entity.EmptyEntities";
    private static final String ENTITY = "dev.muster.benchmarks.entity.EmptyEntity";
    private static final Pattern READY = Pattern.compile("^entities: ready$", Pattern.MULTILINE);
    static final Pattern WOKEN =
            Pattern.compile("^entities: (\\d+) woken in (\\d+) ms, (\\d+) of them new$", Pattern.MULTILINE);
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration WAKE_WITHIN = Duration.ofMinutes(3);
    private static final Duration WAKE_WITHIN_EACH = Duration.ofMillis(4);
    private static final int STOP_SECONDS = 60;

    private final MemoryOptions options;
    private final Bench bench;

    /** What its process says of one waking. */
    record Woken(int entities, double seconds, int persisted) {}

    EntityTrial(MemoryOptions options, Bench bench) {
        this.options = options;
        this.bench = bench;
    }

    /** {@link ServiceFailure} when not all of them are awake, or more were persisted than had to be. */
    EntityFinding run() {
        List<EntityLife> lives = new ArrayList<>();
        for (int life = 0; life <= options.rounds(); life++) {
            EntityLife lived = live(bench.log("entities-" + life), life == 0 ? options.assets() : 0);
            bench.program()
                    .print(String.format(
                            Locale.ROOT,
                            "empty entities all awake after %.1f s; %d MiB, %d before",
                            lived.secondsToWake(),
                            lived.awake().used() >> 20,
                            lived.before().used() >> 20));
            lives.add(lived);
        }
        return new EntityFinding(options.assets(), lives);
    }

    private EntityLife live(Path log, int expectedNew) {
        Process process = start(log);
        try {
            await(process, log, READY, READY_WITHIN);
            Heap before = HeapLook.at(process.pid());
            process.getOutputStream().write("wake\n".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            Woken woken = woken(
                    await(process, log, WOKEN, WAKE_WITHIN.plus(WAKE_WITHIN_EACH.multipliedBy(options.assets()))));
            Heap awake = HeapLook.rested(process.pid());
            requireAll(woken, awake.classes(), options.assets(), expectedNew);
            return new EntityLife(before, woken.seconds(), awake);
        } catch (IOException e) {
            throw new ServiceFailure("Expected to talk to the empty entities but got: %s; their log is %s"
                    .formatted(e.getMessage(), log));
        } finally {
            end(process);
        }
    }

    private Process start(Path log) {
        Path target = bench.program().project().resolve("benchmarks").resolve("target");
        // What is asked of Muster's Akka is asked of theirs.
        Map<String, String> properties = new TreeMap<>(Memory.settings(options));
        properties.put("muster.cassandra.contact-points.0", bench.stack().cassandraContactPoint());
        properties.put("muster.cassandra.keyspace", "memory_entities");
        properties.put("muster.cluster.port", Integer.toString(NodePorts.freePort()));
        properties.put(
                "java.util.concurrent.ForkJoinPool.common.parallelism",
                Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())));
        List<String> jvm = new ArrayList<>(ServiceProcess.heapArguments(options.heapMib()));
        properties.forEach((key, value) -> jvm.add("-D" + key + "=" + value));
        return LeashedJvm.of(MAIN)
                .jvmArguments(jvm)
                .classPath(
                        target.resolve("classes") + File.pathSeparator + read(target.resolve("benchmarks.classpath")))
                .arguments(List.of(Integer.toString(options.assets())))
                .logFile(log)
                .build()
                .start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ServiceFailure(
                    "Expected the built benchmarks in %s: build them first, as ./run does".formatted(file));
        }
    }

    private static Matcher await(Process process, Path log, Pattern line, Duration within) {
        return Poll.until(within, () -> {
                    if (!process.isAlive()) {
                        throw new ServiceFailure("The empty entities have ended with code %d; their log is %s"
                                .formatted(process.exitValue(), log));
                    }
                    return Optional.of(line.matcher(logged(log))).filter(Matcher::find);
                })
                .orElseThrow(
                        () -> new ServiceFailure("Expected the empty entities to say '%s' within %d s; their log is %s"
                                .formatted(line, within.toSeconds(), log)));
    }

    private static String logged(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Woken woken(Matcher line) {
        return new Woken(
                Integer.parseInt(line.group(1)), Long.parseLong(line.group(2)) / 1e3, Integer.parseInt(line.group(3)));
    }

    static void requireAll(Woken woken, Histogram classes, int entities, int expectedNew) {
        long awake = classes.of(ENTITY).instances();
        if (woken.entities() != entities || awake != entities || woken.persisted() != expectedNew) {
            throw new ServiceFailure("Expected %d empty entities, %d of them new, but found %d awake, and %s"
                    .formatted(entities, expectedNew, awake, woken));
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
