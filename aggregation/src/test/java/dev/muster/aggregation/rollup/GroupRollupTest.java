package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.STALE_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.MemberSignal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sums and lists over direct members. */
class GroupRollupTest {
    private final RootUnderTest root = new RootUnderTest();

    @Test
    void shouldTurnTheSignOfLoads() {
        AssetId pump =
                root.fleet.place("p1", root.fleet.root(), Map.of(POWER, new MemberSignal(STALE_AFTER, -1, null)));
        root.expectFleet(NOON);
        root.update(pump, 240, NOON);

        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(-240);
    }

    @Test
    void shouldSayWhatMissingMembersCouldContribute() {
        AssetId one = root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE));
        root.fleet.place("t2", root.fleet.root(), Map.of(POWER, TURBINE));
        root.fleet.place("t3", root.fleet.root(), Map.of(POWER, new MemberSignal(STALE_AFTER, 1, null)));
        root.expectFleet(NOON);
        root.update(one, 57, NOON);

        Totals totals = root.rollup.whole(POWER).totals().orElseThrow();
        assertThat(totals.expected()).isEqualTo(3);
        assertThat(totals.micros()).isEqualTo(57);
        assertThat(totals.lowMicros()).isEqualTo(56);
        assertThat(totals.highMicros()).isEqualTo(67);
        assertThat(totals.unbounded()).isOne();
    }

    @Test
    void shouldHaveNoFigureWhileTheSumIsBeyondALongAndTheRightOneAfterwards() {
        AssetId one = root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE));
        AssetId two = root.fleet.place("t2", root.fleet.root(), Map.of(POWER, TURBINE));
        root.expectFleet(NOON);
        root.update(one, Long.MAX_VALUE, NOON);
        root.update(two, 1, NOON);

        assertThat(root.rollup.whole(POWER).overflow()).isTrue();
        assertThat(root.rollup.whole(POWER).totals()).isEmpty();
        assertThat(root.rollup.whole(POWER).reporting()).isEqualTo(2);

        root.update(one, 4, NOON.plusSeconds(1));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
    }

    @Test
    void shouldDropAMemberThatTheModelMovedAway() {
        GroupKey north = root.fleet.put("north", root.fleet.root());
        AssetId one = root.fleet.place("t1", root.fleet.root(), Map.of(POWER, TURBINE));
        root.expectFleet(NOON);
        root.update(one, 5, NOON);

        root.fleet.place("t1", north, Map.of(POWER, TURBINE));
        root.expectFleet(NOON);

        assertThat(root.rollup.whole(POWER).micros()).isZero();
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.RECOVERING, 1));
        root.update(one, 6, NOON);
        assertThat(root.rollup.whole(POWER).micros()).isZero();
    }

    @Test
    void shouldListMissingMembersInPages() {
        for (int i = 0; i < 5; i++) {
            root.fleet.place("t" + i, root.fleet.root(), Map.of(POWER, TURBINE));
        }
        root.expectFleet(NOON);
        root.update(new AssetId("t2"), 5, NOON);

        assertThat(root.rollup.missing(POWER, null, 3))
                .extracting(Absentee::asset)
                .containsExactly(ids("t0", "t1", "t3"));
        assertThat(root.rollup.missing(POWER, new AssetId("t3"), 3))
                .extracting(Absentee::asset)
                .containsExactly(ids("t4"));
    }

    private AssetId[] ids(String... ids) {
        return List.of(ids).stream().map(AssetId::new).toArray(AssetId[]::new);
    }
}
