package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a register of units into a model: country, region, station; technology, region. */
final class RegisterModel {
    static final SignalName POWER = new SignalName("power");

    /** In place of a blank technology: such units stay visible, in a group of this name. */
    static final String UNKNOWN_TECHNOLOGY = "unknown-technology";

    /** The register does not say when a retired unit was retired; this is before the published week. */
    static final Instant RETIRED_FROM = Instant.parse("2023-01-01T00:00:00Z");

    /** As published: one figure every five minutes. */
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Duration STALE_AFTER = Duration.ofMinutes(11);
    private static final Duration OFFLINE_AFTER = Duration.ofMinutes(16);

    /** Published as positive loads, whatever the register says about their units. */
    private static final Set<String> LOADS = Set.of("battery_charging", "pumps");

    private RegisterModel() {}

    static boolean isLoad(String technology, boolean dispatchedAsLoad) {
        return LOADS.contains(technology) || dispatchedAsLoad;
    }

    static GroupKey technologyGroup(String technology, String region) {
        return new GroupKey(ModelPlan.TECHNOLOGY, new GroupId(named(technology) + "." + region));
    }

    static ModelPlan plan(List<RegisteredUnit> units) {
        SortedMap<String, AssetType> types = new TreeMap<>();
        Map<GroupKey, GroupPlan> groups = new LinkedHashMap<>();
        List<AssetPlan> assets = new ArrayList<>();
        add(groups, NemModel.COUNTRY, "Australia", null);
        for (RegisteredUnit unit : units) {
            AssetType type = type(unit);
            types.putIfAbsent(type.id().value(), type);
            Map<HierarchyId, GroupId> placements = unit.operating() ? placements(unit, groups) : Map.of();
            assets.add(new AssetPlan(
                    unit.id(),
                    unit.name(),
                    type.id(),
                    limits(unit),
                    attributes(unit),
                    unit.operating() ? null : RETIRED_FROM,
                    placements));
        }
        return new ModelPlan(
                List.copyOf(types.values()), ModelPlan.geographyAndTechnology(), List.copyOf(groups.values()), assets);
    }

    private static Map<HierarchyId, GroupId> placements(RegisteredUnit unit, Map<GroupKey, GroupPlan> groups) {
        GroupKey region = new GroupKey(ModelPlan.GEOGRAPHY, new GroupId(unit.region()));
        GroupKey station = new GroupKey(ModelPlan.GEOGRAPHY, new GroupId(unit.region() + "." + unit.station()));
        add(groups, region, unit.region(), NemModel.COUNTRY.group());
        add(groups, station, unit.stationName(), region.group());
        String technologyName = named(unit.technology());
        GroupKey technology = new GroupKey(ModelPlan.TECHNOLOGY, new GroupId(technologyName));
        GroupKey ofRegion = technologyGroup(unit.technology(), unit.region());
        add(groups, technology, technologyName, null);
        add(groups, ofRegion, technologyName + " " + unit.region(), technology.group());
        return Map.of(ModelPlan.GEOGRAPHY, station.group(), ModelPlan.TECHNOLOGY, ofRegion.group());
    }

    private static void add(Map<GroupKey, GroupPlan> groups, GroupKey key, String name, @Nullable GroupId parent) {
        groups.putIfAbsent(key, new GroupPlan(key, name, parent));
    }

    /** Ranges are left open: discharging reaches below zero, and pumps take more than they are registered for. */
    private static AssetType type(RegisteredUnit unit) {
        boolean load = isLoad(unit.technology(), unit.load());
        String name = named(unit.technology());
        String id = load && !LOADS.contains(unit.technology()) ? name + "-load" : name;
        return new AssetType(
                new TypeId(id),
                id.replace('_', ' ').replace('-', ' '),
                OFFLINE_AFTER,
                List.of(Signal.atIntervals(
                        POWER,
                        "MW",
                        SignalKind.GAUGE,
                        load ? SignConvention.LOAD : SignConvention.GENERATION,
                        INTERVAL,
                        STALE_AFTER,
                        null,
                        true)));
    }

    private static Map<SignalName, Range> limits(RegisteredUnit unit) {
        return unit.capacity()
                .map(capacity -> Map.of(POWER, new Range(0, capacity)))
                .orElse(Map.of());
    }

    private static Map<String, String> attributes(RegisteredUnit unit) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("station", unit.station());
        attributes.put("network", unit.network());
        attributes.put("latitude", unit.latitude());
        attributes.put("longitude", unit.longitude());
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    private static String named(String technology) {
        return technology.isEmpty() ? UNKNOWN_TECHNOLOGY : technology;
    }
}
