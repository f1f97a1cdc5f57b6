package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The simulated fleet as a model to load: country, regions, sites; technologies, each by region. */
public final class FleetModel {
    public static final GroupKey COUNTRY = new GroupKey(ModelPlan.GEOGRAPHY, new GroupId("country"));

    /** A site without units, left to whoever tries Muster with a turbine of their own. */
    public static final GroupKey YOUR_SITE = new GroupKey(ModelPlan.GEOGRAPHY, new GroupId("north.yours"));

    private FleetModel() {}

    public static GroupKey region(Region region) {
        return new GroupKey(ModelPlan.GEOGRAPHY, new GroupId(region.group()));
    }

    /** A technology within a region, for example {@code wind.north}. */
    public static GroupId technologyOf(Technology technology, Region region) {
        return new GroupId(technology.group() + "." + region.group());
    }

    public static ModelPlan plan(SimulatedFleet fleet) {
        return new ModelPlan(
                FleetTypes.all(),
                ModelPlan.geographyAndTechnology(),
                groups(fleet),
                fleet.units().stream().map(FleetModel::asset).toList());
    }

    /** With a battery that is two units until then. */
    public static ModelPlan plan(SimulatedFleet fleet, Merger merger) {
        ModelPlan plain = plan(fleet);
        List<AssetType> types = new ArrayList<>(plain.types());
        types.addAll(FleetTypes.halves());
        List<AssetId> halves = List.of(merger.generating(), merger.charging());
        List<AssetPlan> assets = new ArrayList<>();
        for (AssetPlan asset : plain.assets()) {
            assets.add(asset.id().equals(merger.one().id()) ? asset.inPlaceOf(halves, merger.at()) : asset);
        }
        assets.add(half(merger, merger.generating(), ", generating", FleetTypes.DISCHARGE));
        assets.add(half(merger, merger.charging(), ", charging", FleetTypes.CHARGE));
        return new ModelPlan(types, plain.hierarchies(), plain.groups(), assets);
    }

    private static AssetPlan half(Merger merger, AssetId id, String what, TypeId type) {
        AssetPlan one = asset(merger.one());
        return new AssetPlan(
                id,
                one.name() + what,
                type,
                Map.of(FleetTypes.POWER, new Range(0, merger.one().ratedMegawatts())),
                one.attributes(),
                merger.at(),
                one.placements());
    }

    private static List<GroupPlan> groups(SimulatedFleet fleet) {
        List<GroupPlan> groups = new ArrayList<>();
        groups.add(new GroupPlan(COUNTRY, "Country", null));
        for (Region region : Region.values()) {
            groups.add(new GroupPlan(region(region), region.title(), COUNTRY.group()));
        }
        groups.add(new GroupPlan(YOUR_SITE, "Your site", region(Region.NORTH).group()));
        SortedMap<GroupId, FleetUnit> sites = new TreeMap<>();
        fleet.units().forEach(unit -> sites.putIfAbsent(unit.site(), unit));
        sites.forEach((site, unit) -> groups.add(group(
                ModelPlan.GEOGRAPHY,
                site,
                siteName(site),
                new GroupId(unit.region().group()))));
        for (Technology technology : Technology.values()) {
            GroupId id = new GroupId(technology.group());
            groups.add(group(ModelPlan.TECHNOLOGY, id, technology.title(), null));
            for (Region region : Region.values()) {
                groups.add(group(
                        ModelPlan.TECHNOLOGY,
                        technologyOf(technology, region),
                        technology.title() + " " + region.title(),
                        id));
            }
        }
        return groups;
    }

    private static GroupPlan group(HierarchyId hierarchy, GroupId id, String name, @Nullable GroupId parent) {
        return new GroupPlan(new GroupKey(hierarchy, id), name, parent);
    }

    private static String siteName(GroupId site) {
        String words = site.value().replace('.', ' ').replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static AssetPlan asset(FleetUnit unit) {
        double rated = unit.ratedMegawatts();
        Range limits = unit.technology() == Technology.BATTERY ? new Range(-rated, rated) : new Range(0, rated);
        return new AssetPlan(
                unit.id(),
                unit.name(),
                unit.technology().type(),
                Map.of(FleetTypes.POWER, limits),
                Map.of(
                        "latitude",
                                String.format(Locale.ROOT, "%.4f", unit.place().latitude()),
                        "longitude",
                                String.format(Locale.ROOT, "%.4f", unit.place().longitude())),
                null,
                Map.of(
                        ModelPlan.GEOGRAPHY, unit.site(),
                        ModelPlan.TECHNOLOGY, technologyOf(unit.technology(), unit.region())),
                unit.ordered());
    }
}
