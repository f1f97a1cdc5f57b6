package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** An asset with all its definitions, and all places where it stood, by hierarchy. */
public record AssetDocument(
        AssetId asset,
        long revision,
        Timeline<AssetDefinition> definition,
        SortedMap<HierarchyId, Timeline<GroupId>> placements)
        implements Document {
    public AssetDocument {
        placements = Collections.unmodifiableSortedMap(new TreeMap<>(placements));
    }

    static AssetDocument of(AssetId asset) {
        return new AssetDocument(asset, 0, Timeline.empty(), Collections.emptySortedMap());
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
            Instant placed = LastRecorded.of(timeline);
            last = placed.isAfter(last) ? placed : last;
        }
        return last;
    }

    /** Empty where the asset was never placed in {@code hierarchy}. */
    public Timeline<GroupId> placements(HierarchyId hierarchy) {
        return placements.getOrDefault(hierarchy, Timeline.empty());
    }

    AssetDocument with(AssetDefinition newDefinition, Validity validity, Recorded recorded) {
        return new AssetDocument(asset, revision + 1, definition.with(newDefinition, validity, recorded), placements);
    }

    AssetDocument placed(HierarchyId hierarchy, GroupId group, Validity validity, Recorded recorded) {
        SortedMap<HierarchyId, Timeline<GroupId>> next = new TreeMap<>(placements);
        next.put(hierarchy, placements(hierarchy).with(group, validity, recorded));
        return new AssetDocument(asset, revision + 1, definition, next);
    }
}
