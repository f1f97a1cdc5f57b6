package dev.muster.twinservice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.document.BucketId;
import dev.muster.twinservice.model.ModelWriter.Compared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ChangelogCheckTest {
    private static final BucketId TYPES = new BucketId("types");
    private static final BucketId HIERARCHY = new BucketId("hierarchy-geography");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Queue<Runnable> timers = new ArrayDeque<>();
    private final Map<BucketId, Compared> answers = new HashMap<>(Map.of(TYPES, new Compared(true, 0, 0, 5)));
    private final List<BucketId> asked = new ArrayList<>();
    private final List<BucketId> journaled = new ArrayList<>();
    private long end = 5;
    private boolean inCluster = true;
    private int journalReads;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void shouldPassWhenAllAgreeWithoutReadingTheJournal() {
        assertThat(run(false)).isCompleted();
        assertThat(journalReads).isZero();
    }

    @Test
    void shouldRefuseAChangelogThatLacksDocuments() {
        answers.put(TYPES, new Compared(true, 2, 0, 5));

        shouldRefuse("lacks 2 documents");
    }

    @Test
    void shouldRefuseAJournalThatIsBehind() {
        answers.put(TYPES, new Compared(true, 0, 3, 5));

        shouldRefuse("holds 3 that are unknown to the journal");
    }

    /** The topic was made anew, and nothing of this writer should be there, but it was told of a position there. */
    @Test
    void shouldRefuseAChangelogThatEndsBeforeWhatWasPublished() {
        answers.put(TYPES, new Compared(false, 0, 0, 6));

        shouldRefuse("ends before what 1 writers have published");
    }

    /** An empty changelog names no hierarchy: without the journal the writers of trees would be forgotten. */
    @Test
    void shouldAskEveryWriterOfTheJournalWhereTheChangelogIsEmpty() {
        end = -1;
        answers.put(TYPES, new Compared(true, 0, 0, -1));
        answers.put(HIERARCHY, new Compared(true, 1, 0, -1));
        journaled.add(HIERARCHY);

        shouldRefuse("lacks 1 documents");
    }

    @Test
    void shouldUniteUntilAllAgree() {
        answers.put(TYPES, new Compared(true, 2, 0, 9));
        answers.put(HIERARCHY, new Compared(true, 0, 0, 5));
        journaled.add(HIERARCHY);
        CompletableFuture<Void> passed = run(true);
        assertThat(passed).isNotDone();
        assertThat(asked).contains(HIERARCHY);

        now = now.plus(PATIENCE.multipliedBy(2));
        next();
        assertThat(passed).as("however long it takes").isNotDone();
        answers.put(TYPES, new Compared(true, 0, 0, 5));
        next();

        assertThat(passed).isCompleted();
        assertThat(journalReads).isEqualTo(1);
    }

    @Test
    void shouldStartWithoutAWriterThatDoesNotAnswerButGoOnAsking() {
        answers.clear();
        CompletableFuture<Void> passed = run(false);
        now = now.plus(PATIENCE);
        next();
        assertThat(passed).isNotDone();

        now = now.plusMillis(1);
        next();

        assertThat(passed).isCompleted();
        assertThat(timers).hasSize(1);
        answers.put(TYPES, new Compared(true, 0, 0, 5));
        next();
        assertThat(timers).isEmpty();
    }

    @Test
    void shouldWaitForAsLongAsTheClusterIsNotFormed() {
        answers.clear();
        inCluster = false;
        CompletableFuture<Void> passed = run(false);

        now = now.plus(PATIENCE.multipliedBy(10));
        next();
        next();

        assertThat(passed).isNotDone();
    }

    /** Who publishes all the time is read a little later; that alone proves nothing. */
    @Test
    void shouldAskAgainWhereTheViewWasBehind() {
        answers.put(TYPES, new Compared(false, 0, 0, 5));
        CompletableFuture<Void> passed = run(false);
        assertThat(passed).isNotDone();

        answers.put(TYPES, new Compared(true, 0, 0, 5));
        next();

        assertThat(passed).isCompleted();
    }

    private void shouldRefuse(String words) {
        CompletableFuture<Void> passed = run(false);
        assertThat(passed).isCompletedExceptionally();
        assertThatThrownBy(passed::join)
                .hasRootCauseInstanceOf(ChangelogCheck.ChangelogDiffers.class)
                .hasMessageContaining(words)
                .hasMessageContaining("muster.model.changelog.differs=unite");
        assertThat(timers).isEmpty();
    }

    private void next() {
        timers.remove().run();
    }

    private CompletableFuture<Void> run(boolean unite) {
        ChangelogCheck.Ports ports = new ChangelogCheck.Ports(
                () -> CompletableFuture.completedStage(end),
                () -> List.of(TYPES),
                () -> {
                    journalReads++;
                    return CompletableFuture.completedStage(journaled);
                },
                this::compare,
                () -> inCluster);
        return new ChangelogCheck(
                        ports,
                        new ModelSettings.Changelog(unite, PATIENCE),
                        (delay, task) -> {
                            timers.add(task);
                            return () -> {};
                        },
                        clock())
                .run()
                .toCompletableFuture();
    }

    private CompletionStage<Compared> compare(BucketId bucket, long asOf, boolean unite) {
        asked.add(bucket);
        Compared answer = answers.get(bucket);
        return answer == null
                ? CompletableFuture.failedStage(new TimeoutException("nobody is there"))
                : CompletableFuture.completedStage(answer);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
