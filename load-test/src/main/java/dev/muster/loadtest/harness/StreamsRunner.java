package dev.muster.loadtest.harness;

import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.bench.Bench;
import dev.muster.loadtest.bench.Groups;
import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.bench.Round;
import dev.muster.loadtest.harness.figure.Contender;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.stack.LeashedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The Kafka Streams application of {@code load-test/kafka-streams}, a process with a class path of its own. A round is read when its
 * group has committed it and everything that it wrote to itself on the way to the roots; what stands there it says in a topic.
 */
final class StreamsRunner implements Runner {
    private static final String MAIN = "dev.muster.streams.StreamsMain";
    private static final String APPLICATION = "throughput-streams";
    private static final String TOPIC = "telemetry-" + APPLICATION;
    private static final String TOTALS = "totals-" + APPLICATION;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int STOP_SECONDS = 10;

    private final Groups groups;
    private final int heapMib;
    private final Path logFile;
    private final Process process;
    private final KafkaConsumer<String, byte[]> totals;
    private final TopicPartition totalsPartition = new TopicPartition(TOTALS, 0);
    private final Map<HierarchyId, RootTotal> roots = new HashMap<>();
    private Set<TopicPartition> between = Set.of();

    private StreamsRunner(
            Groups groups, int heapMib, Path logFile, Process process, KafkaConsumer<String, byte[]> totals) {
        this.groups = groups;
        this.heapMib = heapMib;
        this.logFile = logFile;
        this.process = process;
        this.totals = totals;
        totals.assign(List.of(totalsPartition));
        totals.seekToBeginning(List.of(totalsPartition));
    }

    /** Returns at once; the first round waits for it. */
    static StreamsRunner start(Bench bench, ThroughputOptions options, Groups groups) {
        Path target = bench.program()
                .project()
                .resolve("load-test")
                .resolve("kafka-streams")
                .resolve("target");
        Path logFile = bench.log("streams");
        String classPath = target.resolve("classes") + File.pathSeparator + read(target.resolve("streams.classpath"));
        groups.create(TOPIC, OneMuster.PARTITIONS);
        groups.create(TOTALS, 1);
        Process process = LeashedJvm.of(MAIN)
                .jvmArguments(ServiceProcess.heapArguments(options.heapMib()))
                .classPath(classPath)
                .arguments(List.of(
                        bench.kafka(),
                        APPLICATION,
                        TOPIC,
                        TOTALS,
                        Integer.toString(options.assets()),
                        bench.directory().resolve("streams").toString()))
                .logFile(logFile)
                .build()
                .start();
        KafkaConsumer<String, byte[]> totals = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bench.kafka(), "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        return new StreamsRunner(groups, options.heapMib(), logFile, process, totals);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ServiceFailure(
                    "Expected the built application in %s: build it first, as ./run does".formatted(file));
        }
    }

    @Override
    public Contender contender() {
        return Contender.STREAMS;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public String heap() {
        return heapMib + " MiB";
    }

    @Override
    public Map<HierarchyId, RootTotal> read(Round round) {
        round.awaitRead(contender().title(), () -> {
            requireAlive();
            if (!groups.hasReached(APPLICATION, TOPIC, round.ends())) {
                return false;
            }
            if (between.isEmpty()) {
                between = groups.partitions(APPLICATION + "-", "-repartition");
            }
            return groups.isQuiet(APPLICATION, TOPIC, round.ends(), between);
        });
        long end = totals.endOffsets(List.of(totalsPartition)).getOrDefault(totalsPartition, 0L);
        while (totals.position(totalsPartition) < end) {
            for (ConsumerRecord<String, byte[]> said : totals.poll(POLL)) {
                ByteBuffer total = ByteBuffer.wrap(said.value());
                roots.put(
                        new HierarchyId(said.key()), new RootTotal(total.getLong(), Math.toIntExact(total.getLong())));
            }
        }
        return Map.copyOf(roots);
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new ServiceFailure(
                    "Kafka Streams has ended with code %d; its log is %s".formatted(process.exitValue(), logFile));
        }
    }

    @Override
    public void close() {
        totals.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
