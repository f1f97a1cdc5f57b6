package dev.muster.twinservice.http.api.temporal;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition.Attribute;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.ModelOfTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real model with half a year behind it, on the first of each month something else:
 *
 * <pre>
 * January   WT-07 stands at site-1, which stands in the north; WT-08 and W/HOE#1 stand right in the north
 * March     site-1 goes over to the south, as "Site One"; whoever was made by Exämple belongs to "exemplary" from now on
 * April     it turns out that WT-07 has stood in the north since February
 * May       it turns out that WT-08 has been out of service since mid-April
 * June      WT-09 is registered, and placed nowhere; filled by SN-1 until April, by SN-2 since; ordered with firmware 2.1, it reports 2.0 and nothing of its power
 * </pre>
 */
public final class StoriedFleet {
    static final Instant JANUARY = Instant.parse("2030-01-01T00:00:00Z");
    static final Instant FEBRUARY = Instant.parse("2030-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2030-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2030-04-01T00:00:00Z");
    private static final Instant MID_APRIL = Instant.parse("2030-04-15T00:00:00Z");
    private static final Instant MAY = Instant.parse("2030-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2030-06-01T00:00:00Z");
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");

    private final ModelOfTests model = new ModelOfTests(JANUARY);

    public StoriedFleet() {
        model.execute(new ModelCommand.DefineType(type("Wind turbine")));
        model.execute(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography"));
        group("north", "North", null);
        group("south", "South", null);
        group("site-1", "Site 1", "north");
        asset("WT-07", "Exämple", "site-1");
        asset("WT-08", "Exämple", "north");
        asset("W/HOE#1", "Other: maker", "north");
        model.passTo(MARCH);
        group("site-1", "Site One", "south");
        model.execute(new ModelCommand.DefineType(type("Turbine")));
        model.execute(new ModelCommand.PutRuleGroup(
                new GroupId("exemplary"),
                new RuleGroup("Made by Exämple", List.of(new Attribute("manufacturer", "Exämple", null, null))),
                null));
        model.passTo(APRIL);
        model.execute(new ModelCommand.PlaceAsset(
                new AssetId("WT-07"), new Placement(GEOGRAPHY, new GroupId("north"), FEBRUARY, null)));
        model.passTo(MAY);
        model.execute(new ModelCommand.RetireAsset(new AssetId("WT-08"), MID_APRIL));
        model.passTo(JUNE);
        asset("WT-09", "Exämple", null);
        properties("WT-09", PropertyKind.EXPECTED, Map.of("firmware", "2.1", "ratedPower", "3.0"));
        properties("WT-09", PropertyKind.REPORTED, Map.of("firmware", "2.0"));
        device("SN-1", null, new Validity(JANUARY, APRIL));
        device("SN-2", "gw-2", Validity.from(APRIL));
    }

    public ModelHistory history() {
        return model.view.history();
    }

    public ModelView view() {
        return model.view;
    }

    private void group(String id, String name, @Nullable String parent) {
        model.execute(new ModelCommand.PutGroup(
                new GroupKey(GEOGRAPHY, new GroupId(id)), name, parent == null ? null : new GroupId(parent), null));
    }

    private void asset(String id, String manufacturer, @Nullable String group) {
        model.execute(new ModelCommand.PutAsset(
                new AssetId(id),
                "Turbine " + id,
                new TypeId("wind-turbine"),
                null,
                Map.of(),
                Map.of("manufacturer", manufacturer),
                null,
                group == null ? List.of() : List.of(Placement.now(GEOGRAPHY, new GroupId(group)))));
    }

    private void device(String device, @Nullable String source, Validity validity) {
        model.execute(new ModelCommand.InstallDevice(
                new AssetId("WT-09"),
                new Installation(new DeviceId(device), source == null ? null : new SourceId(source), Map.of()),
                validity));
    }

    private void properties(String asset, PropertyKind kind, Map<String, String> said) {
        model.execute(new ModelCommand.PutProperties(new AssetId(asset), kind, new Properties(said), null));
    }

    private static AssetType type(String name) {
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(-1, 10),
                true);
        return new AssetType(new TypeId("wind-turbine"), name, Duration.ofSeconds(30), List.of(power));
    }
}
