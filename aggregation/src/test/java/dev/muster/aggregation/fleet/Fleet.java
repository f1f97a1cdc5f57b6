package dev.muster.aggregation.fleet;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One hierarchy that tests change; {@link #snapshot} is what a node would see of it. Not thread-safe. */
public final class Fleet {
    public static final Instant EXPECTED_SINCE = Instant.parse("2026-01-01T00:00:00Z");

    /** What a node sees of a hierarchy: immutable. Rosters that did not change are the same instances as before. */
    public record Snapshot(HierarchyId hierarchy, Map<GroupKey, Roster> rosters, Map<AssetId, GroupKey> groups) {}

    private final HierarchyId hierarchy;
    private final Map<GroupKey, GroupKey> parents = new TreeMap<>();
    private final Map<AssetId, GroupKey> placements = new TreeMap<>();
    private final Map<AssetId, Member> members = new HashMap<>();
    private Map<GroupKey, Roster> rosters = Map.of();

    public Fleet(String hierarchy) {
        this.hierarchy = new HierarchyId(hierarchy);
    }

    public GroupKey root() {
        return GroupKey.root(hierarchy);
    }

    public GroupKey group(String id) {
        return new GroupKey(hierarchy, new GroupId(id));
    }

    /** Adds a group or moves it, with all that is under it. */
    public GroupKey put(String id, GroupKey parent) {
        parents.put(group(id), parent);
        return group(id);
    }

    /** Adds an asset or moves it. */
    public AssetId place(String id, GroupKey group, Map<SignalName, MemberSignal> signals) {
        AssetId asset = new AssetId(id);
        members.put(asset, new Member(asset, EXPECTED_SINCE, signals));
        placements.put(asset, group);
        return asset;
    }

    public void remove(AssetId asset) {
        placements.remove(asset);
    }

    public List<GroupKey> groups() {
        List<GroupKey> groups = new ArrayList<>(parents.keySet());
        groups.add(root());
        return groups;
    }

    public boolean isUnder(GroupKey group, GroupKey ancestor) {
        for (GroupKey at = group; at != null; at = parents.get(at)) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    public Snapshot snapshot() {
        Map<GroupKey, SortedMap<AssetId, Member>> direct = new HashMap<>();
        placements.forEach((asset, group) ->
                direct.computeIfAbsent(group, key -> new TreeMap<>()).put(asset, members.get(asset)));
        Map<GroupKey, List<GroupKey>> children = new HashMap<>();
        parents.forEach((child, parent) ->
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(child));
        Map<GroupKey, Roster> computed = new HashMap<>();
        roster(root(), direct, children, computed);
        rosters = computed;
        return new Snapshot(hierarchy, Map.copyOf(computed), Map.copyOf(placements));
    }

    private Roster roster(
            GroupKey group,
            Map<GroupKey, SortedMap<AssetId, Member>> direct,
            Map<GroupKey, List<GroupKey>> children,
            Map<GroupKey, Roster> computed) {
        SortedMap<AssetId, Member> own = direct.getOrDefault(group, new TreeMap<>());
        SortedMap<GroupKey, Subtree> below = new TreeMap<>();
        for (GroupKey child : children.getOrDefault(group, List.of())) {
            below.put(child, roster(child, direct, children, computed).whole());
        }
        Roster now = new Roster(group, group.group().value(), parents.get(group), own, below, whole(own, below));
        Roster before = rosters.get(group);
        Roster roster = before != null && before.equals(now) ? before : now;
        computed.put(group, roster);
        return roster;
    }

    private static Subtree whole(SortedMap<AssetId, Member> own, SortedMap<GroupKey, Subtree> below) {
        long fingerprint = 0;
        Map<SignalName, Expectation> signals = new HashMap<>();
        for (Member member : own.values()) {
            fingerprint += mix(member.asset().value());
            member.signals().forEach((signal, terms) -> signals.merge(signal, of(terms), Fleet::plus));
        }
        for (Subtree subtree : below.values()) {
            fingerprint += subtree.fingerprint();
            subtree.signals().forEach((signal, expectation) -> signals.merge(signal, expectation, Fleet::plus));
        }
        return new Subtree(fingerprint, Map.copyOf(signals));
    }

    private static Expectation of(MemberSignal terms) {
        Limits limits = terms.limits();
        return limits == null
                ? new Expectation(1, 0, 0, 1)
                : new Expectation(1, limits.minMicros(), limits.maxMicros(), 0);
    }

    private static Expectation plus(Expectation one, Expectation other) {
        return new Expectation(
                one.expected() + other.expected(),
                one.minMicros() + other.minMicros(),
                one.maxMicros() + other.maxMicros(),
                one.unbounded() + other.unbounded());
    }

    private static long mix(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
