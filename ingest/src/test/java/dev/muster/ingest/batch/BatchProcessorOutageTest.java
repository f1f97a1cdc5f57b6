package dev.muster.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.Outcome;
import dev.muster.ingest.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when a port fails, hangs, or answers too late. */
class BatchProcessorOutageTest {
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
    void shouldQuarantineNoUnknownSourceWhileTheModelViewIsBehind() {
        // given
        List<CompletableFuture<?>> troubles =
                new ArrayList<>(List.of(CompletableFuture.failedFuture(new IllegalStateException("behind"))));
        fake.fate = port -> port.equals("model") && !troubles.isEmpty() ? troubles.remove(0) : null;
        fake.knownWhenCaughtUp.add(new SourceId("WT-09"));

        // when
        CompletableFuture<JudgedBatch> judged = judged(List.of(Records.sample(0, "WT-09", 1)));

        // then
        assertThat(judged).isNotDone();
        assertThat(outages.modelView().isAway()).isTrue();
        timers.advance(Duration.ofSeconds(1));
        assertThat(judged).isCompleted();
        assertThat(judged.join().refused()).isEmpty();
        assertThat(outages.modelView().isAway()).isFalse();
    }

    @Test
    void shouldAskOnlyTheTwinsAgainThatHaveNotAnswered() {
        // given
        fake.fate = port ->
                fake.calls.size() == 1 ? CompletableFuture.failedFuture(new IllegalStateException("moved")) : null;

        // when
        CompletableFuture<JudgedBatch> judged =
                judged(List.of(Records.sample(0, "WT-07", 1), Records.sample(1, "WT-08", 1)));
        timers.advance(Duration.ofSeconds(1));

        // then
        assertThat(judged).isCompleted();
        assertThat(fake.calls).containsExactly("twin WT-07", "twin WT-08", "twin WT-07");
    }

    @Test
    void shouldKeepTheFirstAnswerOfATwinWhenItComesAfterItsTimeout() {
        // given
        CompletableFuture<List<Verdict>> slow = new CompletableFuture<>();
        fake.fate = port -> fake.calls.size() == 1 ? slow : new CompletableFuture<>();
        CompletableFuture<JudgedBatch> judged = judged(List.of(Records.sample(0, "WT-07", 1)));
        timers.advance(Duration.ofSeconds(11));
        assertThat(fake.calls).hasSize(2);

        // when
        slow.complete(List.of(new Verdict.Accepted()));

        // then
        assertThat(judged).isCompleted();
        assertThat(judged.join().outcome().outcome(0)).isEqualTo(Outcome.ACCEPTED);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldNotTrustAnAnswerWithTooFewVerdicts() {
        fake.fate = port -> fake.calls.size() == 1 ? CompletableFuture.completedFuture(List.of()) : null;

        CompletableFuture<JudgedBatch> judged = judged(List.of(Records.sample(0, "WT-07", 1)));

        assertThat(judged).isNotDone();
        timers.advance(Duration.ofSeconds(1));
        assertThat(judged).isCompleted();
    }

    @Test
    void shouldSettleOnlyWhenHistoryAndQuarantineHaveAcked() {
        // given
        CompletableFuture<Void> history = new CompletableFuture<>();
        CompletableFuture<Void> quarantine = new CompletableFuture<>();
        fake.fate = port -> port.equals("history") ? history : port.equals("quarantine") ? quarantine : null;
        HeardBatch heard = processor
                .hear(List.of(Records.sample(0, "WT-07", 1), Records.text(1, "WT-07", "garbage")))
                .toCompletableFuture()
                .join();

        // when
        CompletableFuture<?> settled = processor.settle(List.of(heard)).toCompletableFuture();

        // then
        assertThat(settled).isNotDone();
        history.complete(null);
        assertThat(settled).isNotDone();
        quarantine.complete(null);
        assertThat(settled).isCompleted();
        assertThat(processor.progress().batchesInFlight()).isZero();
    }

    @Test
    void shouldWriteAgainUntilHistoryAcksAndSayItOnce() {
        // given
        fake.fate = port ->
                port.equals("history") ? CompletableFuture.failedFuture(new IllegalStateException("down")) : null;
        HeardBatch heard = processor
                .hear(List.of(Records.sample(0, "WT-07", 1)))
                .toCompletableFuture()
                .join();
        CompletableFuture<?> settled = processor.settle(List.of(heard)).toCompletableFuture();

        // when
        timers.advance(Duration.ofMinutes(10));

        // then
        assertThat(settled).isNotDone();
        assertThat(outages.history().isAway()).isTrue();
        int attempts = fake.calls.size();
        assertThat(attempts).isBetween(50, 70);
        fake.fate = port -> null;
        timers.advance(Duration.ofSeconds(12));
        assertThat(settled).isCompleted();
        assertThat(outages.history().isAway()).isFalse();
        assertThat(fake.writes).hasSize(1);
    }

    @Test
    void shouldStopWaitingWhenTheStreamIsStopped() {
        // given
        fake.fate = port -> new CompletableFuture<>();
        CompletableFuture<JudgedBatch> judged = judged(List.of(Records.sample(0, "WT-07", 1)));
        timers.advance(Duration.ofSeconds(11));
        assertThat(outages.twins().isAway()).isTrue();

        // when
        processor.stop();

        // then
        assertThatThrownBy(judged::join).hasRootCauseInstanceOf(CancellationException.class);
        assertThat(timers.pending()).isZero();
        assertThat(outages.twins().isAway()).isFalse();
        assertThat(judged(List.of(Records.sample(1, "WT-07", 2)))).isCompletedExceptionally();
    }

    private CompletableFuture<JudgedBatch> judged(List<ConsumerRecord<byte[], byte[]>> records) {
        return processor.hear(records).thenCompose(HeardBatch::judged).toCompletableFuture();
    }
}
