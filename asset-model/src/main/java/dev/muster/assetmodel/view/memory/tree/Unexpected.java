package dev.muster.assetmodel.view.memory.tree;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who stands under a group without being a member, because no schedule expects it now. It has to be found when the group is
 * closed, or about to be. One thread writes, any thread reads.
 */
public final class Unexpected {
    private final Map<GroupKey, Set<AssetId>> byGroup = new ConcurrentHashMap<>();

    public void add(GroupKey group, AssetId asset) {
        byGroup.computeIfAbsent(group, key -> ConcurrentHashMap.newKeySet()).add(asset);
    }

    public void remove(GroupKey group, AssetId asset) {
        Set<AssetId> assets = byGroup.get(group);
        if (assets != null && assets.remove(asset) && assets.isEmpty()) {
            byGroup.remove(group);
        }
    }

    public Set<AssetId> under(GroupKey group) {
        return Collections.unmodifiableSet(byGroup.getOrDefault(group, Set.of()));
    }
}
