package dev.muster.aggregation.rollup;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.fleet.Fleet;
import dev.muster.aggregation.fleet.SetNodes;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The root of a small hierarchy, its rollup, and a noon to start at. */
final class RootUnderTest {
    static final SignalName POWER = new SignalName("power");
    static final SignalName ENERGY = new SignalName("energy");
    static final Duration STALE_AFTER = Duration.ofSeconds(7);
    static final Duration REREAD_AFTER = Duration.ofSeconds(30);
    static final MemberSignal TURBINE = new MemberSignal(STALE_AFTER, 1, new Limits(-1, 10));
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final AggregationSettings.RollUp ROLL_UP = new AggregationSettings.RollUp(
            Duration.ofMillis(250),
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ZERO);

    static final SetNodes CHILD_NODE = new SetNodes("of the child");

    final Fleet fleet = new Fleet("geography");
    final SetWatermarks watermarks = new SetWatermarks();
    final SetNodes nodes = new SetNodes("of the root");
    final GroupRollup rollup;

    RootUnderTest() {
        this(NOON);
    }

    RootUnderTest(Instant startedAt) {
        rollup = new GroupRollup(fleet.root(), ROLL_UP, REREAD_AFTER, watermarks, nodes, startedAt);
    }

    /** A group that starts on another node. */
    GroupRollup child(GroupKey group, Instant startedAt) {
        return new GroupRollup(group, ROLL_UP, REREAD_AFTER, watermarks, CHILD_NODE, startedAt);
    }

    /** Shows the rollup the fleet as it is now. */
    void expectFleet(Instant now) {
        rollup.expect(rosterOf(fleet.root()), now);
    }

    Roster rosterOf(GroupKey group) {
        return Objects.requireNonNull(fleet.snapshot().rosters().get(group));
    }

    void readNothing(Instant now) {
        rollup.readDone(rollup.takeUnread(10, now), Map.of(), now);
    }

    void update(AssetId asset, long micros, Instant now) {
        rollup.update(List.of(powerOf(asset, micros, now)), now);
    }

    static MemberUpdate powerOf(AssetId asset, long micros, Instant at) {
        return new MemberUpdate(asset, new MemberRegisters(values(POWER, micros, Quality.GOOD, at), null));
    }

    static Map<SignalName, SignalValue> values(SignalName signal, long micros, Quality quality, Instant at) {
        return Map.of(signal, new SignalValue(micros, quality, at, 1, new SourceId("s"), at));
    }
}
