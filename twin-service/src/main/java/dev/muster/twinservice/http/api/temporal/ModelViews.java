package dev.muster.twinservice.http.api.temporal;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.twinservice.http.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the model holds, as JSON. */
final class ModelViews {
    private static final Comparator<Fact<?>> AS_RECORDED = Comparator.comparing(
                    (Fact<?> fact) -> fact.recorded().recordedAt())
            .thenComparing(fact -> fact.validity().validFrom());

    private ModelViews() {}

    static Map<String, Object> group(Group group) {
        return Json.fields(
                "id", group.key().group(),
                "name", group.name(),
                "parent", group.parent(),
                "validFrom", group.validity().validFrom(),
                "validTo", group.validity().validTo());
    }

    static Map<String, Object> asset(
            Asset asset, Map<HierarchyId, GroupKey> groups, Map<HierarchyId, List<Placement>> placements) {
        return Json.fields(
                "id", asset.id(),
                "name", asset.name(),
                "type", asset.type(),
                "source", asset.source(),
                "limits", asset.limits(),
                "attributes", asset.attributes(),
                "retiredFrom", asset.retiredFrom(),
                "owner", asset.details().owner(),
                "custodian", asset.details().custodian(),
                "feeds", asset.details().feeds(),
                "predecessors", asset.details().predecessors(),
                "registeredAt", asset.registered().recordedAt(),
                "registeredBy", asset.registered().by(),
                "groups", byHierarchy(groups, GroupKey::group),
                "placements",
                        byHierarchy(
                                placements,
                                all -> all.stream().map(ModelViews::placement).toList()));
    }

    /** Everything that was ever recorded, in that order. */
    static <T> List<Map<String, Object>> facts(Timeline<T> timeline, Function<T, Map<String, Object>> value) {
        return timeline.facts().stream()
                .sorted(AS_RECORDED)
                .map(fact -> fact(fact, value.apply(fact.value())))
                .toList();
    }

    static Map<String, Object> definition(AssetDefinition definition) {
        return Json.fields(
                "name", definition.name(),
                "type", definition.type(),
                "source", definition.source(),
                "limits", definition.limits(),
                "attributes", definition.attributes(),
                "retiredFrom", definition.retiredFrom(),
                "owner", definition.details().owner(),
                "custodian", definition.details().custodian(),
                "feeds", definition.details().feeds(),
                "predecessors", definition.details().predecessors());
    }

    static Map<String, Object> definition(GroupDefinition definition) {
        return Json.fields("name", definition.name(), "parent", definition.parent());
    }

    static Map<String, Object> definition(RuleGroup definition) {
        return Json.fields("name", definition.name(), "parent", null, "all", definition.all());
    }

    static <T, V> Map<HierarchyId, V> byHierarchy(Map<HierarchyId, T> values, Function<T, V> view) {
        Map<HierarchyId, V> views = new TreeMap<>();
        values.forEach((hierarchy, value) -> views.put(hierarchy, view.apply(value)));
        return views;
    }

    static Map<String, Object> definition(Installation installation) {
        return Json.fields(
                "device", installation.device(),
                "source", installation.source(),
                "counterOffsets", installation.counterOffsets());
    }

    /** People are a system, too. */
    static SystemId system(Recorded recorded) {
        return recorded.system() == null ? SystemId.MANUAL : recorded.system();
    }

    private static Map<String, Object> placement(Placement placement) {
        return Json.fields(
                "group", placement.group(),
                "validFrom", placement.validFrom(),
                "validTo", placement.validTo());
    }

    private static Map<String, Object> fact(Fact<?> fact, Map<String, Object> value) {
        @Nullable Recorded superseded = fact.superseded();
        Map<String, Object> times = Json.fields(
                "validFrom", fact.validity().validFrom(),
                "validTo", fact.validity().validTo(),
                "recordedAt", fact.recorded().recordedAt(),
                "recordedBy", fact.recorded().by(),
                "system", system(fact.recorded()),
                "supersededAt", superseded == null ? null : superseded.recordedAt(),
                "supersededBy", superseded == null ? null : superseded.by());
        value.putAll(times);
        return value;
    }
}
