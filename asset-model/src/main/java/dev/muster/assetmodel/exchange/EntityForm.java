package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Described;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.exchange.form.AssetForm;
import dev.muster.assetmodel.exchange.form.AssetParts;
import dev.muster.assetmodel.exchange.form.ControlForm;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entities as a line has them: names, texts, numbers, lists and maps of these, in a fixed order, so that equal entities have
 * equal lines. What is absent or empty is left out.
 */
public final class EntityForm {
    /** Says which kind of entity a line is about. */
    public static final String ENTITY = "entity";

    private EntityForm() {}

    public static Map<String, Object> type(AssetType type) {
        Map<String, Object> form = form(EntityLine.Kind.TYPE, type.id());
        form.put("name", type.name());
        form.put("offlineAfter", type.offlineAfter().toString());
        form.put("signals", type.signals().stream().map(EntityForm::signal).toList());
        if (!(type.expectation() instanceof ExpectationSchedule.Always)) {
            form.put("expectation", expectation(type.expectation()));
        }
        if (!type.commands().isEmpty()) {
            form.put("commands", type.commands());
        }
        if (type.setPoint() != null) {
            form.put("setPoint", type.setPoint());
        }
        ControlForm.put(form, type);
        return form;
    }

    public static Map<String, Object> hierarchy(HierarchyId id, String name) {
        Map<String, Object> form = form(EntityLine.Kind.HIERARCHY, id);
        form.put("name", name);
        return form;
    }

    /** @param desired what is wanted of all assets below it; one of its lines has all of that */
    public static Map<String, Object> group(
            GroupKey group, GroupDefinition definition, Validity validity, List<Fact<Properties>> desired) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(ENTITY, name(EntityLine.Kind.GROUP));
        form.put("hierarchy", group.hierarchy().value());
        form.put("id", group.group().value());
        form.put("name", definition.name());
        form.put("parent", definition.parent().value());
        AssetForm.times(form, validity);
        AssetForm.desired(form, desired);
        return form;
    }

    public static Map<String, Object> rule(GroupId id, RuleGroup definition, Validity validity) {
        Map<String, Object> form = form(EntityLine.Kind.RULE, id);
        form.put("name", definition.name());
        form.put("all", definition.all());
        AssetForm.times(form, validity);
        return form;
    }

    /** @param during when it is described; {@code null}: always */
    public static Map<String, Object> asset(
            AssetId id, AssetDefinition definition, @Nullable Validity during, AssetParts parts) {
        Map<String, Object> form = form(EntityLine.Kind.ASSET, id);
        AssetForm.put(form, definition, parts);
        if (during != null) {
            AssetForm.times(form, during);
        }
        return form;
    }

    /**
     * When what is {@code nearest} of the definitions holds; {@code null} where the asset is described from the beginning and
     * until further notice: then its former definitions, and their times, are passed over.
     */
    static @Nullable Validity during(
            Timeline<AssetDefinition> timeline, Fact<AssetDefinition> nearest, @Nullable Instant asKnownAt) {
        List<Fact<AssetDefinition>> governing = timeline.governing(asKnownAt);
        boolean always = governing.get(0).validity().validFrom().equals(Validity.BEGINNING)
                && governing.get(governing.size() - 1).validity().validTo() == null;
        return always ? null : nearest.validity();
    }

    /** With everything that is believed of it, at {@code now} where there is one thing at a time only. */
    static Map<String, Object> of(Document document, Instant now) {
        if (document instanceof TypeDocument type) {
            return type(nearest(type.definition(), now));
        }
        if (document instanceof HierarchyDocument hierarchy) {
            return hierarchy(hierarchy.id(), nearest(hierarchy.name(), now));
        }
        if (document instanceof GroupDocument group) {
            Map<String, Object> form = versions(
                    group.definition(), fact -> group(group.group(), fact.value(), fact.validity(), List.of()));
            AssetForm.desired(form, group.desired().governing());
            return form;
        }
        if (document instanceof RuleGroupDocument rule) {
            return versions(rule.definition(), fact -> rule(rule.id(), fact.value(), fact.validity()));
        }
        AssetDocument asset = (AssetDocument) document;
        Fact<AssetDefinition> nearest =
                Described.nearest(asset.definition(), now, null).orElseThrow();
        return asset(
                asset.asset(),
                nearest.value(),
                during(asset.definition(), nearest, null),
                AssetParts.all(asset, now, null));
    }

    private static <T> Map<String, Object> versions(
            Timeline<T> timeline, Function<Fact<T>, Map<String, Object>> version) {
        Map<String, Object> form = new LinkedHashMap<>();
        timeline.governing().forEach(fact -> form.put("from " + fact.validity().validFrom(), version.apply(fact)));
        return form;
    }

    /** As lines spell it. */
    public static String name(EntityLine.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static <T> T nearest(Timeline<T> timeline, Instant now) {
        return timeline.factNearest(now).map(Fact::value).orElseThrow();
    }

    private static Map<String, Object> form(EntityLine.Kind kind, Object id) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(ENTITY, name(kind));
        form.put("id", id.toString());
        return form;
    }

    private static Map<String, Object> signal(Signal signal) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", signal.name().value());
        form.put("unit", signal.unit());
        form.put("kind", signal.kind());
        form.put("sign", signal.sign());
        form.put("interval", signal.interval().toString());
        form.put("staleAfter", signal.staleAfter().toString());
        Range range = signal.range();
        if (range != null) {
            form.put("range", AssetForm.range(range));
        }
        form.put("summed", signal.summed());
        form.put("reporting", signal.reporting());
        return form;
    }

    private static Map<String, Object> expectation(ExpectationSchedule schedule) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("kind", schedule instanceof Daylight ? "daylight" : "daily");
        if (schedule instanceof Daily daily) {
            form.put("zone", daily.zone().getId());
            form.put(
                    "windows",
                    daily.windows().stream()
                            .map(window -> Map.of(
                                    "from", window.from().toString(),
                                    "to", window.to().toString()))
                            .map(TreeMap::new)
                            .toList());
        }
        return form;
    }
}
