package dev.muster.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.PartitionFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One partition, a stream around the real {@link BatchProcessor} that overlaps judging and settling as the Akka stream
 * does, and a world in which anything fails. Time passes only by the simulation's timers.
 */
final class SimulatedIngest {
    private static final int PARTITION = Records.PARTITION.partition();
    private static final Retrying RETRYING =
            new Retrying(Duration.ofSeconds(10), new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.5));
    private static final int STEPS_BETWEEN_BREAKS = 20;
    private static final int CALM_AFTER_STEPS = 500;
    private static final int STEPS_MAX = 100_000;
    private static final int PILE_MAX = 4;

    private final Random random;
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final Set<FakePorts.Key> expectedHistory = new HashSet<>();
    private final Set<String> expectedQuarantine = new HashSet<>();
    private final TreeMap<RefusalReason, Long> expectedReasons = new TreeMap<>();
    private final Map<AssetId, List<Properties>> expectedReports = new HashMap<>();
    private final FakePorts fake = new FakePorts();
    private final List<String> trace = new ArrayList<>();
    private final double trouble;
    private IngestAccounting accounting = new IngestAccounting();
    private long startedAt;
    private long committed;
    private long kills;
    private long aborts;
    private long redelivered;
    private long failedCalls;

    // Of the running stream.
    private @Nullable BatchProcessor processor;
    private ManualTimers timers = new ManualTimers();
    private int position;
    private @Nullable CompletableFuture<HeardBatch> hearing;
    private final List<HeardBatch> heard = new ArrayList<>();
    private @Nullable CompletableFuture<List<JudgedBatch>> settling;

    SimulatedIngest(long seed) {
        random = new Random(seed);
        trouble = random.nextDouble() * 0.4;
        for (int source = 0; source < 5; source++) {
            fake.known.add(new SourceId("known-" + source));
        }
        int records = 20 + random.nextInt(100);
        long offset = 0;
        for (int i = 0; i < records; i++) {
            log.add(anyRecord(offset));
            // Now and then an offset that is no record, as transactions leave them.
            offset += random.nextInt(20) == 0 ? 2 : 1;
        }
        fake.fate = this::fateOf;
        fake.takesEffect = random::nextBoolean;
    }

    /** Until everything is committed. */
    void run() {
        startProcess();
        for (int steps = 0; committed < end(); steps++) {
            assertThat(steps).as("steps until all is committed").isLessThan(STEPS_MAX);
            if (steps < CALM_AFTER_STEPS && random.nextInt(STEPS_BETWEEN_BREAKS) == 0) {
                breakSomething();
            }
            step();
        }
    }

    private void step() {
        BatchProcessor running = Objects.requireNonNull(processor);
        if (settling != null && settling.isDone()) {
            settling.join().forEach(this::settled);
            settling = null;
        } else if (hearing != null && hearing.isDone() && heard.size() < PILE_MAX) {
            heard.add(hearing.join());
            hearing = null;
        } else if (settling == null && !heard.isEmpty() && (random.nextBoolean() || heard.size() == PILE_MAX)) {
            settling = running.settle(List.copyOf(heard)).toCompletableFuture();
            heard.clear();
        } else if (hearing == null && position < log.size()) {
            int size = Math.min(1 + random.nextInt(20), log.size() - position);
            hearing = running.hear(log.subList(position, position + size)).toCompletableFuture();
            position += size;
        } else if (!timers.runNext() && settling == null && hearing == null && heard.isEmpty()) {
            // All processed, and the last commit was the one left out.
            committed = end();
        }
    }

    private void settled(JudgedBatch batch) {
        BatchOutcome outcome = batch.outcome();
        accounting.settled(outcome);
        assertThat(accounting.closes()).as("accounting closes at every moment").isTrue();
        trace.add("settled " + outcome.firstOffset() + "-" + outcome.lastOffset());
        if (random.nextBoolean() || outcome.lastOffset() + 1 == end()) {
            committed = outcome.lastOffset() + 1;
        }
    }

    private void breakSomething() {
        if (random.nextBoolean()) {
            aborts++;
            trace.add("abort, back to " + committed);
            Objects.requireNonNull(processor).stop();
            startStream();
        } else {
            kills++;
            trace.add("kill, back to " + committed);
            keepFigures();
            fake.forgetTwins();
            startProcess();
        }
    }

    private void startProcess() {
        accounting = new IngestAccounting();
        startedAt = committed;
        startStream();
    }

    /** What a dead stream leaves behind is dropped: its timers never run, its answers reach nobody. */
    private void startStream() {
        timers = new ManualTimers();
        hearing = null;
        settling = null;
        heard.clear();
        position = 0;
        while (position < log.size() && log.get(position).offset() < committed) {
            position++;
        }
        BatchProcessor next = new BatchProcessor(
                Records.PARTITION,
                fake.ports(),
                Outages.none(),
                RETRYING,
                // From shorter than the first answer takes to longer than any.
                new Patience(Duration.ofMillis(1 + random.nextInt(20_000)), random.nextInt(6)),
                timers,
                new Random(random.nextLong()));
        processor = next;
        IntSupplier inFlight = next.progress()::batchesInFlight;
        accounting.resumed(PARTITION, committed, inFlight);
    }

    /** Some calls fail, some hang, and some take effect though their answer is lost. */
    private @Nullable CompletionStage<?> fateOf(String port) {
        if (random.nextDouble() >= trouble) {
            return null;
        }
        failedCalls++;
        trace.add(port + " fails");
        return random.nextBoolean()
                ? new CompletableFuture<>()
                : CompletableFuture.failedFuture(new IllegalStateException("simulated"));
    }

    private ConsumerRecord<byte[], byte[]> anyRecord(long offset) {
        String source = "known-" + random.nextInt(5);
        long sequence = random.nextInt(30);
        return switch (random.nextInt(10)) {
            case 0 -> bad(Records.text(offset, source, "garbage"), RefusalReason.MALFORMED);
            case 1 -> bad(Records.sample(offset, "unknown", sequence), RefusalReason.UNKNOWN_SOURCE);
            case 2 -> bad(Records.refusedSample(offset, source, sequence), RefusalReason.UNKNOWN_SIGNAL);
            case 3 -> report(offset, source, sequence);
            default -> {
                Sample sample = Records.sampleOf(source, sequence, Records.RECEIVED.plusSeconds(sequence));
                expectedHistory.add(FakePorts.Key.of(new AssetId(source), sample));
                yield Records.sample(offset, source, sequence);
            }
        };
    }

    private ConsumerRecord<byte[], byte[]> report(long offset, String source, long epoch) {
        return switch (random.nextInt(4)) {
            case 0 -> Records.notice(offset, source, epoch);
            case 1 ->
                bad(Records.report(offset, source, epoch, Records.REFUSED.value(), "x"), RefusalReason.BAD_PROPERTIES);
            default -> {
                String firmware = Long.toString(offset);
                expectedReports
                        .computeIfAbsent(new AssetId(source), asset -> new ArrayList<>())
                        .add(new Properties(Map.of("firmware", firmware)));
                yield Records.report(offset, source, epoch, "firmware", firmware);
            }
        };
    }

    private ConsumerRecord<byte[], byte[]> bad(ConsumerRecord<byte[], byte[]> record, RefusalReason reason) {
        expectedQuarantine.add("telemetry/" + PARTITION + "@" + record.offset());
        expectedReasons.merge(reason, 1L, Long::sum);
        return record;
    }

    private long end() {
        return log.get(log.size() - 1).offset() + 1;
    }

    private void keepFigures() {
        redelivered += figures().activity().redelivered();
    }

    private PartitionFigures figures() {
        return accounting.snapshot().get(0);
    }

    /** Everything that must hold once all is committed, whatever has happened. */
    void check() {
        keepFigures();
        assertThat(fake.history.keySet()).isEqualTo(expectedHistory);
        // By id: a record that is delivered again is put again.
        assertThat(fake.quarantine.keySet()).isEqualTo(expectedQuarantine);
        assertThat(fake.quarantinePuts).isGreaterThanOrEqualTo(expectedQuarantine.size());
        assertThat(fake.reported.keySet()).isEqualTo(expectedReports.keySet());
        expectedReports.forEach((asset, expected) -> {
            List<Properties> reported = fake.reported.getOrDefault(asset, List.of());
            assertThat(reported).as("reports of %s", asset).containsAll(expected);
            // Some are said again, but nothing old is said after what is newest.
            assertThat(reported.get(reported.size() - 1)).isEqualTo(expected.get(expected.size() - 1));
        });
        PartitionFigures figures = figures();
        long recordsSinceStart =
                log.stream().filter(record -> record.offset() >= startedAt).count();
        assertThat(figures.closes()).isTrue();
        assertThat(figures.received()).isEqualTo(recordsSinceStart);
        assertThat(figures.offsets().next()).isEqualTo(end());
        assertThat(figures.activity().batchesInFlight()).isZero();
        if (kills == 0) {
            assertThat(figures.counts().refusals()).isEqualTo(expectedReasons);
        }
    }

    List<String> trace() {
        return trace;
    }

    long kills() {
        return kills;
    }

    long aborts() {
        return aborts;
    }

    long redelivered() {
        return redelivered;
    }

    long failedCalls() {
        return failedCalls;
    }
}
