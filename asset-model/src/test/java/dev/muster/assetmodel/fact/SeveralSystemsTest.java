package dev.muster.assetmodel.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One timeline, several systems that say what they know: who is believed when, and what each said. */
class SeveralSystemsTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final SystemId REGISTRY = new SystemId("registry");
    private static final SystemId SCADA = new SystemId("scada");
    private static final int HISTORIES = 2_000;
    private static final int SAYINGS = 10;
    private static final int HOURS = 12;

    private int recordings;
    private Timeline<String> timeline = Timeline.empty();

    @Test
    void shouldBelieveTheFirstOfTheSystemsAndGoOnWithTheNextBehindIt() {
        say(SCADA, 2, "S", 0, null);
        say(REGISTRY, 1, "R", 2, 8);
        say(null, 0, "M", 4, 6);

        assertThat(shown(timeline.governing())).containsExactly("S 0-2", "R 2-4", "M 4-6", "R 6-8", "S 8-");
        assertThat(timeline.at(at(5))).contains("M");
        assertThat(timeline.at(at(7))).contains("R");
        assertThat(timeline.factsAt(at(5), null)).extracting(Fact::value).containsExactly("M", "R", "S");
        assertThat(shown(timeline.believed())).containsExactly("S 0-", "R 2-8", "M 4-6");
    }

    @Test
    void shouldOnlyEverSupersedeWhatTheSameSystemSaid() {
        say(REGISTRY, 1, "R", 0, null);
        say(null, 0, "M", 5, null);
        say(REGISTRY, 1, "R2", 3, null);

        assertThat(shown(timeline.saidBy(null).believed())).containsExactly("M 5-");
        assertThat(shown(timeline.saidBy(REGISTRY).believed())).containsExactly("R 0-3", "R2 3-");
        assertThat(timeline.facts())
                .filteredOn(fact -> fact.superseded() != null)
                .allSatisfy(fact -> assertThat(fact.superseded().system())
                        .isEqualTo(fact.recorded().system()));
        assertThat(shown(timeline.governing())).containsExactly("R 0-3", "R2 3-5", "M 5-");
    }

    @Test
    void shouldBelieveTheLastWordOfSystemsOfEqualRank() {
        say(SCADA, 1, "S", 0, null);
        say(REGISTRY, 1, "R", 0, null);

        assertThat(timeline.at(at(1))).contains("R");
        assertThat(timeline.at(at(1), at(0))).contains("S");
    }

    /** The rank stays with the fact: what was believed of a time does not change because systems are put in another order. */
    @Test
    void shouldNotRewriteHistoryWhenTheOrderOfSystemsChanges() {
        Precedence before = new Precedence(List.of(SystemId.MANUAL, REGISTRY, SCADA));
        Precedence after = new Precedence(List.of(SystemId.MANUAL, SCADA, REGISTRY));
        say(REGISTRY, before.rank(REGISTRY).orElseThrow(), "R", 0, null);
        say(SCADA, before.rank(SCADA).orElseThrow(), "S", 0, null);
        Instant then = at(0).plusMillis(recordings - 1);

        say(SCADA, after.rank(SCADA).orElseThrow(), "S2", 5, null);
        say(REGISTRY, after.rank(REGISTRY).orElseThrow(), "R2", 5, null);

        assertThat(timeline.at(at(6))).contains("S2");
        assertThat(timeline.at(at(4))).contains("R");
        assertThat(timeline.at(at(6), then)).contains("R");
    }

    @Test
    void shouldTellSinceWhenAcrossSystemsThatAgree() {
        say(REGISTRY, 1, "A", 0, 6);
        say(null, 0, "A", 5, null);
        say(SCADA, 2, "B", -3, null);

        assertThat(timeline.heldSince(at(7))).contains(at(0));
        assertThat(timeline.heldSince(at(-1))).contains(at(-3));
    }

    @Test
    void shouldGiveNearestAsItWasSaid() {
        say(REGISTRY, 1, "R", 5, 20);
        say(null, 0, "M", 8, 12);

        assertThat(timeline.factNearest(at(0)).map(Fact::validity)).contains(new Validity(at(5), at(20)));
        assertThat(timeline.factNearest(at(30)).map(Fact::validity)).contains(new Validity(at(5), at(20)));
        assertThat(timeline.factNearest(at(9)).map(Fact::value)).contains("M");
    }

    @Test
    void shouldKnowWhetherMoreThanOneSystemSpoke() {
        assertThat(timeline.contested()).isFalse();
        say(REGISTRY, 1, "R", 5, 20);
        say(REGISTRY, 1, "R2", 6, 20);
        assertThat(timeline.contested()).isFalse();
        say(null, 0, "M", 30, null);
        assertThat(timeline.contested()).isTrue();
    }

    /** Hour by hour against what each system would believe if it were alone. */
    @Test
    void shouldGovernAsTheBestOfTimelinesThatEachSystemHasForItself() {
        int overruled = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            timeline = Timeline.empty();
            recordings = 0;
            List<@Nullable SystemId> systems = new ArrayList<>();
            systems.add(null);
            systems.add(REGISTRY);
            systems.add(SCADA);
            Map<String, Timeline<String>> alone = new TreeMap<>();
            for (int i = 0; i < SAYINGS; i++) {
                int rank = random.nextInt(systems.size());
                SystemId system = systems.get(rank);
                int from = random.nextInt(HOURS);
                Integer to = random.nextBoolean() ? null : from + 1 + random.nextInt(HOURS);
                say(system, rank, "V" + random.nextInt(3), from, to);
                alone.put(String.valueOf(system), timeline.saidBy(system));
            }
            for (int hour = -1; hour <= 2 * HOURS; hour++) {
                Instant at = at(hour);
                List<Fact<String>> said = alone.values().stream()
                        .flatMap(own -> own.believed().stream())
                        .filter(fact -> fact.validity().covers(at))
                        .sorted(Comparator.comparing(fact -> fact.recorded().rank()))
                        .toList();
                Optional<String> best = said.stream().map(Fact::value).findFirst();
                assertThat(timeline.at(at)).as("seed %d, hour %d", seed, hour).isEqualTo(best);
                assertThat(timeline.governing().stream()
                                .filter(fact -> fact.validity().covers(at))
                                .map(Fact::value))
                        .as("seed %d, governing in hour %d", seed, hour)
                        .isEqualTo(best.stream().toList());
                assertThat(timeline.factsAt(at, null))
                        .as("seed %d, said of hour %d", seed, hour)
                        .isEqualTo(said);
                overruled += Math.max(0, said.size() - 1);
            }
        }
        assertThat(overruled).isGreaterThan(HISTORIES);
    }

    private void say(@Nullable SystemId system, int rank, String value, int from, @Nullable Integer to) {
        TimelineChange change =
                TimelineChange.plan(timeline.saidBy(system), value, at(from), to == null ? null : at(to));
        if (change instanceof TimelineChange.Place place) {
            Recorded recorded = new Recorded(START.plusMillis(recordings++), new Principal("tester"), system, rank);
            timeline = timeline.with(value, place.validity(), recorded);
        }
    }

    private static List<String> shown(List<Fact<String>> facts) {
        return facts.stream()
                .map(fact -> "%s %s-%s"
                        .formatted(
                                fact.value(),
                                hour(fact.validity().validFrom()),
                                hour(fact.validity().validTo())))
                .toList();
    }

    private static String hour(@Nullable Instant instant) {
        return instant == null
                ? ""
                : String.valueOf(Duration.between(START, instant).toHours());
    }

    private static Instant at(int hour) {
        return START.plusSeconds(3_600L * hour);
    }
}
