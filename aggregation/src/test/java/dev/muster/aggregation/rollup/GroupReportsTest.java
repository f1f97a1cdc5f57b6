package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.ENERGY;
import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static dev.muster.aggregation.rollup.RootUnderTest.powerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Between a group and its parent. */
class GroupReportsTest {
    private final RootUnderTest root = new RootUnderTest();
    private final GroupKey north = root.fleet.put("north", root.fleet.root());
    private final AssetId turbine = root.fleet.place("t1", north, Map.of(POWER, TURBINE));
    private final GroupRollup child = root.child(north, NOON);

    @Test
    void shouldCountAChildOnlyWhileItSpeaksOfTheSameMembers() {
        root.expectFleet(NOON);
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.RECOVERING, 1));

        root.rollup.take(childReport(5, NOON), NOON);
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);

        root.fleet.place("t2", north, Map.of(POWER, TURBINE));
        root.rollup.expect(root.rosterOf(root.fleet.root()), NOON);
        assertThat(root.rollup.whole(POWER).micros()).isZero();
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.RECOVERING, 2));

        root.rollup.take(childReport(6, NOON.plusSeconds(1)), NOON.plusSeconds(1));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(6);
    }

    @Test
    void shouldCallAChildUnreachableThatIsSilentForTooLong() {
        root.expectFleet(NOON);
        root.rollup.take(childReport(5, NOON), NOON);

        root.rollup.advance(NOON.plusSeconds(30));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
        root.rollup.advance(NOON.plusSeconds(30).plusMillis(1));
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.UNREACHABLE, 1));

        root.rollup.take(childReport(5, NOON.plusSeconds(31)), NOON.plusSeconds(31));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
    }

    @Test
    void shouldKeepTheNewerOfTwoReportsThatOvertookEachOther() {
        root.expectFleet(NOON);
        Partial older = childReport(5, NOON);
        Partial newer = childReport(6, NOON.plusSeconds(1));
        root.rollup.take(newer, NOON);

        assertThat(root.rollup.take(older, NOON)).contains(new GroupRollup.WakeCall(north, newer));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(6);
    }

    @Test
    void shouldReportChangesAtOnceAndTheSameAgainOnlyWhenAResendIsDue() {
        Partial first = childReport(5, NOON);

        child.expect(root.rosterOf(north), NOON.plusSeconds(1));
        assertThat(child.report(NOON.plusSeconds(1))).isEmpty();
        assertThat(child.report(NOON.plusMillis(9_999))).isEmpty();
        assertThat(child.report(NOON.plusSeconds(10))).contains(first);

        child.update(List.of(powerOf(turbine, 6, NOON.plusSeconds(11))), NOON.plusSeconds(11));
        assertThat(child.report(NOON.plusSeconds(11)).orElseThrow().version()).isEqualTo(first.version() + 1);
    }

    @Test
    void shouldGoBeyondWhatTheParentKnowsOfAnEarlierIncarnation() {
        root.expectFleet(NOON);
        Partial before = childReport(5, NOON);
        root.rollup.take(before, NOON);

        // when it starts again on a node whose clock is behind
        GroupRollup again = root.child(north, NOON.minusSeconds(60));
        again.expect(root.rosterOf(north), NOON);
        again.update(List.of(powerOf(turbine, 7, NOON)), NOON);
        GroupRollup.WakeCall call =
                root.rollup.take(again.report(NOON).orElseThrow(), NOON).orElseThrow();
        Partial known = Objects.requireNonNull(call.known());
        again.wake(known.incarnation(), known.version());

        // then
        assertThat(root.rollup.take(again.report(NOON).orElseThrow(), NOON)).isEmpty();
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(7);
    }

    @Test
    void shouldWakeAChildAtOnceAndAgainWhenItIsSilent() {
        root.expectFleet(NOON);
        assertThat(root.rollup.wakeCalls(NOON)).containsExactly(new GroupRollup.WakeCall(north, null));
        assertThat(root.rollup.wakeCalls(NOON.plusMillis(14_999))).isEmpty();
        assertThat(root.rollup.wakeCalls(NOON.plusSeconds(15))).hasSize(1);

        root.rollup.take(childReport(5, NOON.plusSeconds(16)), NOON.plusSeconds(16));
        assertThat(root.rollup.wakeCalls(NOON.plusSeconds(30))).isEmpty();
    }

    @Test
    void shouldNotWakeAChildWithoutMembers() {
        root.fleet.remove(turbine);
        root.expectFleet(NOON);

        assertThat(root.rollup.wakeCalls(NOON)).isEmpty();
    }

    @Test
    void shouldCountAChildAsRecoveringWhoseMembersHaveOtherSignalsInItsView() {
        root.rollup.take(childReport(5, NOON), NOON);
        root.fleet.place("t1", north, Map.of(POWER, TURBINE, ENERGY, TURBINE));
        root.expectFleet(NOON);
        root.rollup.take(childReportAsItIs(NOON), NOON);

        assertThat(root.rollup.whole(ENERGY).missing()).isEqualTo(Map.of(MissingReason.RECOVERING, 1));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
    }

    @Test
    void shouldCallAChildRecoveringSinceItStoppedSpeakingOfTheSameMembers() {
        root.expectFleet(NOON);
        assertThat(sinceOfNorth()).isEqualTo(new ChildSince(NOON, NOON));
        root.rollup.take(childReport(5, NOON.plusSeconds(1)), NOON.plusSeconds(1));
        assertThat(root.rollup.childrenWithMissing(POWER, null, 9)).isEmpty();

        Instant moved = NOON.plusSeconds(4);
        root.fleet.place("t2", north, Map.of(POWER, TURBINE));
        root.rollup.expect(root.rosterOf(root.fleet.root()), moved);
        assertThat(sinceOfNorth()).isEqualTo(new ChildSince(NOON.plusSeconds(1), moved));

        root.rollup.take(childReportAsItIs(NOON.plusSeconds(6)), NOON.plusSeconds(6));
        assertThat(sinceOfNorth()).isEqualTo(new ChildSince(NOON.plusSeconds(6), moved));

        root.rollup.take(childReport(5, NOON.plusSeconds(7)), NOON.plusSeconds(7));
        assertThat(sinceOfNorth()).isEqualTo(new ChildSince(NOON.plusSeconds(7), null));
    }

    @Test
    void shouldCallAChildUnreachableSinceItWasLastHeardOf() {
        root.expectFleet(NOON);
        root.rollup.take(childReport(5, NOON.plusSeconds(2)), NOON.plusSeconds(2));
        root.rollup.advance(NOON.plusSeconds(100));

        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.UNREACHABLE, 1));
        assertThat(sinceOfNorth()).isEqualTo(new ChildSince(NOON.plusSeconds(2), null));
    }

    @Test
    void shouldExpectNoWordOfAChildThatStoodEmpty() {
        root.fleet.remove(turbine);
        root.expectFleet(NOON);
        Instant filled = NOON.plusSeconds(3_600);
        root.rollup.advance(filled);
        root.fleet.place("t1", north, Map.of(POWER, TURBINE));
        root.expectFleet(filled);

        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.RECOVERING, 1));
        root.rollup.advance(filled.plusSeconds(30).plusMillis(1));
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.UNREACHABLE, 1));
        assertThat(sinceOfNorth()).isEqualTo(new ChildSince(filled, filled));
    }

    private ChildSince sinceOfNorth() {
        return Objects.requireNonNull(
                root.rollup.childrenWithMissing(POWER, null, 9).get(north));
    }

    private Partial childReport(long micros, Instant now) {
        child.expect(root.rosterOf(north), now);
        child.update(List.of(powerOf(turbine, micros, now)), now);
        child.wake(0, 0);
        return child.report(now).orElseThrow();
    }

    private Partial childReportAsItIs(Instant now) {
        child.wake(0, 0);
        return child.report(now).orElseThrow();
    }
}
