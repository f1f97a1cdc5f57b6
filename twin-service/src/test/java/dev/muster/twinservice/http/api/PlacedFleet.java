package dev.muster.twinservice.http.api;

import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Groups north, with sites 1 and 2 below it, and south; tests say who stands where. Its schedule expects nobody now. */
final class PlacedFleet extends SampleFleet {
    private final NavigableMap<AssetId, GroupId> standing = new TreeMap<>();
    private final Map<GroupId, GroupId> parents = Map.of(
            new GroupId("site-1"),
            NORTH.group(),
            new GroupId("site-2"),
            NORTH.group(),
            NORTH.group(),
            GroupKey.ROOT,
            new GroupId("south"),
            GroupKey.ROOT);

    void place(String group, String... ids) {
        for (String id : ids) {
            standing.put(new AssetId(id), new GroupId(group));
        }
    }

    /** Known, but standing nowhere any more. */
    void retire(String id) {
        standing.put(new AssetId(id), new GroupId("nowhere"));
    }

    @Override
    public Optional<Asset> asset(AssetId id) {
        GroupId group = standing.get(id);
        return group == null
                ? Optional.empty()
                : Optional.of(new Asset(
                        id,
                        id.value(),
                        TYPE,
                        new SourceId(id.value()),
                        Map.of(),
                        Map.of(),
                        group.equals(new GroupId("nowhere")) ? NOW : null,
                        new Recorded(NOW, FakeParts.ADA)));
    }

    @Override
    public List<Asset> assets(@Nullable AssetId after, int limit) {
        return (after == null ? standing : standing.tailMap(after, false))
                .keySet().stream()
                        .limit(limit)
                        .map(id -> asset(id).orElseThrow())
                        .toList();
    }

    @Override
    public Map<HierarchyId, GroupKey> groupsOf(AssetId asset) {
        GroupId group = standing.get(asset);
        return group == null || group.equals(new GroupId("nowhere"))
                ? Map.of()
                : Map.of(GEOGRAPHY, new GroupKey(GEOGRAPHY, group));
    }

    @Override
    public Optional<Instant> expectedSince(AssetId asset) {
        return Optional.empty();
    }

    @Override
    public Optional<Group> group(GroupKey key) {
        GroupId parent = parents.get(key.group());
        return parent == null && !key.group().equals(GroupKey.ROOT)
                ? Optional.empty()
                : Optional.of(new Group(key, key.group().value(), parent, Validity.from(NOW)));
    }
}
