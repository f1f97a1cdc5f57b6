package dev.muster.assetmodel.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was believed at some time is what the timeline said then: kept aside each time that something is recorded. */
class TimelineInBothTimesTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final int HISTORIES = 2_000;
    private static final int RECORDINGS = 8;
    private static final int HOURS = 12;

    @Test
    void shouldRememberWhatWasBelieved() {
        int superseded = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Timeline<Integer> timeline = Timeline.empty();
            TreeMap<Instant, Timeline<Integer>> asItWas = new TreeMap<>();
            asItWas.put(Instant.MIN, timeline);
            Instant now = START;
            for (int recording = 0; recording < RECORDINGS; recording++) {
                // Now and then two are recorded at one instant.
                now = random.nextInt(4) == 0 ? now : now.plusMillis(1 + random.nextInt(2));
                Instant from = hour(random);
                Instant to = random.nextBoolean() ? null : from.plusSeconds(3_600L * (1 + random.nextInt(HOURS)));
                int value = random.nextInt(3);
                if (TimelineChange.plan(timeline, value, from, to) instanceof TimelineChange.Place place) {
                    timeline = timeline.with(value, place.validity(), new Recorded(now, new Principal("tester")));
                    asItWas.put(now, timeline);
                }
            }
            for (int millis = -1; millis <= 2 * RECORDINGS; millis++) {
                Instant asKnownAt = START.plusMillis(millis);
                compare(timeline, asItWas.floorEntry(asKnownAt).getValue(), asKnownAt, "seed " + seed);
            }
            compare(timeline, timeline, null, "seed " + seed);
            superseded += timeline.facts().size() - timeline.believed().size();
        }
        assertThat(superseded).isGreaterThan(HISTORIES);
    }

    private static void compare(
            Timeline<Integer> timeline, Timeline<Integer> asItWas, @Nullable Instant asKnownAt, String where) {
        assertThat(held(timeline.believed(asKnownAt)))
                .as("%s, as known at %s", where, asKnownAt)
                .isEqualTo(held(asItWas.believed()));
        assertThat(timeline.isEmpty(asKnownAt)).as(where).isEqualTo(asItWas.isEmpty());
        for (int hour = -1; hour <= 2 * HOURS; hour++) {
            Instant at = START.plusSeconds(3_600L * hour);
            assertThat(timeline.at(at, asKnownAt))
                    .as("%s, at %s as known at %s", where, at, asKnownAt)
                    .isEqualTo(asItWas.at(at));
            assertThat(timeline.factNearest(at, asKnownAt).map(Fact::validity))
                    .as("%s, nearest to %s as known at %s", where, at, asKnownAt)
                    .isEqualTo(asItWas.factNearest(at).map(Fact::validity));
        }
    }

    private static List<String> held(List<Fact<Integer>> facts) {
        List<String> held = new ArrayList<>();
        facts.forEach(fact -> held.add(fact.value() + " " + fact.validity()));
        return held;
    }

    private static Instant hour(Random random) {
        return START.plusSeconds(3_600L * random.nextInt(HOURS));
    }
}
