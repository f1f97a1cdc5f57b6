package dev.muster.assetmodel.registry;

import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.DefineType;
import dev.muster.assetmodel.command.ModelCommand.PlaceAsset;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands as tests say them: by plain names. */
public final class ModelFacts {
    public static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    public static final SignalName POWER = new SignalName("power");

    private ModelFacts() {}

    public static Signal power(String unit, @Nullable Range range) {
        return Signal.atIntervals(
                POWER,
                unit,
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                range,
                true);
    }

    public static DefineType type(String id, Signal... signals) {
        List<Signal> all = signals.length == 0 ? List.of(power("MW", new Range(-1, 10))) : Arrays.asList(signals);
        return new DefineType(new AssetType(new TypeId(id), id, Duration.ofSeconds(30), all));
    }

    /** Type {@code wind}, whose assets are expected by {@code schedule}. */
    public static DefineType windExpected(ExpectationSchedule schedule) {
        AssetType wind = type("wind").type();
        return new DefineType(new AssetType(wind.id(), wind.name(), wind.offlineAfter(), wind.signals(), schedule));
    }

    public static CreateHierarchy geography() {
        return new CreateHierarchy(GEOGRAPHY, "Geography");
    }

    public static GroupKey group(String id) {
        return new GroupKey(GEOGRAPHY, new GroupId(id));
    }

    public static PutGroup putGroup(String id, @Nullable String parent) {
        return putGroup(id, parent, null);
    }

    public static PutGroup putGroup(String id, @Nullable String parent, @Nullable Validity validity) {
        return new PutGroup(group(id), id, parent == null ? null : new GroupId(parent), validity);
    }

    public static Placement in(String group) {
        return in(group, null, null);
    }

    public static Placement in(String group, @Nullable Instant from, @Nullable Instant to) {
        return new Placement(GEOGRAPHY, new GroupId(group), from, to);
    }

    public static PutAsset putAsset(String id, Placement... placements) {
        return putAsset(id, Map.of(), Map.of(), null, placements);
    }

    public static PutAsset withSource(String id, String source) {
        return withSource(id, source, null);
    }

    public static PutAsset withSource(String id, String source, @Nullable Instant retiredFrom) {
        return new PutAsset(
                new AssetId(id),
                id,
                new TypeId("wind"),
                new SourceId(source),
                Map.of(),
                Map.of(),
                retiredFrom,
                List.of());
    }

    public static PutAsset putAsset(
            String id,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            Placement... placements) {
        return new PutAsset(
                new AssetId(id), id, new TypeId("wind"), null, limits, attributes, retiredFrom, List.of(placements));
    }

    public static PlaceAsset place(String asset, Placement placement) {
        return new PlaceAsset(new AssetId(asset), placement);
    }
}
