package dev.muster.assetmodel.exchange.form;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of assets on lines. What is absent or empty is left out. */
public final class AssetForm {
    private AssetForm() {}

    /** Behind what {@code form} has. */
    public static void put(Map<String, Object> form, AssetDefinition definition, AssetParts parts) {
        form.put("name", definition.name());
        form.put("type", definition.type().value());
        form.put("source", definition.source().value());
        Map<String, Object> limits = new TreeMap<>();
        definition.limits().forEach((signal, range) -> limits.put(signal.value(), range(range)));
        unlessEmpty(form, "limits", limits);
        unlessEmpty(form, "attributes", new TreeMap<String, Object>(definition.attributes()));
        time(form, "retiredFrom", definition.retiredFrom());
        details(form, definition.details());
        Map<String, Object> places = new TreeMap<>();
        parts.placements().forEach((hierarchy, all) -> versions(places, hierarchy.value(), all, AssetForm::placement));
        unlessEmpty(form, "placements", places);
        versions(form, "devices", parts.devices(), AssetForm::installation);
        unlessEmpty(form, "properties", properties(parts));
    }

    public static Map<String, Object> range(Range range) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("min", range.min());
        form.put("max", range.max());
        return form;
    }

    public static void times(Map<String, Object> form, Validity validity) {
        time(form, "validFrom", validity.validFrom());
        time(form, "validTo", validity.validTo());
    }

    private static void placement(Map<String, Object> form, GroupId group) {
        form.put("group", group.value());
    }

    private static void installation(Map<String, Object> form, Installation installed) {
        form.put("device", installed.device().value());
        if (installed.source() != null) {
            form.put("source", installed.source().value());
        }
        Map<String, Object> offsets = new TreeMap<>();
        installed.counterOffsets().forEach((signal, offset) -> offsets.put(signal.value(), offset));
        unlessEmpty(form, "counterOffsets", offsets);
    }

    private static Map<String, Object> properties(AssetParts parts) {
        Map<String, Object> properties = new LinkedHashMap<>();
        parts.stated().forEach((kind, all) -> versions(properties, name(kind), all, AssetForm::stated));
        unlessEmpty(properties, name(PropertyKind.REPORTED), texts(parts.reported()));
        return properties;
    }

    /** What is wanted of all assets below a group, in the order of time. */
    public static void desired(Map<String, Object> form, List<Fact<Properties>> wanted) {
        versions(form, name(PropertyKind.DESIRED), wanted, AssetForm::stated);
    }

    private static void stated(Map<String, Object> form, Properties said) {
        form.put("properties", texts(said));
    }

    private static Map<String, Object> texts(Properties properties) {
        return new TreeMap<String, Object>(properties.values());
    }

    private static String name(PropertyKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static <T> void versions(
            Map<String, Object> form, String field, List<Fact<T>> all, BiConsumer<Map<String, Object>, T> fields) {
        List<Map<String, Object>> versions = new ArrayList<>();
        for (Fact<T> fact : all) {
            Map<String, Object> version = new LinkedHashMap<>();
            fields.accept(version, fact.value());
            times(version, fact.validity());
            versions.add(version);
        }
        if (!versions.isEmpty()) {
            form.put(field, versions);
        }
    }

    private static void details(Map<String, Object> form, AssetDetails details) {
        if (details.owner() != null) {
            form.put("owner", details.owner());
        }
        if (details.custodian() != null) {
            form.put("custodian", details.custodian());
        }
        others(form, "feeds", details.feeds());
        others(form, "predecessors", details.predecessors());
    }

    private static void others(Map<String, Object> form, String field, List<AssetId> others) {
        if (!others.isEmpty()) {
            form.put(field, others.stream().map(AssetId::value).toList());
        }
    }

    private static void time(Map<String, Object> form, String field, @Nullable Instant time) {
        if (time != null) {
            form.put(field, time.toString());
        }
    }

    private static void unlessEmpty(Map<String, Object> form, String field, Map<String, Object> value) {
        if (!value.isEmpty()) {
            form.put(field, value);
        }
    }
}
