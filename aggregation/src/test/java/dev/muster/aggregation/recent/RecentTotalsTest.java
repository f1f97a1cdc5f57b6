package dev.muster.aggregation.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentTotalsTest {
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName ENERGY = new SignalName("energy");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int INTERVAL_SECONDS = 30;
    private static final int POINTS = 100;

    private final RecentTotals recent = recent(POINTS);

    @Test
    void shouldHoldWhatWasRecordedFirstInASlotFromItsBeginning() {
        record(NOON.plusMillis(12_345), 5);
        record(NOON.plusMillis(29_999), 6);
        record(NOON.plusSeconds(30), 7);

        assertThat(recent.points(POWER, NOON.plusSeconds(31))).containsExactly(point(0, 5), point(1, 7));
    }

    @Test
    void shouldCutTimeFromTheEpochOn() {
        RecentTotals sevens = new RecentTotals(new AggregationSettings.Recent(Duration.ofSeconds(7), POINTS));
        sevens.record(Instant.ofEpochSecond(69), Set.of(POWER), signal -> Optional.of(totals(5)));
        sevens.record(Instant.ofEpochSecond(70), Set.of(POWER), signal -> Optional.of(totals(6)));

        assertThat(sevens.points(POWER, Instant.ofEpochSecond(70)))
                .extracting(RecentPoint::at)
                .containsExactly(Instant.ofEpochSecond(63), Instant.ofEpochSecond(70));
    }

    @Test
    void shouldKeepWhatMissingMembersCouldAdd() {
        Totals unsure = new Totals(57, 20, 18, 1, Map.of(MissingReason.OFFLINE, 2), 56, 60, 1);
        recent.record(NOON, Set.of(POWER), signal -> Optional.of(unsure));

        assertThat(recent.points(POWER, NOON)).containsExactly(new RecentPoint(NOON, 57, 20, 18, 56, 60, true));
    }

    @Test
    void shouldHaveNoPointOfASlotInWhichNothingWasRecorded() {
        record(NOON, 5);
        record(NOON.plusSeconds(4 * INTERVAL_SECONDS), 6);
        record(NOON.plusSeconds(40 * INTERVAL_SECONDS), 7);

        assertThat(recent.points(POWER, NOON.plusSeconds(40 * INTERVAL_SECONDS)))
                .containsExactly(point(0, 5), point(4, 6), point(40, 7));
    }

    /** Where the ring comes round, an old point would stand in the place of one that there is not. */
    @Test
    void shouldNotShowAnOldPointInAGapOfTheNextRound() {
        for (int slot = 0; slot < POINTS; slot++) {
            record(NOON.plusSeconds((long) slot * INTERVAL_SECONDS), slot);
        }
        record(NOON.plusSeconds((POINTS + 3L) * INTERVAL_SECONDS), 77);

        List<RecentPoint> points = recent.points(POWER, NOON.plusSeconds((POINTS + 3L) * INTERVAL_SECONDS));
        assertThat(points).hasSize(POINTS - 3).startsWith(point(4, 4)).endsWith(point(99, 99), point(POINTS + 3, 77));
    }

    @Test
    void shouldBeginAnewAfterAGapLongerThanAllThatIsKept() {
        for (int slot = 0; slot < 20; slot++) {
            record(NOON.plusSeconds((long) slot * INTERVAL_SECONDS), slot);
        }
        record(NOON.plusSeconds(1_000L * INTERVAL_SECONDS), 5);
        record(NOON.plusSeconds(1_005L * INTERVAL_SECONDS), 6);

        assertThat(recent.points(POWER, NOON.plusSeconds(1_005L * INTERVAL_SECONDS)))
                .containsExactly(point(1_000, 5), point(1_005, 6));
    }

    @Test
    void shouldShowNoneThatIsOlderThanAreKeptThoughNothingCameAfterIt() {
        record(NOON, 5);

        assertThat(recent.points(POWER, NOON.plusSeconds((POINTS - 1L) * INTERVAL_SECONDS)))
                .containsExactly(point(0, 5));
        assertThat(recent.points(POWER, NOON.plusSeconds((long) POINTS * INTERVAL_SECONDS)))
                .isEmpty();
    }

    @Test
    void shouldRecordNothingWhileTheClockIsBack() {
        record(NOON, 5);
        record(NOON.plusSeconds(10 * INTERVAL_SECONDS), 6);
        record(NOON.plusSeconds(5 * INTERVAL_SECONDS), 7);
        record(NOON.plusSeconds(10 * INTERVAL_SECONDS), 8);
        record(NOON.plusSeconds(11 * INTERVAL_SECONDS), 9);

        assertThat(recent.points(POWER, NOON.plusSeconds(11 * INTERVAL_SECONDS)))
                .containsExactly(point(0, 5), point(10, 6), point(11, 9));
    }

    /** Otherwise one leap of the clock into the next year would be the last point until then. */
    @Test
    void shouldBeginAnewWhenTheClockIsBackByAllThatIsKept() {
        record(NOON.plusSeconds((long) POINTS * INTERVAL_SECONDS), 5);
        record(NOON.plusSeconds(INTERVAL_SECONDS), 6);
        assertThat(recent.points(POWER, NOON.plusSeconds((long) POINTS * INTERVAL_SECONDS)))
                .containsExactly(point(POINTS, 5));

        record(NOON, 7);
        record(NOON.plusSeconds(INTERVAL_SECONDS), 8);
        assertThat(recent.points(POWER, NOON.plusSeconds(INTERVAL_SECONDS))).containsExactly(point(0, 7), point(1, 8));
    }

    @Test
    void shouldHaveNoPointOfTotalsBeyondTheirRange() {
        record(NOON, 5);
        recent.record(NOON.plusSeconds(INTERVAL_SECONDS), Set.of(POWER), signal -> Optional.empty());
        record(NOON.plusSeconds(INTERVAL_SECONDS + 1), 6);
        record(NOON.plusSeconds(2 * INTERVAL_SECONDS), 7);

        assertThat(recent.points(POWER, NOON.plusSeconds(2 * INTERVAL_SECONDS)))
                .containsExactly(point(0, 5), point(2, 7));
    }

    /** Nobody is expected at night: that is known, and no gap. */
    @Test
    void shouldCountNobodyWhereNobodyIsExpectedAnyMore() {
        record(NOON, 5);
        recent.record(NOON.plusSeconds(INTERVAL_SECONDS), Set.of(), signal -> Optional.of(totals(6)));

        assertThat(recent.points(POWER, NOON.plusSeconds(INTERVAL_SECONDS)))
                .containsExactly(
                        point(0, 5), new RecentPoint(NOON.plusSeconds(INTERVAL_SECONDS), 0, 0, 0, 0, 0, false));
        assertThat(recent.points(ENERGY, NOON.plusSeconds(INTERVAL_SECONDS))).isEmpty();
    }

    @Test
    void shouldForgetASignalThatNobodyWasExpectedToReportForADay() {
        record(NOON, 5);
        Instant oneDayOn = NOON.plus(Duration.ofDays(1));
        for (Instant at = NOON; !at.isAfter(oneDayOn); at = at.plusSeconds(INTERVAL_SECONDS)) {
            recent.record(at, Set.of(ENERGY), signal -> Optional.of(totals(6)));
        }
        assertThat(recent.points(POWER, oneDayOn)).hasSize(POINTS);

        recent.record(oneDayOn.plusSeconds(INTERVAL_SECONDS), Set.of(ENERGY), signal -> Optional.of(totals(6)));
        assertThat(recent.points(POWER, oneDayOn)).isEmpty();
        assertThat(recent.capacity()).isEqualTo(POINTS);
    }

    @Test
    void shouldTakeUpNoMoreRoomThanItNeedsAndNeverMoreThanIsKept() {
        assertThat(recent.capacity()).isZero();
        record(NOON, 5);
        assertThat(recent.capacity()).isEqualTo(TotalsRing.CAPACITY_MIN);
        record(NOON.plusSeconds(16 * INTERVAL_SECONDS), 5);
        assertThat(recent.capacity()).isEqualTo(2 * TotalsRing.CAPACITY_MIN);

        for (int slot = 17; slot < 10 * POINTS; slot++) {
            record(NOON.plusSeconds((long) slot * INTERVAL_SECONDS), slot);
            assertThat(recent.capacity()).isLessThanOrEqualTo(POINTS);
        }
        assertThat(recent.points(POWER, NOON.plusSeconds((10L * POINTS - 1) * INTERVAL_SECONDS)))
                .hasSize(POINTS)
                .startsWith(point(9 * POINTS, 9 * POINTS));
    }

    @Test
    void shouldRememberNothingWhenItIsToKeepNothing() {
        RecentTotals off = recent(0);
        off.record(NOON, Set.of(POWER), signal -> Optional.of(totals(5)));

        assertThat(off.points(POWER, NOON)).isEmpty();
        assertThat(off.capacity()).isZero();
    }

    private void record(Instant at, long micros) {
        recent.record(at, Set.of(POWER), signal -> Optional.of(totals(micros)));
    }

    private static RecentTotals recent(int points) {
        return new RecentTotals(new AggregationSettings.Recent(Duration.ofSeconds(INTERVAL_SECONDS), points));
    }

    private static Totals totals(long micros) {
        return new Totals(micros, 1, 1, 0, Map.of(), micros, micros, 0);
    }

    private static RecentPoint point(long slot, long micros) {
        return new RecentPoint(NOON.plusSeconds(slot * INTERVAL_SECONDS), micros, 1, 1, micros, micros, false);
    }
}
