package dev.muster.assetmodel.view.memory.tree;

import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A group at work in the view: changes of its members are collected here and make one new {@link Roster} per batch. Used by
 * the applying thread only.
 */
public final class GroupNode {
    public final GroupKey key;

    /** Groups that name this one as their parent now, standing or not. */
    final Set<GroupNode> below = new HashSet<>();

    /** Assets that were placed here while the group was not standing; some may have gone elsewhere since. */
    final Set<AssetId> waiting = new HashSet<>();

    @Nullable
    GroupDocument document;

    @Nullable
    GroupNode parent;

    /** In force, and so are all ancestors. */
    boolean standing;

    private String name = "";
    private @Nullable Roster roster;
    private ArrayMap<AssetId, Member> members = ArrayMap.empty();
    private Map<AssetId, @Nullable Member> changed = new HashMap<>();
    private final SubtreeSum own = new SubtreeSum();

    public GroupNode(GroupKey key) {
        this.key = key;
    }

    /** Of a group that every hierarchy has by itself. */
    static GroupNode builtIn(GroupKey key, String name, @Nullable GroupNode parent) {
        GroupNode node = new GroupNode(key);
        node.name = name;
        node.parent = parent;
        node.standing = true;
        return node;
    }

    /** The definition in force; {@code null} before the group is known, and while it is closed. */
    @Nullable
    GroupDefinition definitionAt(Instant now) {
        return document == null ? null : document.definition().at(now).orElse(null);
    }

    /** Whether the name is another one now. */
    public boolean rename(String newName) {
        boolean renamed = !name.equals(newName);
        name = newName;
        return renamed;
    }

    /** Whether that is a change; {@code null} takes the asset out. */
    public boolean put(AssetId asset, @Nullable Member member) {
        Member shown = members.get(asset);
        Member before = changed.containsKey(asset) ? changed.get(asset) : shown;
        if (before == null ? member == null : before.equals(member)) {
            return false;
        }
        if (before != null) {
            own.subtract(before);
        }
        if (member != null) {
            own.add(member);
        }
        if (Objects.equals(member, shown)) {
            changed.remove(asset);
        } else {
            changed.put(asset, member);
        }
        return true;
    }

    /** Those of the last roster made; none while the group is not standing. */
    public SortedMap<AssetId, Member> members() {
        return members;
    }

    /** The last roster made; {@code null} while the group is not standing. */
    @Nullable
    Roster roster() {
        return roster;
    }

    Subtree whole() {
        return roster == null ? Subtree.EMPTY : roster.whole();
    }

    void close() {
        roster = null;
        members = ArrayMap.empty();
        changed = new HashMap<>();
    }

    /** A roster from all that was collected; the same one if that comes to nothing. Children must have made theirs before. */
    public Roster makeRoster(Iterable<GroupNode> children) {
        if (!changed.isEmpty()) {
            members = members.with(new TreeMap<>(changed));
            // Not cleared: what once held all members would keep its size.
            changed = new HashMap<>();
        }
        SubtreeSum sum = new SubtreeSum();
        sum.add(own.toSubtree());
        TreeMap<GroupKey, Subtree> subtrees = new TreeMap<>();
        for (GroupNode child : children) {
            subtrees.put(child.key, child.whole());
            sum.add(child.whole());
        }
        GroupNode above = parent;
        Roster before = roster;
        Roster next = new Roster(
                key,
                name,
                above == null ? null : above.key,
                members,
                Collections.unmodifiableSortedMap(subtrees),
                sum.toSubtree());
        // Large groups have many members: that they are the same is told by identity, before anything is compared.
        if (before != null && before.members() == members && before.equals(next)) {
            return before;
        }
        roster = next;
        return next;
    }
}
