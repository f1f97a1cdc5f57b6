package dev.muster.aggregation.rollup;

import static dev.muster.aggregation.rollup.RootUnderTest.CHILD_NODE;
import static dev.muster.aggregation.rollup.RootUnderTest.NOON;
import static dev.muster.aggregation.rollup.RootUnderTest.POWER;
import static dev.muster.aggregation.rollup.RootUnderTest.REREAD_AFTER;
import static dev.muster.aggregation.rollup.RootUnderTest.ROLL_UP;
import static dev.muster.aggregation.rollup.RootUnderTest.TURBINE;
import static dev.muster.aggregation.rollup.RootUnderTest.powerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.fleet.SetNodes;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A child group spoke from a node that its parent's node cannot hear any more. */
class LostNodeTest {
    private static final Instant LOST = NOON.plusSeconds(4);

    private final RootUnderTest root = new RootUnderTest();
    private final GroupKey north = root.fleet.put("north", root.fleet.root());
    private final GroupKey south = root.fleet.put("south", root.fleet.root());
    private final AssetId turbine = root.fleet.place("t1", north, Map.of(POWER, TURBINE));
    private final AssetId other = root.fleet.place("t2", south, Map.of(POWER, TURBINE));

    @Test
    void shouldCallAChildUnreachableAsSoonAsItsNodeIs() {
        root.expectFleet(NOON);
        root.rollup.take(said(north, turbine, 5, CHILD_NODE, NOON.plusSeconds(2)), NOON.plusSeconds(2));
        root.rollup.take(said(south, other, 7, new SetNodes("third"), NOON), NOON);
        root.rollup.report(LOST);

        root.nodes.lose(CHILD_NODE.self());
        root.rollup.advance(LOST);

        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(7);
        assertThat(root.rollup.whole(POWER).missing()).isEqualTo(Map.of(MissingReason.UNREACHABLE, 1));
        assertThat(sinceOfNorth()).isEqualTo(new ChildSince(NOON.plusSeconds(2), null));
    }

    @Test
    void shouldTellItsOwnParentOfALossAtOnce() {
        GroupRollup middle = new GroupRollup(north, ROLL_UP, REREAD_AFTER, root.watermarks, root.nodes, NOON);
        GroupKey leaf = root.fleet.put("leaf", north);
        root.fleet.place("t3", leaf, Map.of(POWER, TURBINE));
        middle.expect(root.rosterOf(north), NOON);
        middle.take(said(leaf, new AssetId("t3"), 1, CHILD_NODE, NOON), NOON);
        Partial before = middle.report(NOON).orElseThrow();
        assertThat(before.node()).isEqualTo(root.nodes.self());
        assertThat(middle.report(LOST)).isEmpty();

        root.nodes.lose(CHILD_NODE.self());
        middle.advance(LOST);

        Partial now = middle.report(LOST).orElseThrow();
        assertThat(now.isNewerThan(before)).isTrue();
        assertThat(Objects.requireNonNull(now.signals().get(POWER)).missing())
                .containsEntry(MissingReason.UNREACHABLE, 1);
    }

    @Test
    void shouldCountItAgainWhenItsNodeIsBack() {
        root.expectFleet(NOON);
        root.rollup.take(said(north, turbine, 5, CHILD_NODE, NOON), NOON);
        root.nodes.lose(CHILD_NODE.self());
        root.rollup.advance(LOST);

        root.nodes.find(CHILD_NODE.self());
        root.rollup.advance(LOST.plusSeconds(1));

        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
    }

    @Test
    void shouldCountItAgainWhenItSpeaksFromElsewhere() {
        root.expectFleet(NOON);
        root.rollup.take(said(north, turbine, 5, CHILD_NODE, NOON), NOON);
        root.nodes.lose(CHILD_NODE.self());
        root.rollup.advance(LOST);

        root.rollup.take(said(north, turbine, 6, new SetNodes("third"), LOST), LOST);

        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(6);
    }

    /** One of the others cannot hear it: soon it will be told to end, and its word may contradict who takes over. */
    @Test
    void shouldNotCountWhatComesFromANodeThatIsUnreachable() {
        root.expectFleet(NOON);
        root.nodes.lose(CHILD_NODE.self());
        root.rollup.advance(LOST);

        root.rollup.take(said(north, turbine, 5, CHILD_NODE, LOST), LOST);

        assertThat(root.rollup.whole(POWER).missing().get(MissingReason.UNREACHABLE))
                .isEqualTo(1);
        assertThat(sinceOfNorth().heard()).isEqualTo(LOST);
    }

    @Test
    void shouldBelieveAnOlderBuildThatDoesNotSayWhereItSpeaksUntilItIsSilent() {
        root.expectFleet(NOON);
        Partial said = said(north, turbine, 5, CHILD_NODE, NOON);
        root.rollup.take(
                new Partial(north, said.incarnation(), said.version(), said.fingerprint(), said.signals(), null), NOON);

        root.nodes.lose(CHILD_NODE.self());
        root.rollup.advance(NOON.plusSeconds(30));
        assertThat(root.rollup.whole(POWER).micros()).isEqualTo(5);
        root.rollup.advance(NOON.plusSeconds(30).plusMillis(1));
        assertThat(root.rollup.whole(POWER).micros()).isZero();
    }

    /** With its node its aggregator is gone: somebody must wake it where it is to be, and often, for nobody there is yet. */
    @Test
    void shouldWakeALostChildAtOnceAndAgainUntilItSpeaks() {
        root.fleet.remove(other);
        root.expectFleet(NOON);
        root.rollup.take(said(north, turbine, 5, CHILD_NODE, NOON), NOON);
        assertThat(root.rollup.wakeCalls(LOST)).isEmpty();

        root.nodes.lose(CHILD_NODE.self());
        root.rollup.advance(LOST);

        assertThat(root.rollup.wakeCalls(LOST)).hasSize(1);
        assertThat(root.rollup.wakeCalls(LOST.plusMillis(1_999))).isEmpty();
        assertThat(root.rollup.wakeCalls(LOST.plusMillis(2_000))).hasSize(1);
        root.rollup.take(said(north, turbine, 5, new SetNodes("third"), LOST.plusSeconds(3)), LOST.plusSeconds(3));
        assertThat(root.rollup.wakeCalls(LOST.plusSeconds(7))).isEmpty();
    }

    private ChildSince sinceOfNorth() {
        return Objects.requireNonNull(
                root.rollup.childrenWithMissing(POWER, null, 9).get(north));
    }

    private Partial said(GroupKey group, AssetId asset, long micros, SetNodes node, Instant at) {
        GroupRollup child = new GroupRollup(group, ROLL_UP, REREAD_AFTER, root.watermarks, node, at);
        child.expect(root.rosterOf(group), at);
        child.update(List.of(powerOf(asset, micros, at)), at);
        return child.report(at).orElseThrow();
    }
}
