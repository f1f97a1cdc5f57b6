package dev.muster.ingest.deadline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Seeded histories of a whole system in trouble: see {@link GroundTruth} and {@link History} for what must hold. A seed that fails
 * is in the message with the end of its story; {@code -Dmuster.deadline.seed=} plays it alone.
 */
class DeadlineSimulationTest {
    /** Of the planted faults that it caught, the rarest showed in 2 of 2,000. As many as run in well under a minute. */
    private static final int SEEDS = 10_000;

    private static final int LINES_SHOWN = 60;

    @Test
    void shouldFindNobodyOfflineWhoWasNotAndEveryoneWhoWas() {
        Long alone = Long.getLong("muster.deadline.seed");
        if (alone != null) {
            play(alone);
            return;
        }
        long offline = 0;
        long outages = 0;
        Map<Story.Kind, Integer> happened = new EnumMap<>(Story.Kind.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            History history = play(seed);
            offline += history.truth.offline();
            outages += history.story.outages.size();
            history.happened.forEach((kind, times) -> happened.merge(kind, times, Integer::sum));
        }
        // A simulation in which nothing goes wrong shows nothing.
        assertThat(offline).isGreaterThan(SEEDS);
        assertThat(outages).isGreaterThan(SEEDS);
        assertThat(happened).hasSameSizeAs(Story.Kind.values());
        assertThat(happened.values()).allSatisfy(times -> assertThat(times).isGreaterThan(SEEDS / 5));
    }

    @Test
    void shouldRunTheSameTwiceFromOneSeed() {
        History first = new History(42, true);
        History second = new History(42, true);

        first.play();
        second.play();

        assertThat(first.trace()).isEqualTo(second.trace()).hasSizeGreaterThan(LINES_SHOWN);
    }

    private static History play(long seed) {
        History history = new History(seed, false);
        try {
            history.play();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "seed %d: %s%n%s".formatted(seed, failure.getMessage(), String.join("\n", lastLines(seed))),
                    failure);
        }
        return history;
    }

    private static List<String> lastLines(long seed) {
        History again = new History(seed, true);
        try {
            again.play();
        } catch (AssertionError | RuntimeException expected) {
            // As before.
        }
        List<String> trace = again.trace();
        return trace.subList(Math.max(0, trace.size() - LINES_SHOWN), trace.size());
    }
}
