package dev.muster.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.Outcome;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What devices say of themselves goes to the model before the commit, in order, and holds up nothing else. */
class DeviceReportsTest {
    private static final AssetId WT_07 = new AssetId("WT-07");
    private static final AssetId WT_08 = new AssetId("WT-08");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ManualTimers timers = new ManualTimers();
    private final FakePorts fake = new FakePorts();
    private final Outages outages = Outages.none();
    private final BatchProcessor processor = new BatchProcessor(
            Records.PARTITION,
            fake.ports(),
            outages,
            new Retrying(Duration.ofSeconds(10), new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0)),
            new Patience(PATIENCE, 10),
            timers,
            new Random(1));

    @BeforeEach
    void knowTwoSources() {
        fake.known.add(new SourceId("WT-07"));
        fake.known.add(new SourceId("WT-08"));
    }

    @Test
    void shouldTakeThemToTheModelAndOnlyThenSettle() {
        // given
        CompletableFuture<Optional<Object>> writer = new CompletableFuture<>();
        fake.fate = port -> port.equals("report") ? writer : null;

        // when
        CompletableFuture<?> settled = settle(hear(firmware(0, "WT-07", 1, "2.1")));

        // then
        assertThat(fake.calls).containsExactly("twin WT-07", "report WT-07 {firmware=2.1}");
        assertThat(settled).isNotDone();
        writer.complete(Optional.empty());
        assertThat(settled).isCompleted();
        assertThat(fake.arrivals).hasSize(1);
    }

    @Test
    void shouldTakeToTheModelWhatTheTwinHasHadBefore() {
        // given: nobody knows whether the model came to have it
        hear(firmware(0, "WT-07", 1, "2.1"));

        JudgedBatch again = judged(hear(firmware(0, "WT-07", 1, "2.1")));

        assertThat(again.outcome().outcome(0)).isEqualTo(Outcome.DUPLICATE);
        assertThat(fake.reported.get(WT_07)).hasSize(2);
    }

    @Test
    void shouldLeaveTheModelAloneWhereNothingIsSaid() {
        hear(Records.notice(0, "WT-07", 1), Records.sample(1, "WT-07", 1));

        assertThat(fake.calls).containsExactly("twin WT-07");
    }

    @Test
    void shouldAskAWriterThatIsAwayUntilItAnswersWhileAllOthersGoOn() {
        // given
        fake.fate = port ->
                isReportOf("WT-07") ? CompletableFuture.failedFuture(new IllegalStateException("no answer")) : null;

        // when
        HeardBatch first = hear(firmware(0, "WT-07", 1, "2.1"), firmware(1, "WT-08", 1, "2.1"));
        HeardBatch second = hear(Records.sample(2, "WT-07", 2), Records.sample(3, "WT-08", 2));
        CompletableFuture<?> settled = settle(first);

        // then twins are asked on, the report of the other asset is taken, and nothing is committed
        assertThat(fake.seen.get(WT_07)).hasSize(2);
        assertThat(fake.seen.get(WT_08)).hasSize(2);
        assertThat(fake.reported).containsOnlyKeys(WT_08);
        assertThat(second.judged().toCompletableFuture()).isCompleted();
        timers.advance(Duration.ofMinutes(5));
        assertThat(settled).isNotDone();
        assertThat(outages.modelWriters().isAway()).isTrue();
        assertThat(outages.twins().isAway()).isFalse();

        fake.fate = port -> null;
        timers.advance(Duration.ofSeconds(10));
        assertThat(settled).isCompleted();
        assertThat(fake.reported.get(WT_07)).containsExactly(new Properties(Map.of("firmware", "2.1")));
        assertThat(outages.modelWriters().isAway()).isFalse();
    }

    @Test
    void shouldTakeAnAnswerThatComesLate() {
        // given a writer that answers when it has been asked again already
        CompletableFuture<Optional<Object>> slow = new CompletableFuture<>();
        fake.fate = port -> port.equals("report")
                ? fake.calls.stream().filter(call -> call.startsWith("report")).count() == 1
                        ? slow
                        : new CompletableFuture<>()
                : null;
        HeardBatch heard = hear(firmware(0, "WT-07", 1, "2.1"));
        timers.advance(Duration.ofSeconds(11));
        assertThat(fake.calls).hasSize(3);

        slow.complete(Optional.empty());

        assertThat(heard.judged().toCompletableFuture()).isCompleted();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldQuarantineARecordThatTheModelRefusesForGood() {
        JudgedBatch judged = judged(
                hear(Records.report(0, "WT-07", 1, Records.REFUSED.value(), "x"), firmware(1, "WT-08", 1, "2.1")));

        assertThat(judged.outcome().outcome(0)).isEqualTo(Outcome.REJECTED);
        assertThat(judged.outcome().reason(0)).isEqualTo(RefusalReason.BAD_PROPERTIES);
        assertThat(judged.outcome().outcome(1)).isEqualTo(Outcome.ACCEPTED);
        assertThat(judged.refused()).singleElement().satisfies(record -> {
            assertThat(record.origin()).isEqualTo(new QuarantinedRecord.Origin("telemetry", 3, 0));
            assertThat(record.detail()).isEqualTo("Expected at most 64 properties but got 65");
        });
        // It was there all the same, and its twin knows.
        assertThat(judged.unrecorded()).hasSize(2);
        assertThat(fake.seen.get(WT_07)).hasSize(1);
    }

    @Test
    void shouldSayNothingOfARecordThatTheTwinRefuses() {
        // given
        fake.fate = port -> port.equals("twin")
                ? CompletableFuture.completedFuture(List.of(new Verdict.Refused(RefusalReason.RETIRED, "Expected …")))
                : null;

        JudgedBatch judged = judged(hear(firmware(0, "WT-07", 1, "2.1")));

        assertThat(judged.outcome().reason(0)).isEqualTo(RefusalReason.RETIRED);
        assertThat(fake.calls).containsExactly("twin WT-07");
    }

    @Test
    void shouldKeepTheOrderOfAnAssetOverBatches() {
        // given a first report that hangs
        CompletableFuture<Optional<Object>> writer = new CompletableFuture<>();
        fake.fate = port -> isReportOf("WT-07") && last().contains("2.1") ? writer : null;

        // when
        HeardBatch first = hear(firmware(0, "WT-07", 1, "2.1"));
        HeardBatch second =
                hear(firmware(1, "WT-07", 2, "2.2"), firmware(2, "WT-07", 3, "2.3"), firmware(3, "WT-08", 1, "2.1"));

        // then the next ones of the asset wait for it, and those of others do not
        assertThat(fake.reported).containsOnlyKeys(WT_08);
        fake.fate = port -> null;
        writer.complete(Optional.empty());
        assertThat(fake.calls).endsWith("report WT-07 {firmware=2.2}", "report WT-07 {firmware=2.3}");
        assertThat(first.judged().toCompletableFuture()).isCompleted();
        assertThat(second.judged().toCompletableFuture()).isCompleted();
    }

    @Test
    void shouldNotHoldBackTheReportOfOneAssetForTheTwinOfAnother() {
        // given
        fake.fate = port -> last().equals("twin WT-07") ? new CompletableFuture<>() : null;

        CompletableFuture<HeardBatch> heard = processor
                .hear(List.of(firmware(0, "WT-07", 1, "2.1"), firmware(1, "WT-08", 1, "2.1")))
                .toCompletableFuture();
        timers.advance(PATIENCE);

        assertThat(heard).isCompleted();
        assertThat(fake.reported).containsOnlyKeys(WT_08);
    }

    @Test
    void shouldEndWhenItIsStopped() {
        // given one report that waits for the writer and one that waits for its twin
        fake.fate = port -> isReportOf("WT-08") || last().equals("twin WT-07") ? new CompletableFuture<>() : null;
        CompletableFuture<HeardBatch> heard = processor
                .hear(List.of(firmware(0, "WT-07", 1, "2.1"), firmware(1, "WT-08", 1, "2.1")))
                .toCompletableFuture();
        timers.advance(PATIENCE);
        assertThat(heard).isCompleted();

        processor.stop();

        assertThat(timers.pending()).isZero();
        CompletableFuture<JudgedBatch> judged = heard.join().judged().toCompletableFuture();
        assertThat(judged).isCompletedExceptionally();
        assertThatThrownBy(judged::join).hasRootCauseInstanceOf(CancellationException.class);
    }

    private boolean isReportOf(String source) {
        return last().startsWith("report " + source);
    }

    private String last() {
        return fake.calls.get(fake.calls.size() - 1);
    }

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> firmware(
            long offset, String source, long epoch, String firmware) {
        return Records.report(offset, source, epoch, "firmware", firmware);
    }

    @SafeVarargs
    private HeardBatch hear(ConsumerRecord<byte @Nullable [], byte @Nullable []>... records) {
        CompletableFuture<HeardBatch> heard =
                processor.hear(Arrays.asList(records)).toCompletableFuture();
        assertThat(heard).isCompleted();
        return heard.join();
    }

    private static JudgedBatch judged(HeardBatch heard) {
        CompletableFuture<JudgedBatch> judged = heard.judged().toCompletableFuture();
        assertThat(judged).isCompleted();
        return judged.join();
    }

    private CompletableFuture<?> settle(HeardBatch heard) {
        CompletionStage<List<JudgedBatch>> settled = processor.settle(List.of(heard));
        return settled.toCompletableFuture();
    }
}
