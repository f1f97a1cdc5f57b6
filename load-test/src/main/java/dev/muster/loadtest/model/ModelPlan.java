package dev.muster.loadtest.model;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.type.AssetType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one fleet needs in the model.
 *
 * @param hierarchies name by id
 * @param groups in any order
 */
public record ModelPlan(
        List<AssetType> types,
        SortedMap<HierarchyId, String> hierarchies,
        List<GroupPlan> groups,
        List<AssetPlan> assets) {
    /** Country, region, site. */
    public static final HierarchyId GEOGRAPHY = new HierarchyId("geography");

    /** Technology, region. */
    public static final HierarchyId TECHNOLOGY = new HierarchyId("technology");

    public ModelPlan {
        types = List.copyOf(types);
        hierarchies = Collections.unmodifiableSortedMap(new TreeMap<>(hierarchies));
        groups = List.copyOf(groups);
        assets = List.copyOf(assets);
    }

    /** The two hierarchies that every fleet here is placed in. */
    public static SortedMap<HierarchyId, String> geographyAndTechnology() {
        return new TreeMap<>(Map.of(GEOGRAPHY, "Geography", TECHNOLOGY, "Technology"));
    }

    /** The groups in the order in which they can be made: level by level, parents first. */
    List<List<GroupPlan>> levels() {
        Map<GroupKey, GroupPlan> byKey = new HashMap<>();
        groups.forEach(group -> byKey.put(group.key(), group));
        List<List<GroupPlan>> levels = new ArrayList<>();
        for (GroupPlan group : groups) {
            int depth = depth(group, byKey);
            while (levels.size() <= depth) {
                levels.add(new ArrayList<>());
            }
            levels.get(depth).add(group);
        }
        return levels;
    }

    private static int depth(GroupPlan group, Map<GroupKey, GroupPlan> byKey) {
        int depth = 0;
        @Nullable GroupId parent = group.parent();
        while (parent != null) {
            GroupPlan above = byKey.get(new GroupKey(group.key().hierarchy(), parent));
            if (above == null) {
                throw new IllegalArgumentException(
                        "Expected the parent '%s' of group %s in the plan too".formatted(parent, group.key()));
            }
            if (++depth > byKey.size()) {
                throw new IllegalArgumentException(
                        "Expected a tree but group %s is its own ancestor".formatted(group.key()));
            }
            parent = above.parent();
        }
        return depth;
    }
}
