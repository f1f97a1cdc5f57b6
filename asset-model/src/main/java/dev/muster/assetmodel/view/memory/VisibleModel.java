package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.compact.AssetMap;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.memory.tree.Unexpected;
import dev.muster.assetmodel.view.temporal.memory.AssetDocuments;
import dev.muster.assetmodel.view.temporal.memory.RecordedModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What readers see. One thread writes; every value in it is immutable. */
final class VisibleModel {
    final AssetMap<AssetEntry> assets = new AssetMap<>();
    final ConcurrentSkipListMap<TypeId, AssetType> types = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<HierarchyId, String> hierarchyNames = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<GroupKey, Group> groups = new ConcurrentSkipListMap<>();
    final Map<GroupKey, Roster> rosters = new ConcurrentHashMap<>();
    final Unexpected unexpected = new Unexpected();

    /** Of assets that are in some only: the groups by rule that they belong to now, in the order of ids. */
    final Map<AssetId, List<GroupKey>> ruleGroups = new ConcurrentHashMap<>();

    /** Of summed signals. */
    volatile Map<SignalName, String> units = Map.of();

    /** Written last: whoever reads it sees everything up to there. */
    volatile long position = -1;

    /** What everything here is about; never goes back. */
    volatile Instant now = Instant.EPOCH;

    /** The documents behind all this. */
    private final AssetDocuments documents = new AssetDocuments() {
        @Override
        public @Nullable AssetDocument get(AssetId asset) {
            AssetEntry entry = assets.get(asset);
            return entry == null ? null : entry.document();
        }

        @Override
        public Iterable<AssetDocument> behind(@Nullable AssetId after) {
            return () -> assets.behind(after).map(AssetEntry::document).iterator();
        }
    };

    final DeviceIndex devices = new DeviceIndex(documents);
    final SourceIndex sources = new SourceIndex(documents, devices);
    final RecordedModel recorded = new RecordedModel(documents);
}
