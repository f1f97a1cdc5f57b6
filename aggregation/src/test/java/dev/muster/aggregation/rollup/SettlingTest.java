package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.REREAD_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.ROLL_UP;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static dev.muster.aggregation.rollup.RootUnderTest.powerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A group that moves: its parent goes on with what it said before, until the group knows as much again. */
class SettlingTest {
    private static final Duration SETTLE_MAX = Duration.ofSeconds(2);
    private static final Instant MOVED = NOON.plusSeconds(5);

    private final RootUnderTest root = new RootUnderTest();
    private final GroupKey north = root.fleet.put("north", root.fleet.root());
    private final AssetId turbine = root.fleet.place("t1", north, Map.of(POWER, TURBINE));

    @Test
    void shouldSayNothingUntilItHasReadWhatItsMembersSaid() {
        root.expectFleet(NOON);
        root.rollup.take(before(), NOON);
        GroupRollup moved = started(north, MOVED);
        moved.expect(root.rosterOf(north), MOVED);
        List<AssetId> asked = moved.takeUnread(10, MOVED);
        assertThat(moved.report(MOVED)).isEmpty();

        moved.readDone(asked, Map.of(turbine, powerOf(turbine, 5, NOON).registers()), MOVED.plusMillis(700));
        Partial first = moved.report(MOVED.plusMillis(700)).orElseThrow();

        assertThat(first.signals().get(POWER).micros()).isEqualTo(5);
        assertThat(root.rollup.take(first, MOVED)).isEmpty();
    }

    @Test
    void shouldSayWhatItKnowsWhenReadingTakesTooLong() {
        GroupRollup moved = started(north, MOVED);
        moved.expect(root.rosterOf(north), MOVED);
        moved.takeUnread(10, MOVED);

        assertThat(moved.report(MOVED.plus(SETTLE_MAX).minusMillis(1))).isEmpty();
        Partial first = moved.report(MOVED.plus(SETTLE_MAX)).orElseThrow();
        assertThat(first.signals().get(POWER).missing()).isEqualTo(Map.of(MissingReason.RECOVERING, 1));
    }

    @Test
    void shouldBeSettledWhenAllChildrenWereHeard() {
        GroupRollup moved = started(root.fleet.root(), MOVED);
        root.fleet.put("empty", root.fleet.root());
        moved.expect(root.rosterOf(root.fleet.root()), MOVED);
        assertThat(moved.isSettled(MOVED)).isFalse();

        moved.take(before(), MOVED);
        assertThat(moved.isSettled(MOVED)).isTrue();
    }

    @Test
    void shouldStaySettledWhenSomebodyIsAdded() {
        GroupRollup moved = started(north, MOVED);
        moved.expect(root.rosterOf(north), MOVED);
        moved.readDone(moved.takeUnread(10, MOVED), Map.of(), MOVED);
        assertThat(moved.isSettled(MOVED)).isTrue();

        root.fleet.place("t2", north, Map.of(POWER, TURBINE));
        moved.expect(root.rosterOf(north), MOVED);
        assertThat(moved.isSettled(MOVED)).isTrue();
    }

    @Test
    void shouldNotBeSettledBeforeItKnowsWhoBelongsToIt() {
        GroupRollup moved = started(north, MOVED);

        assertThat(moved.isSettled(MOVED)).isFalse();
        assertThat(moved.isSettled(MOVED.plus(SETTLE_MAX))).isTrue();
    }

    private Partial before() {
        GroupRollup child = root.child(north, NOON);
        child.expect(root.rosterOf(north), NOON);
        child.update(List.of(powerOf(turbine, 5, NOON)), NOON);
        return child.report(NOON).orElseThrow();
    }

    private GroupRollup started(GroupKey group, Instant at) {
        return new GroupRollup(
                group,
                new AggregationSettings.RollUp(
                        ROLL_UP.tick(),
                        ROLL_UP.reportAfter(),
                        ROLL_UP.resendInterval(),
                        ROLL_UP.unreachableAfter(),
                        ROLL_UP.rootWakeInterval(),
                        ROLL_UP.ingestBehindAfter(),
                        SETTLE_MAX),
                REREAD_AFTER,
                root.watermarks,
                root.nodes,
                at);
    }
}
