package dev.muster.loadtest.replay.eia;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.replay.EiaTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns the tree of balancing areas into a model: one asset per area, below its region, below its interconnect. */
public final class EiaModel {
    public static final HierarchyId INTERCONNECTION = new HierarchyId("interconnection");
    public static final SignalName DEMAND = new SignalName("demand");

    private static final TypeId AREA = new TypeId("balancing-area");

    /** Out of the way: an area without a reading hangs up nowhere, it is only silent. */
    private static final Duration OFFLINE_AFTER = Duration.ofHours(1);

    private EiaModel() {}

    public static GroupKey key(GroupId group) {
        return new GroupKey(INTERCONNECTION, group);
    }

    /**
     * Demand is a load, so totals are the negated published ones. It has no range: negative and odd demand was published
     * and is in the publisher's totals.
     *
     * @param interval how long an hour lasts in the replay
     * @param staleAfter how long a reading counts in the replay
     */
    public static ModelPlan plan(EiaTree tree, Duration interval, Duration staleAfter) {
        Signal demand = Signal.atIntervals(
                DEMAND, "MW", SignalKind.GAUGE, SignConvention.LOAD, interval, staleAfter, null, true);
        List<GroupPlan> groups = new ArrayList<>();
        new TreeSet<>(tree.interconnects().values())
                .forEach(interconnect -> groups.add(new GroupPlan(key(interconnect), interconnect.value(), null)));
        tree.interconnects()
                .forEach(
                        (region, interconnect) -> groups.add(new GroupPlan(key(region), region.value(), interconnect)));
        List<AssetPlan> assets = new ArrayList<>();
        tree.regions().forEach((area, region) -> assets.add(asset(area, region)));
        return new ModelPlan(
                List.of(new AssetType(AREA, "balancing area", OFFLINE_AFTER, List.of(demand))),
                new TreeMap<>(Map.of(INTERCONNECTION, "Interconnection")),
                groups,
                assets);
    }

    private static AssetPlan asset(AssetId area, GroupId region) {
        return new AssetPlan(area, area.value(), AREA, Map.of(), Map.of(), null, Map.of(INTERCONNECTION, region));
    }
}
