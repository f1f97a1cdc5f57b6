package dev.muster.assetmodel.view.memory.tree;

import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.Roster;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tree of one hierarchy as it stands now. Changes are collected, and {@link #publish} makes new rosters of the touched
 * groups and their ancestors only, leaves first. Used by the applying thread only.
 */
public final class HierarchyTree {
    public static final String UNPLACED_NAME = "unplaced";

    /** Above what a writer lets grow; a longer way up is a cycle, which no writer makes and no reader may hang in. */
    private static final int STEPS_MAX = 64;

    private final HierarchyId hierarchy;
    private final Unexpected unexpected;
    private final Map<GroupId, GroupNode> nodes = new HashMap<>();
    private final GroupNode root;
    private final GroupNode unplaced;
    private final Set<GroupNode> dirty = new HashSet<>();

    public HierarchyTree(HierarchyId hierarchy, Unexpected unexpected) {
        this.hierarchy = hierarchy;
        this.unexpected = unexpected;
        root = GroupNode.builtIn(GroupKey.root(hierarchy), hierarchy.value(), null);
        unplaced = GroupNode.builtIn(GroupKey.unplaced(hierarchy), UNPLACED_NAME, root);
        nodes.put(GroupKey.ROOT, root);
        nodes.put(GroupKey.UNPLACED, unplaced);
        dirty.add(root);
        dirty.add(unplaced);
    }

    public void rename(String name) {
        if (root.rename(name)) {
            dirty.add(root);
        }
    }

    /** Takes a document over; {@link #refresh} makes it felt. */
    public void put(GroupDocument document) {
        node(document.group().group()).document = document;
    }

    /** Looks again where {@code group} stands at {@code now}. Returns assets that have to be looked at in turn. */
    public Set<AssetId> refresh(GroupKey group, Instant now) {
        GroupNode node = node(group.group());
        GroupDefinition definition = node.definitionAt(now);
        if (definition != null && node.rename(definition.name()) && node.standing) {
            dirty.add(node);
        }
        GroupNode parent = definition == null ? null : node(definition.parent());
        if (node.parent != parent) {
            move(node, parent);
        }
        Set<AssetId> affected = new HashSet<>();
        settle(node, affected);
        return affected;
    }

    /** Where an asset placed under {@code group} stands: there, or under {@code unplaced} while the group is not standing. */
    public GroupNode standingFor(AssetId asset, Optional<GroupId> group) {
        if (group.isEmpty()) {
            return unplaced;
        }
        GroupNode node = node(group.get());
        if (node.standing) {
            return node;
        }
        node.waiting.add(asset);
        return unplaced;
    }

    /** The asset stands at {@code node}; {@code null}: without being expected now. */
    public void put(GroupNode node, AssetId asset, @Nullable Member member) {
        if (member == null) {
            unexpected.add(node.key, asset);
        } else {
            unexpected.remove(node.key, asset);
        }
        setMember(node, asset, member);
    }

    public void remove(GroupKey group, AssetId asset) {
        unexpected.remove(group, asset);
        setMember(node(group.group()), asset, null);
    }

    /** Makes what was collected visible in {@code rosters}. */
    public void publish(Map<GroupKey, Roster> rosters) {
        TreeMap<Integer, Set<GroupNode>> byDepth = new TreeMap<>(Collections.reverseOrder());
        for (GroupNode node : dirty) {
            if (node.standing) {
                byDepth.computeIfAbsent(depth(node), depth -> new HashSet<>()).add(node);
            } else {
                node.close();
                rosters.remove(node.key);
            }
        }
        dirty.clear();
        while (!byDepth.isEmpty()) {
            Map.Entry<Integer, Set<GroupNode>> deepest = byDepth.pollFirstEntry();
            for (GroupNode node : deepest.getValue()) {
                if (publish(node, rosters) && node.parent != null) {
                    byDepth.computeIfAbsent(deepest.getKey() - 1, depth -> new HashSet<>())
                            .add(node.parent);
                }
            }
        }
    }

    private void setMember(GroupNode node, AssetId asset, @Nullable Member member) {
        if (node.put(asset, member)) {
            dirty.add(node);
        }
    }

    /** Whether the parent has to follow. */
    private boolean publish(GroupNode node, Map<GroupKey, Roster> rosters) {
        Roster before = node.roster();
        Set<GroupNode> children = new HashSet<>(node.below);
        children.removeIf(child -> !child.standing);
        if (node == root && !unplaced.members().isEmpty()) {
            children.add(unplaced);
        }
        Roster after = node.makeRoster(children);
        rosters.put(node.key, after);
        return before == null
                || !before.whole().equals(after.whole())
                || (node == unplaced
                        && before.members().isEmpty() != after.members().isEmpty());
    }

    private void move(GroupNode node, @Nullable GroupNode parent) {
        GroupNode before = node.parent;
        if (before != null) {
            before.below.remove(node);
            dirty.add(before);
        }
        if (parent != null) {
            parent.below.add(node);
            dirty.add(parent);
        }
        node.parent = parent;
        dirty.add(node);
    }

    /** Brings {@code standing} up to date from {@code node} down. */
    private void settle(GroupNode node, Set<AssetId> affected) {
        boolean standing = reachesRoot(node);
        if (standing == node.standing) {
            return;
        }
        node.standing = standing;
        dirty.add(node);
        if (node.parent != null) {
            dirty.add(node.parent);
        }
        if (standing) {
            affected.addAll(node.waiting);
            node.waiting.clear();
        } else {
            affected.addAll(node.members().keySet());
            affected.addAll(unexpected.under(node.key));
        }
        node.below.forEach(child -> settle(child, affected));
    }

    private boolean reachesRoot(GroupNode node) {
        GroupNode at = node;
        for (int step = 0; step < STEPS_MAX && at != null; step++) {
            if (at == root) {
                return true;
            }
            at = at.parent;
        }
        return false;
    }

    private int depth(GroupNode node) {
        int depth = 0;
        for (GroupNode at = node.parent; at != null && depth < STEPS_MAX; at = at.parent) {
            depth++;
        }
        return depth;
    }

    private GroupNode node(GroupId group) {
        return nodes.computeIfAbsent(group, id -> new GroupNode(new GroupKey(hierarchy, id)));
    }
}
