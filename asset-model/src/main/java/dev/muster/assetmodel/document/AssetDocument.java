package dev.muster.assetmodel.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An asset with all its definitions, all places where it stood by hierarchy, all devices that filled it, and all that was said
 * of its properties.
 */
public record AssetDocument(
        AssetId asset,
        long revision,
        Timeline<AssetDefinition> definition,
        SortedMap<HierarchyId, Timeline<GroupId>> placements,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Timeline<Installation> devices,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<PropertyKind, Timeline<Properties>> properties)
        implements Document {
    @JsonCreator
    public AssetDocument {
        placements = ArrayMap.copyOf(placements);
        devices = devices == null ? Timeline.empty() : devices;
        properties = properties == null ? Map.of() : ArrayMap.copyOf(properties);
    }

    /** Without devices and properties. */
    public AssetDocument(
            AssetId asset,
            long revision,
            Timeline<AssetDefinition> definition,
            SortedMap<HierarchyId, Timeline<GroupId>> placements) {
        this(asset, revision, definition, placements, Timeline.empty(), Map.of());
    }

    static AssetDocument of(AssetId asset) {
        return new AssetDocument(asset, 0, Timeline.empty(), ArrayMap.empty());
    }

    public static String entityKey(AssetId asset) {
        return "asset/" + asset;
    }

    @Override
    public String entityKey() {
        return entityKey(asset);
    }

    @Override
    public Instant lastRecordedAt() {
        Instant last = LastRecorded.of(definition);
        for (Timeline<GroupId> timeline : placements.values()) {
            last = LastRecorded.later(last, timeline);
        }
        last = LastRecorded.later(last, devices);
        for (Timeline<Properties> timeline : properties.values()) {
            last = LastRecorded.later(last, timeline);
        }
        return last;
    }

    /** Empty where the asset was never placed in {@code hierarchy}. */
    public Timeline<GroupId> placements(HierarchyId hierarchy) {
        return placements.getOrDefault(hierarchy, Timeline.empty());
    }

    /** Empty where nobody ever said anything of that kind. */
    public Timeline<Properties> properties(PropertyKind kind) {
        return properties.getOrDefault(kind, Timeline.empty());
    }

    /** Whether {@code device} is here at some time of {@code during}. A retired asset lets its device go. */
    public boolean fills(DeviceId device, Validity during) {
        List<Fact<AssetDefinition>> described = definition.governing();
        Instant retiredFrom = described.isEmpty()
                ? null
                : described.get(described.size() - 1).value().retiredFrom();
        return devices.governing().stream()
                .filter(fact -> fact.value().device().equals(device))
                .map(fact -> fact.validity().intersect(during))
                .anyMatch(both ->
                        both != null && (retiredFrom == null || both.validFrom().isBefore(retiredFrom)));
    }

    AssetDocument with(AssetDefinition newDefinition, Validity validity, Recorded recorded) {
        return new AssetDocument(
                asset,
                revision + 1,
                definition.with(newDefinition, validity, recorded),
                placements,
                devices,
                properties);
    }

    AssetDocument placed(HierarchyId hierarchy, GroupId group, Validity validity, Recorded recorded) {
        SortedMap<HierarchyId, Timeline<GroupId>> next = new TreeMap<>(placements);
        next.put(hierarchy, placements(hierarchy).with(group, validity, recorded));
        return new AssetDocument(asset, revision + 1, definition, next, devices, properties);
    }

    AssetDocument with(Installation installation, Validity validity, Recorded recorded) {
        return new AssetDocument(
                asset,
                revision + 1,
                definition,
                placements,
                devices.with(installation, validity, recorded),
                properties);
    }

    AssetDocument with(PropertyKind kind, Properties said, Validity validity, Recorded recorded) {
        SortedMap<PropertyKind, Timeline<Properties>> next = new TreeMap<>(properties);
        next.put(kind, properties(kind).with(said, validity, recorded));
        return new AssetDocument(asset, revision + 1, definition, placements, devices, next);
    }
}
