package dev.muster.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.batch.TwinQueues.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A twin that does not answer holds up its own asset and no other. */
class TwinQueuesTest {
    private static final AssetId STUCK = new AssetId("WT-01");
    private static final AssetId WELL = new AssetId("WT-02");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ManualTimers timers = new ManualTimers();
    private final Progress progress = new Progress();
    private final Map<AssetId, CompletableFuture<List<Verdict>>> stuck = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void shouldGoOnWithoutATwinThatDoesNotAnswer() {
        // given
        TwinQueues queues = queues(10);
        CompletableFuture<List<Verdict>> late = stick();

        // when
        Asked first = queues.ask(round(1, STUCK, WELL));
        assertThat(first.passed()).isNotDone();
        timers.advance(PATIENCE);

        // then
        assertThat(first.passed()).isCompleted();
        assertThat(first.answered()).isNotDone();
        assertThat(queues.oldestUnanswered()).isEqualTo(received(1));
        late.complete(List.of(new Verdict.Accepted()));
        assertThat(first.answered()).isCompleted();
        assertThat(queues.oldestUnanswered()).isNull();
        assertThat(timers.pending()).isZero();
    }

    @Test
    void shouldKeepTheOrderOfAnAssetThatWasLeftBehind() {
        // given
        TwinQueues queues = queues(10);
        CompletableFuture<List<Verdict>> late = stick();
        Asked first = queues.ask(round(1, STUCK, WELL));
        timers.advance(PATIENCE);

        // when two more batches come, both with something for the twin that is stuck
        Asked second = queues.ask(round(2, STUCK, WELL));
        Asked third = queues.ask(round(3, WELL, STUCK));

        // then others are asked at once, and that twin only in its order
        assertThat(second.passed()).isCompleted();
        assertThat(third.passed()).isCompleted();
        assertThat(asked).containsExactly("WT-01 1", "WT-02 1", "WT-02 2", "WT-02 3");
        assertThat(queues.oldestUnanswered()).isEqualTo(received(1));
        stuck.clear();
        late.complete(List.of(new Verdict.Accepted()));
        assertThat(asked).endsWith("WT-01 2", "WT-01 3");
        assertThat(List.of(first, second, third))
                .allSatisfy(batch -> assertThat(batch.answered()).isCompleted());
        assertThat(queues.oldestUnanswered()).isNull();
    }

    @Test
    void shouldAskAnAssetAtOnceAgainWhenItsTwinHasCaughtUp() {
        TwinQueues queues = queues(10);
        CompletableFuture<List<Verdict>> late = stick();
        queues.ask(round(1, STUCK));
        timers.advance(PATIENCE);
        stuck.clear();
        late.complete(List.of(new Verdict.Accepted()));

        Asked next = queues.ask(round(2, STUCK));

        assertThat(next.passed()).isCompleted();
        assertThat(next.answered()).isCompleted();
    }

    @Test
    void shouldWaitWhenTooManyWouldBeLeftBehind() {
        // given room for one
        TwinQueues queues = queues(1);
        CompletableFuture<List<Verdict>> late = stick();
        CompletableFuture<List<Verdict>> alsoLate = new CompletableFuture<>();
        stuck.put(WELL, alsoLate);

        // when
        Asked both = queues.ask(round(1, STUCK, WELL));
        timers.advance(PATIENCE.multipliedBy(5));

        // then
        assertThat(both.passed()).isNotDone();
        alsoLate.complete(List.of(new Verdict.Accepted()));
        timers.advance(PATIENCE);
        assertThat(both.passed()).isCompleted();
        assertThat(both.answered()).isNotDone();
        late.complete(List.of(new Verdict.Accepted()));
        assertThat(both.answered()).isCompleted();
    }

    private TwinQueues queues(int leftBehindMax) {
        Retrying retrying =
                new Retrying(Duration.ofMinutes(1), new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0));
        return new TwinQueues(
                this::observe,
                new Availability("a twin"),
                new PortRetry(retrying, timers, new Random(1), progress),
                timers,
                new Patience(PATIENCE, leftBehindMax));
    }

    private CompletableFuture<List<Verdict>> stick() {
        CompletableFuture<List<Verdict>> late = new CompletableFuture<>();
        stuck.put(STUCK, late);
        return late;
    }

    private CompletionStage<List<Verdict>> observe(AssetId asset, List<Observation> observations) {
        long second = Duration.between(Records.RECEIVED, observations.get(0).receivedAt())
                .toSeconds();
        asked.add(asset + " " + second);
        CompletableFuture<List<Verdict>> late = stuck.get(asset);
        return late == null ? CompletableFuture.completedFuture(List.of(new Verdict.Accepted())) : late;
    }

    private static TwinRound round(int second, AssetId... assets) {
        TwinRound round = new TwinRound();
        for (int i = 0; i < assets.length; i++) {
            round.add(
                    assets[i],
                    i,
                    new Observation(Records.sampleOf(assets[i].value(), second, received(second)), received(second)));
        }
        return round;
    }

    private static Instant received(int second) {
        return Records.RECEIVED.plusSeconds(second);
    }
}
