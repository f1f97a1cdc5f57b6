package dev.muster.aggregation.fleet;

import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A node's view of some hierarchies: what was {@link #show}n last. Everything that aggregation does not ask for is
 * refused.
 */
public final class FleetView implements ModelView {
    private final Map<HierarchyId, Fleet.Snapshot> snapshots = new ConcurrentSkipListMap<>();
    private final Map<SignalName, String> units;

    public FleetView(Map<SignalName, String> units) {
        this.units = Map.copyOf(units);
    }

    public void show(Fleet.Snapshot snapshot) {
        snapshots.put(snapshot.hierarchy(), snapshot);
    }

    @Override
    public List<HierarchyId> hierarchies() {
        return List.copyOf(snapshots.keySet());
    }

    @Override
    public Optional<Roster> roster(GroupKey group) {
        return Optional.ofNullable(snapshots.get(group.hierarchy()))
                .map(snapshot -> snapshot.rosters().get(group));
    }

    @Override
    public Map<HierarchyId, GroupKey> groupsOf(AssetId asset) {
        Map<HierarchyId, GroupKey> groups = new TreeMap<>();
        snapshots.forEach((hierarchy, snapshot) -> {
            GroupKey group = snapshot.groups().get(asset);
            if (group != null) {
                groups.put(hierarchy, group);
            }
        });
        return groups;
    }

    @Override
    public Optional<String> unitOf(SignalName summedSignal) {
        return Optional.ofNullable(units.get(summedSignal));
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> reached(long position, Duration within) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AssetType> type(TypeId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AssetId> assetOf(SourceId source, Instant measuredAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Asset> assets(@Nullable AssetId after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<AssetType> types() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> hierarchyName(HierarchyId hierarchy) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Group> groups(HierarchyId hierarchy) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Group> group(GroupKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<HierarchyId, List<Placement>> placements(AssetId asset) {
        throw new UnsupportedOperationException();
    }
}
