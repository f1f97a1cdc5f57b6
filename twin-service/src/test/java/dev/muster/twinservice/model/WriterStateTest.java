package dev.muster.twinservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.HierarchyId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a writer has in mind: when to store all of it, and in its {@link Outbox} what is not published yet. */
class WriterStateTest {
    private static final int EVERY = 100;
    private static final int PERIODS = 3;

    private final Outbox outbox = new Outbox();

    @ParameterizedTest
    @CsvSource({"0, 100", "1, 100", "199, 100", "200, 200", "399, 200", "400, 400", "1600, 1600"})
    void shouldStoreASnapshotAboutAsSeldomAsItHasDocuments(int documents, int eventsBetween) {
        WriterState state = WriterState.empty();
        for (int i = 0; i < documents; i++) {
            state.with(new WriterEvent.Changed(new ModelEvent.HierarchyNamed(
                    new HierarchyId("hierarchy-" + i),
                    "any",
                    Validity.from(ModelFixtures.START),
                    new Recorded(ModelFixtures.START, ModelFixtures.TESTER.principal()))));
        }

        assertThat(LongStream.rangeClosed(1, (long) PERIODS * eventsBetween)
                        .filter(sequenceNumber -> state.isSnapshotDue(sequenceNumber, EVERY)))
                .hasSize(PERIODS)
                .allMatch(sequenceNumber -> sequenceNumber % eventsBetween == 0);
    }

    @Test
    void shouldHandOutEachChangeOnceWhileItIsUnderWay() {
        outbox.changed("a");
        outbox.changed("b");

        assertThat(outbox.take()).containsExactly(Map.entry("a", 1L), Map.entry("b", 2L));
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void shouldHandOutEntityAgainWhenItChangedMeanwhile() {
        outbox.changed("a");
        Map<String, Long> first = outbox.take();
        outbox.changed("a");

        assertThat(outbox.take()).containsExactly(Map.entry("a", 2L));
        outbox.confirmed(first, 0);

        assertThat(outbox.publishedUpTo()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeAChangeForPublishedBecauseOneBeforeItIs() {
        outbox.changed("a");
        Map<String, Long> first = outbox.take();
        outbox.changed("a");
        Map<String, Long> second = outbox.take();
        outbox.changed("a");
        Map<String, Long> third = outbox.take();

        outbox.confirmed(first, 0);
        assertThat(outbox.publishedUpTo()).isEqualTo(1);
        outbox.failed(second);
        assertThat(outbox.publishedUpTo()).isEqualTo(1);
        outbox.confirmed(third, 2);
        assertThat(outbox.publishedUpTo()).isEqualTo(3);
    }

    @Test
    void shouldHandOutAgainWhatFailed() {
        outbox.changed("a");
        outbox.failed(outbox.take());

        assertThat(outbox.take()).containsExactly(Map.entry("a", 1L));
    }

    @Test
    void shouldNotCountBehindGap() {
        outbox.changed("a");
        Map<String, Long> first = outbox.take();
        outbox.changed("b");
        outbox.confirmed(outbox.take(), 1);

        assertThat(outbox.publishedUpTo()).isZero();
        outbox.confirmed(first, 0);
        assertThat(outbox.publishedUpTo()).isEqualTo(2);
        assertThat(outbox.position()).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatTheJournalKnowsToBePublished() {
        outbox.changed("a");
        outbox.changed("b");
        outbox.changed("c");

        outbox.noted(2, 17);

        assertThat(outbox.take()).containsExactly(Map.entry("c", 3L));
        assertThat(outbox.toNote()).isZero();
        assertThat(outbox.position()).isEqualTo(17);
    }

    @Test
    void shouldPublishAgainOnRequest() {
        outbox.changed("a");
        outbox.confirmed(outbox.take(), 3);

        outbox.again("a");

        assertThat(outbox.take()).containsExactly(Map.entry("a", 1L));
    }

    /** Whatever fails and whenever it restarts: in the end the changelog has the last change of every entity. */
    @Test
    void shouldLoseNoChangeInAnyOrderOfEvents() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Map<String, Long> changelog = new HashMap<>();
            Map<String, Long> model = new HashMap<>();
            Outbox current = new Outbox();
            for (int step = 0; step < 50; step++) {
                if (random.nextInt(3) > 0) {
                    String key = "e" + random.nextInt(4);
                    current.changed(key);
                    model.put(key, current.changes());
                }
                Map<String, Long> taken = current.take();
                switch (random.nextInt(4)) {
                    case 0 -> current.failed(taken);
                    case 1 -> current = Outbox.of(current.changes(), current.position(), current.unpublished());
                    default -> {
                        taken.forEach((key, number) -> changelog.merge(key, number, Math::max));
                        current.confirmed(taken, step);
                    }
                }
                long upTo = current.publishedUpTo();
                model.forEach((key, number) -> assertThat(number <= upTo && changelog.getOrDefault(key, 0L) < number)
                        .isFalse());
            }
            Map<String, Long> rest =
                    new LinkedHashMap<>(Outbox.of(current.changes(), current.position(), current.unpublished())
                            .take());
            changelog.putAll(rest);
            assertThat(changelog).as("seed %d", seed).isEqualTo(model);
        }
    }
}
