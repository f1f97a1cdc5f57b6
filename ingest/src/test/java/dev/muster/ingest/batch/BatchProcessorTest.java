package dev.muster.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.Outcome;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.deadline.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchProcessorTest {
    /** Longer than any test. */
    private static final Patience PATIENT = new Patience(Duration.ofDays(1), 0);

    private static final Retrying RETRYING =
            new Retrying(Duration.ofSeconds(10), new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));

    private final ManualTimers timers = new ManualTimers();
    private final FakePorts fake = new FakePorts();
    private final Outages outages = Outages.none();
    private final BatchProcessor processor =
            new BatchProcessor(Records.PARTITION, fake.ports(), outages, RETRYING, PATIENT, timers, new Random(1));

    @BeforeEach
    void knowTwoSources() {
        fake.known.add(new SourceId("WT-07"));
        fake.known.add(new SourceId("WT-08"));
    }

    @Test
    void shouldWriteRowsOfAcceptedDuplicateAndLateSamples() {
        // given
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                Records.sample(0, "WT-07", 10),
                Records.sample(1, "WT-07", 10),
                Records.sample(2, "WT-07", 4),
                Records.sample(3, "WT-08", 11));

        // when
        BatchOutcome outcome = process(records);

        // then
        assertThat(outcomes(outcome))
                .containsExactly(Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.LATE, Outcome.ACCEPTED);
        assertThat(fake.writes).hasSize(4);
        assertThat(fake.history).hasSize(3);
        assertThat(fake.writes.get(0).receivedAt()).isEqualTo(Records.RECEIVED);
    }

    @Test
    void shouldWriteNoMoreRowsInOneCallThanTheStoreTakes() {
        fake.rowsPerCall = 2;

        process(IntStream.range(0, 5)
                .mapToObj(offset -> Records.sample(offset, "WT-07", offset))
                .toList());

        assertThat(fake.calls).containsExactly("twin WT-07", "history 2", "history 2", "history 1");
        assertThat(fake.history).hasSize(5);
    }

    @Test
    void shouldAskEachTwinOncePerBatchWithItsObservationsInOrder() {
        process(List.of(
                Records.sample(0, "WT-07", 1),
                Records.sample(1, "WT-08", 1),
                Records.notice(2, "WT-07", 2),
                Records.sample(3, "WT-07", 3)));

        assertThat(fake.calls).containsExactly("twin WT-07", "twin WT-08", "history 3");
        assertThat(fake.seen.getOrDefault(new AssetId("WT-07"), List.of()).stream()
                        .map(telemetry -> telemetry.measuredAt().getEpochSecond() - Records.RECEIVED.getEpochSecond()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldWriteNoRowForNoticesButTheirArrival() {
        BatchOutcome outcome = process(List.of(Records.notice(0, "WT-07", 1), Records.notice(1, "WT-07", 1)));

        assertThat(outcomes(outcome)).containsExactly(Outcome.ACCEPTED, Outcome.DUPLICATE);
        assertThat(fake.calls).containsExactly("twin WT-07", "history 0");
        assertThat(fake.arrivals).extracting(Sighting::offset).containsExactly(0L, 1L);
    }

    @Test
    void shouldStoreArrivalsThatTheLatestValuesDoNotTell() {
        // given, in this order: the newest, an older one, garbage of a known source and of a stranger, and one that its
        // twin refuses
        process(List.of(
                Records.sample(0, "WT-07", 10),
                Records.sample(1, "WT-07", 4),
                Records.text(2, "WT-07", "garbage"),
                Records.text(3, "stranger", "garbage"),
                Records.refusedSample(4, "WT-08", 1)));

        assertThat(fake.arrivals).extracting(Sighting::offset).containsExactlyInAnyOrder(1L, 2L, 4L);
        assertThat(fake.arrivals)
                .extracting(sighting -> sighting.source().value())
                .containsExactlyInAnyOrder("WT-07", "WT-07", "WT-08");
    }

    @Test
    void shouldSightEveryRecordOfAKnownSource() {
        HeardBatch heard = processor
                .hear(List.of(
                        Records.sample(3, "WT-07", 10),
                        Records.notice(4, "WT-08", 1),
                        Records.text(5, "WT-08", "garbage"),
                        Records.sample(7, "stranger", 1)))
                .toCompletableFuture()
                .join();

        assertThat(heard.sightings()).extracting(Sighting::offset).containsExactly(3L, 4L, 5L);
        assertThat(heard.next()).isEqualTo(8);
        assertThat(heard.receivedAt()).isEqualTo(Records.RECEIVED.plusMillis(7));
    }

    @Test
    void shouldGiveEveryHostileRecordItsReasonAndHarmNoOther() {
        // given
        byte[] huge = new byte[10_000_000];
        // when
        BatchOutcome outcome = process(hostile(huge));

        // then
        assertThat(reasons(outcome))
                .containsExactly(
                        null,
                        RefusalReason.MALFORMED,
                        RefusalReason.TOO_LARGE,
                        RefusalReason.NOT_FINITE,
                        RefusalReason.KEY_MISMATCH,
                        RefusalReason.MALFORMED,
                        RefusalReason.KEY_MISMATCH,
                        RefusalReason.UNKNOWN_SOURCE,
                        RefusalReason.UNKNOWN_SIGNAL,
                        RefusalReason.UNKNOWN_VERSION,
                        RefusalReason.MALFORMED,
                        RefusalReason.MALFORMED,
                        null);
        assertThat(outcomes(outcome)).filteredOn(o -> o == Outcome.QUARANTINED).hasSize(10);
        assertThat(outcome.outcome(8)).isEqualTo(Outcome.REJECTED);
        assertThat(outcome.outcome(0)).isEqualTo(Outcome.ACCEPTED);
        assertThat(outcome.outcome(12)).isEqualTo(Outcome.ACCEPTED);
        assertThat(fake.quarantine.keySet())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 11)
                        .mapToObj(offset -> "telemetry/3@" + offset)
                        .toList());
        assertThat(fake.quarantine.values())
                .allSatisfy(r -> assertThat(r.detail()).contains("Expected"));
        QuarantinedRecord big = Objects.requireNonNull(fake.quarantine.get("telemetry/3@2"));
        assertThat(big.payload().sizeBytes()).isEqualTo(huge.length);
        assertThat(big.payload().sha256()).hasSize(64);
        assertThat(big.receivedAt()).isEqualTo(Records.RECEIVED.plusMillis(2));
        assertThat(fake.writes).hasSize(2);
    }

    private static List<ConsumerRecord<byte[], byte[]>> hostile(byte[] huge) {
        String at = "\"at\":\"2030-01-02T03:04:05Z\"";
        return List.of(
                Records.sample(0, "WT-07", 1),
                Records.text(1, "WT-07", "garbage"),
                Records.record(2, "WT-07", huge),
                Records.text(
                        3,
                        "WT-07",
                        "{\"v\":1,\"kind\":\"sample\",\"source\":\"WT-07\",\"seq\":2," + at
                                + ",\"values\":{\"power\":NaN}}"),
                Records.record(4, "WT-08", Records.sample(0, "WT-07", 2).value()),
                Records.record(5, "WT-07", null),
                Records.record(6, null, Records.sample(0, "WT-07", 2).value()),
                Records.sample(7, "WT-66", 1),
                Records.refusedSample(8, "WT-08", 3),
                Records.text(9, "WT-07", "{\"v\":9}"),
                Records.text(
                        10,
                        "WT-07",
                        "{\"v\":1,\"kind\":\"connected\",\"source\":\"WT-07\",\"epoch\":1,"
                                + "\"at\":\"+999999999-12-31T23:59:59Z\"}"),
                Records.record(11, "WT-07", new byte[0]),
                Records.sample(12, "WT-07", 2));
    }

    @Test
    void shouldTakeTimesAtTheEdgeAndRefuseOneMillisecondMore() {
        BatchOutcome outcome = process(List.of(
                Records.sample(0, "WT-07", 1, Intake.MEASURED_AT_MIN),
                Records.sample(1, "WT-08", 1, Intake.MEASURED_AT_MAX),
                Records.sample(2, "WT-07", 2, Intake.MEASURED_AT_MIN.minusMillis(1)),
                Records.sample(3, "WT-08", 2, Intake.MEASURED_AT_MAX.plusMillis(1))));

        assertThat(reasons(outcome)).containsExactly(null, null, RefusalReason.MALFORMED, RefusalReason.MALFORMED);
    }

    @Test
    void shouldWaitForTheModelViewOncePerBatchAndKeepTheOrderOfSources() {
        // given
        fake.knownWhenCaughtUp.add(new SourceId("WT-09"));

        // when
        BatchOutcome outcome = process(List.of(
                Records.sample(0, "WT-09", 1),
                Records.sample(1, "WT-66", 1),
                Records.sample(2, "WT-07", 1),
                Records.sample(3, "WT-09", 2)));

        // then
        assertThat(fake.calls).containsExactly("caughtUp", "twin WT-09", "twin WT-07", "history 3", "quarantine 1");
        assertThat(outcomes(outcome))
                .containsExactly(Outcome.ACCEPTED, Outcome.QUARANTINED, Outcome.ACCEPTED, Outcome.ACCEPTED);
        assertThat(reasons(outcome).get(1)).isEqualTo(RefusalReason.UNKNOWN_SOURCE);
    }

    @Test
    void shouldSayOfARecordWhyItsSourceSpeaksForNobody() {
        // given
        fake.left.put(new SourceId("WT-66"), "device SN-1 left asset WT-07 at noon");

        // when
        process(List.of(Records.sample(0, "WT-66", 1), Records.sample(1, "WT-67", 1)));

        // then
        assertThat(fake.quarantine.values())
                .extracting(QuarantinedRecord::detail)
                .satisfiesExactlyInAnyOrder(
                        left -> assertThat(left).endsWith("but device SN-1 left asset WT-07 at noon"),
                        unknown -> assertThat(unknown).endsWith("but found none"));
    }

    @Test
    void shouldCallTheProbeAfterTheTwinsAndBeforeAnyWrite() {
        List<String> callsAtProbe = new ArrayList<>();
        fake.probe = (partition, first, last) -> {
            callsAtProbe.addAll(fake.calls);
            callsAtProbe.add(partition + ":" + first + "-" + last);
        };

        process(List.of(Records.sample(7, "WT-07", 1), Records.text(8, "WT-07", "garbage")));

        assertThat(callsAtProbe).containsExactly("twin WT-07", "3:7-8");
    }

    @Test
    void shouldReadALegalRecordOfTheLargestSize() {
        byte[] value = Objects.requireNonNull(Records.sample(0, "WT-07", 1).value());
        byte[] padded = Arrays.copyOf(value, TelemetryCodec.RECORD_BYTES_MAX);
        Arrays.fill(padded, value.length, padded.length, (byte) ' ');

        BatchOutcome outcome = process(List.of(Records.record(0, "WT-07", padded)));

        assertThat(outcome.outcome(0)).isEqualTo(Outcome.ACCEPTED);
        assertThat(fake.writes.get(0).sample()).isInstanceOf(Sample.class);
    }

    private BatchOutcome process(List<ConsumerRecord<byte[], byte[]>> records) {
        return processor
                .hear(records)
                .thenCompose(heard -> processor.settle(List.of(heard)))
                .thenApply(settled -> settled.get(0).outcome())
                .toCompletableFuture()
                .join();
    }

    private static List<Outcome> outcomes(BatchOutcome batch) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            outcomes.add(batch.outcome(i));
        }
        return outcomes;
    }

    private static List<RefusalReason> reasons(BatchOutcome batch) {
        List<RefusalReason> reasons = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            reasons.add(batch.reason(i));
        }
        return reasons;
    }
}
