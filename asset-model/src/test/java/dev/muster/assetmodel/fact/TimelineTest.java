package dev.muster.assetmodel.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private int recordings;
    private Timeline<String> timeline = Timeline.empty();

    @Test
    void shouldCloseTheOpenVersionWhereTheNextBegins() {
        place("A", 0, null);
        place("B", 5, null);

        assertThat(believed()).containsExactly("A 0-5", "B 5-");
    }

    @Test
    void shouldKeepWhatIsNoLongerBelieved() {
        place("A", 0, null);
        place("B", 5, null);

        assertThat(timeline.facts()).hasSize(3);
        assertThat(timeline.facts().get(0)).satisfies(first -> {
            assertThat(first.value()).isEqualTo("A");
            assertThat(first.validity().validTo()).isNull();
            assertThat(first.superseded()).isEqualTo(recorded(2));
        });
    }

    @Test
    void shouldRunUntilTheNextVersionThatIsAlreadyRecorded() {
        place("A", 0, null);
        place("C", 10, null);
        place("B", 5, null);

        assertThat(believed()).containsExactly("A 0-5", "B 5-10", "C 10-");
    }

    @Test
    void shouldCorrectVersionThatBeginsAtTheSameInstant() {
        place("A", 0, null);
        place("B", 5, null);
        place("C", 5, null);

        assertThat(believed()).containsExactly("A 0-5", "C 5-");
    }

    @Test
    void shouldNotComeBackAfterMoveWithAnEnd() {
        place("A", 0, null);
        place("B", 5, 7);

        assertThat(believed()).containsExactly("A 0-5", "B 5-7");
        assertThat(timeline.at(at(7))).isEmpty();
    }

    @Test
    void shouldReportOverlapWithLaterVersion() {
        place("A", 0, null);
        place("C", 10, null);

        assertThat(plan("B", 5, 11)).isEqualTo(new TimelineChange.Overlap(at(10)));
        assertThat(plan("B", 5, 10)).isEqualTo(new TimelineChange.Place(new Validity(at(5), at(10))));
    }

    @Test
    void shouldRefuseToEndBeforeItBegins() {
        assertThat(plan("A", 5, 5)).isEqualTo(new TimelineChange.Empty());
        assertThat(plan("A", 5, 6)).isEqualTo(new TimelineChange.Place(new Validity(at(5), at(6))));
    }

    @Test
    void shouldChangeNothingWhereItAlreadyIsSo() {
        place("A", 0, null);
        place("B", 10, null);

        assertThat(plan("A", 0, null)).isEqualTo(new TimelineChange.None());
        assertThat(plan("A", 3, null)).isEqualTo(new TimelineChange.None());
        assertThat(plan("A", 3, 10)).isEqualTo(new TimelineChange.None());
        assertThat(plan("A", 3, 9)).isInstanceOf(TimelineChange.Place.class);
    }

    @Test
    void shouldKnowSinceWhenWithoutGap() {
        place("A", 0, 3);
        place("A", 3, 6);
        place("B", 8, 9);

        assertThat(timeline.heldSince(at(5))).contains(at(0));
        assertThat(timeline.heldSince(at(7))).contains(at(6));
        assertThat(timeline.heldSince(at(8))).contains(at(8));
        assertThat(timeline.heldSince(at(-1))).isEmpty();
    }

    @Test
    void shouldFindEveryBoundary() {
        place("A", 0, 3);
        place("B", 5, null);

        assertThat(timeline.nextBoundary(at(-1))).isEqualTo(at(0));
        assertThat(timeline.nextBoundary(at(0))).isEqualTo(at(3));
        assertThat(timeline.nextBoundary(at(3))).isEqualTo(at(5));
        assertThat(timeline.nextBoundary(at(5))).isNull();
    }

    @Test
    void shouldGiveNearestWhereNothingIsInForce() {
        place("A", 0, 3);
        place("B", 5, 6);

        assertThat(timeline.factNearest(at(4))).map(Fact::value).contains("B");
        assertThat(timeline.factNearest(at(9))).map(Fact::value).contains("B");
        assertThat(timeline.factNearest(at(1))).map(Fact::value).contains("A");
    }

    /** A register that is loaded from files comes in any order. */
    @Test
    void shouldEndUpTheSameInWhateverOrderOpenVersionsAreRecorded() {
        for (long seed = 0; seed < 200; seed++) {
            List<Integer> beginnings = new ArrayList<>(List.of(0, 2, 4, 6, 8, 10));
            Collections.shuffle(beginnings, new Random(seed));
            timeline = Timeline.empty();

            beginnings.forEach(beginning -> place("V" + beginning, beginning, null));

            assertThat(believed())
                    .as("seed %d", seed)
                    .containsExactly("V0 0-2", "V2 2-4", "V4 4-6", "V6 6-8", "V8 8-10", "V10 10-");
        }
    }

    private void place(String value, int from, @Nullable Integer to) {
        TimelineChange change = plan(value, from, to);
        assertThat(change).isInstanceOf(TimelineChange.Place.class);
        timeline = timeline.with(value, ((TimelineChange.Place) change).validity(), recorded(++recordings));
    }

    private TimelineChange plan(String value, int from, @Nullable Integer to) {
        return TimelineChange.plan(timeline, value, at(from), to == null ? null : at(to));
    }

    private List<String> believed() {
        return timeline.believed().stream()
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

    private static Recorded recorded(int number) {
        return new Recorded(START.plusSeconds(number), new Principal("tester"));
    }
}
