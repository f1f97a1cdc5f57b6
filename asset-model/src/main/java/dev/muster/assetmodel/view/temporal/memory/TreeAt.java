package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.GroupAt;
import dev.muster.assetmodel.view.temporal.Moment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The groups of one hierarchy at one moment. Looks at a group when it is asked about; made for one question, by one thread. */
final class TreeAt {
    /** Above what a writer lets grow; a longer way up is a cycle, which no writer makes and no reader may hang in. */
    private static final int STEPS_MAX = 64;

    private final RecordedModel model;
    private final HierarchyId hierarchy;
    private final Moment moment;
    private final Map<GroupId, Boolean> standing = new HashMap<>();

    TreeAt(RecordedModel model, HierarchyId hierarchy, Moment moment) {
        this.model = model;
        this.hierarchy = hierarchy;
        this.moment = moment;
    }

    HierarchyId hierarchy() {
        return hierarchy;
    }

    Moment moment() {
        return moment;
    }

    /** The hierarchy's name; empty where it was not known. */
    Optional<String> name() {
        HierarchyDocument document = model.hierarchy(hierarchy);
        return document == null
                ? Optional.empty()
                : document.name().factNearest(moment.at(), moment.asKnownAt()).map(Fact::value);
    }

    /** In force, and so are all groups above. */
    boolean stands(GroupId group) {
        Boolean known = standing.get(group);
        if (known == null) {
            known = name().isPresent() && reachesRoot(group);
            standing.put(group, known);
        }
        return known;
    }

    Optional<GroupAt> group(GroupId id) {
        GroupKey key = new GroupKey(hierarchy, id);
        Validity always = Validity.from(Validity.BEGINNING);
        if (id.equals(GroupKey.ROOT)) {
            return name().map(name -> new GroupAt(new Group(key, name, null, always), true));
        }
        if (id.equals(GroupKey.UNPLACED)) {
            return name().map(name ->
                    new GroupAt(new Group(key, GroupKey.UNPLACED.value(), GroupKey.ROOT, always), true));
        }
        GroupDocument document = model.group(key);
        return document == null || name().isEmpty()
                ? Optional.empty()
                : document.definition()
                        .factNearest(moment.at(), moment.asKnownAt())
                        .map(fact -> new GroupAt(
                                new Group(key, fact.value().name(), fact.value().parent(), fact.validity()),
                                stands(id)));
    }

    /** Every group that was known, root and unplaced too, in no particular order. */
    List<GroupAt> groups() {
        List<GroupAt> groups = new ArrayList<>();
        group(GroupKey.ROOT).ifPresent(groups::add);
        group(GroupKey.UNPLACED).ifPresent(groups::add);
        model.groups(hierarchy)
                .forEach(document -> group(document.group().group()).ifPresent(groups::add));
        return groups;
    }

    /** {@code top} and every group standing below it; below the root, {@code unplaced} too. None where it does not stand. */
    Set<GroupId> subtree(GroupId top) {
        if (!stands(top)) {
            return Set.of();
        }
        Set<GroupId> found = new HashSet<>(Set.of(top));
        Map<GroupId, List<GroupId>> children = top.equals(GroupKey.UNPLACED) ? Map.of() : children();
        Deque<GroupId> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (GroupId child : children.getOrDefault(open.remove(), List.of())) {
                if (found.add(child)) {
                    open.add(child);
                }
            }
        }
        return found;
    }

    /** Groups under which somebody was ever placed, and which do not stand. */
    List<GroupId> notStanding() {
        return model.index().groups(hierarchy).stream()
                .filter(group -> !stands(group))
                .toList();
    }

    /** The groups from the root down to {@code group}, which stands. */
    List<Group> path(GroupId group) {
        List<Group> path = new ArrayList<>();
        GroupId at = group;
        while (at != null && path.size() < STEPS_MAX) {
            Group found = group(at).map(GroupAt::group).orElse(null);
            at = found == null ? null : found.parent();
            if (found != null) {
                path.add(found);
            }
        }
        Collections.reverse(path);
        return path;
    }

    /** Right above which group the asset stands; {@code null}: it is retired, or not known, or the hierarchy is not. */
    @Nullable
    GroupId groupOf(AssetDocument asset) {
        Asset known = Retirement.asset(asset, moment);
        if (known == null || !Retirement.inService(asset, known, moment) || !stands(GroupKey.ROOT)) {
            return null;
        }
        Fact<GroupId> placement = asset.placements(hierarchy).factAt(moment.at(), moment.asKnownAt());
        return placement != null && stands(placement.value()) ? placement.value() : GroupKey.UNPLACED;
    }

    /** {@code group}, which stands, and the groups above it up to the root, which is left out; from below. */
    List<GroupId> upwards(GroupId group) {
        List<GroupId> above = new ArrayList<>();
        GroupId at = group;
        while (above.size() < STEPS_MAX && !at.equals(GroupKey.ROOT) && !at.equals(GroupKey.UNPLACED)) {
            above.add(at);
            GroupDocument document = model.group(new GroupKey(hierarchy, at));
            Fact<GroupDefinition> inForce =
                    document == null ? null : document.definition().factAt(moment.at(), moment.asKnownAt());
            at = inForce == null ? GroupKey.ROOT : inForce.value().parent();
        }
        return above;
    }

    private Map<GroupId, List<GroupId>> children() {
        Map<GroupId, List<GroupId>> children = new HashMap<>();
        children.put(GroupKey.ROOT, new ArrayList<>(List.of(GroupKey.UNPLACED)));
        model.groups(hierarchy).forEach(document -> {
            Fact<GroupDefinition> inForce = document.definition().factAt(moment.at(), moment.asKnownAt());
            if (inForce != null) {
                children.computeIfAbsent(inForce.value().parent(), parent -> new ArrayList<>())
                        .add(document.group().group());
            }
        });
        return children;
    }

    private boolean reachesRoot(GroupId group) {
        GroupId at = group;
        for (int step = 0; step < STEPS_MAX; step++) {
            if (at.equals(GroupKey.ROOT) || at.equals(GroupKey.UNPLACED)) {
                return true;
            }
            GroupDocument document = model.group(new GroupKey(hierarchy, at));
            Fact<GroupDefinition> inForce =
                    document == null ? null : document.definition().factAt(moment.at(), moment.asKnownAt());
            if (inForce == null) {
                return false;
            }
            at = inForce.value().parent();
        }
        return false;
    }
}
