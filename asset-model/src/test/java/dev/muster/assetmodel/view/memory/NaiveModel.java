package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import dev.muster.assetmodel.view.memory.tree.SubtreeSum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the view must show, computed from all documents afresh, the slow and obvious way; what is asked again is kept. */
final class NaiveModel {
    private final Map<GroupKey, GroupDocument> groups = new TreeMap<>();
    private final Map<AssetId, AssetDocument> assets = new TreeMap<>();
    private final Map<TypeId, AssetType> types = new TreeMap<>();
    private final Map<AssetId, Span> spans = new TreeMap<>();
    private final Map<AssetId, AssetDefinition> definitions = new TreeMap<>();
    private final Map<GroupKey, Boolean> standing = new TreeMap<>();
    private final Map<HierarchyId, Map<AssetId, GroupKey>> places = new TreeMap<>();
    private final Map<GroupKey, Set<GroupKey>> children = new TreeMap<>();
    private final Map<GroupKey, Subtree> wholes = new TreeMap<>();
    private final Set<HierarchyId> hierarchies = new TreeSet<>();
    private final Instant now;
    private @Nullable Set<AssetId> inService;
    private @Nullable Set<AssetId> expectedNow;

    NaiveModel(List<Document> documents, Instant now) {
        this.now = now;
        for (Document document : documents) {
            if (document instanceof GroupDocument group) {
                groups.put(group.group(), group);
            } else if (document instanceof AssetDocument asset) {
                assets.put(asset.asset(), asset);
            } else if (document instanceof TypeDocument type) {
                types.put(type.id(), NaiveBelief.nearest(type.definition(), now));
            } else if (document instanceof HierarchyDocument hierarchy) {
                hierarchies.add(hierarchy.id());
            }
        }
    }

    Set<HierarchyId> hierarchies() {
        return hierarchies;
    }

    Set<AssetId> assets() {
        return assets.keySet();
    }

    Set<AssetId> inService() {
        if (inService == null) {
            inService = assets.keySet().stream().filter(this::inService).collect(Collectors.toCollection(TreeSet::new));
        }
        return inService;
    }

    /** What the schedule of its type says; it has tests of its own. */
    Span span(AssetId asset) {
        return spans.computeIfAbsent(asset, id -> {
            AssetDefinition definition = definition(id);
            AssetType type = Objects.requireNonNull(types.get(definition.type()));
            return type.expectation().spanAt(now, definition.attributes());
        });
    }

    Set<AssetId> expected() {
        if (expectedNow == null) {
            expectedNow = inService().stream()
                    .filter(asset -> span(asset).expected())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return expectedNow;
    }

    Set<GroupKey> definedGroups() {
        return groups.keySet();
    }

    Optional<GroupKey> groupOf(HierarchyId hierarchy, AssetId asset) {
        return Optional.ofNullable(places(hierarchy).get(asset));
    }

    /** Of those in service. */
    private Map<AssetId, GroupKey> places(HierarchyId hierarchy) {
        return places.computeIfAbsent(hierarchy, tree -> {
            Map<AssetId, GroupKey> found = new TreeMap<>();
            for (AssetId asset : inService()) {
                GroupKey group = NaiveBelief.at(document(asset).placements(tree), now)
                        .map(id -> new GroupKey(tree, id))
                        .filter(this::stands)
                        .orElse(GroupKey.unplaced(tree));
                found.put(asset, group);
            }
            return found;
        });
    }

    boolean stands(GroupKey group) {
        Boolean known = standing.get(group);
        if (known == null) {
            known = group.group().equals(GroupKey.ROOT)
                    || group.group().equals(GroupKey.UNPLACED)
                    || parent(group).filter(this::stands).isPresent();
            standing.put(group, known);
        }
        return known;
    }

    Set<AssetId> membersOf(GroupKey group) {
        return standingAt(group, true);
    }

    Set<AssetId> unexpectedUnder(GroupKey group) {
        return standingAt(group, false);
    }

    private Set<AssetId> standingAt(GroupKey group, boolean expected) {
        Set<AssetId> there = new TreeSet<>();
        places(group.hierarchy()).forEach((asset, place) -> {
            if (place.equals(group) && span(asset).expected() == expected) {
                there.add(asset);
            }
        });
        return there;
    }

    Set<GroupKey> childrenOf(GroupKey group) {
        return children.computeIfAbsent(group, this::findChildren);
    }

    private Set<GroupKey> findChildren(GroupKey group) {
        Set<GroupKey> found = new TreeSet<>();
        groups.keySet().stream()
                .filter(child -> stands(child) && parent(child).equals(Optional.of(group)))
                .forEach(found::add);
        GroupKey unplaced = GroupKey.unplaced(group.hierarchy());
        if (group.group().equals(GroupKey.ROOT) && !membersOf(unplaced).isEmpty()) {
            found.add(unplaced);
        }
        return found;
    }

    Subtree whole(GroupKey group) {
        return wholes.computeIfAbsent(group, this::sum);
    }

    private Subtree sum(GroupKey group) {
        Set<AssetId> below = new TreeSet<>(membersOf(group));
        collectBelow(group, below);
        long fingerprint = below.stream().mapToLong(SubtreeSum::mix).sum();
        Map<SignalName, Expectation> signals = new TreeMap<>();
        below.forEach(asset -> expect(asset, signals));
        return new Subtree(fingerprint, signals);
    }

    Roster roster(GroupKey group, Roster shown) {
        Map<GroupKey, Subtree> children = new TreeMap<>();
        childrenOf(group).forEach(child -> children.put(child, whole(child)));
        return new Roster(
                group,
                shown.name(),
                group.group().equals(GroupKey.UNPLACED)
                        ? GroupKey.root(group.hierarchy())
                        : parent(group).orElse(null),
                shown.members(),
                new TreeMap<>(children),
                whole(group));
    }

    Instant expectedSince(HierarchyId hierarchy, AssetId asset) {
        Instant placed = placedSince(hierarchy, asset);
        Span span = span(asset);
        return span.equals(Span.ALWAYS) || placed.isAfter(span.since()) ? placed : span.since();
    }

    /** Walks back from change to change; who was never placed is nowhere since it was described. */
    private Instant placedSince(HierarchyId hierarchy, AssetId asset) {
        Timeline<GroupId> placements = document(asset).placements(hierarchy);
        Optional<GroupId> held = NaiveBelief.at(placements, now);
        for (Instant change : NaiveBelief.changes(placements).headSet(now, true).descendingSet()) {
            if (!NaiveBelief.at(placements, change.minusMillis(1)).equals(held)) {
                return change;
            }
        }
        return document(asset).definition().facts().get(0).recorded().recordedAt();
    }

    private void collectBelow(GroupKey group, Set<AssetId> below) {
        for (GroupKey child : childrenOf(group)) {
            below.addAll(membersOf(child));
            collectBelow(child, below);
        }
    }

    private void expect(AssetId asset, Map<SignalName, Expectation> signals) {
        AssetDefinition definition = definition(asset);
        for (Signal signal :
                Objects.requireNonNull(types.get(definition.type())).signals()) {
            if (!signal.summed()) {
                continue;
            }
            Range range = definition.limits().getOrDefault(signal.name(), signal.range());
            Expectation before = signals.getOrDefault(signal.name(), new Expectation(0, 0, 0, 0));
            if (range == null) {
                signals.put(
                        signal.name(),
                        new Expectation(
                                before.expected() + 1, before.minMicros(), before.maxMicros(), before.unbounded() + 1));
                continue;
            }
            boolean load = signal.sign() == SignConvention.LOAD;
            signals.put(
                    signal.name(),
                    new Expectation(
                            before.expected() + 1,
                            before.minMicros() + FixedPoint.toMicros(load ? -range.max() : range.min()),
                            before.maxMicros() + FixedPoint.toMicros(load ? -range.min() : range.max()),
                            before.unbounded()));
        }
    }

    private AssetDocument document(AssetId asset) {
        return Objects.requireNonNull(assets.get(asset));
    }

    /** Somebody describes it, and nobody whose word counts has retired it. */
    private boolean inService(AssetId asset) {
        return !NaiveBelief.said(document(asset).definition(), now).isEmpty()
                && !definition(asset).retiredAt(now);
    }

    /** Of an asset that is described now. */
    private AssetDefinition definition(AssetId asset) {
        return definitions.computeIfAbsent(asset, this::together);
    }

    private AssetDefinition together(AssetId asset) {
        Timeline<AssetDefinition> timeline = document(asset).definition();
        List<AssetDefinition> words = new ArrayList<>();
        words.add(NaiveBelief.at(timeline, now).orElseThrow());
        for (Instant change : NaiveBelief.changes(timeline).tailSet(now, false)) {
            NaiveBelief.at(timeline, change).ifPresent(words::add);
        }
        return NaiveBelief.together(NaiveBelief.said(timeline, now), NaiveBelief.lastWord(words));
    }

    private Optional<GroupKey> parent(GroupKey group) {
        GroupDocument document = groups.get(group);
        if (document == null) {
            return Optional.empty();
        }
        Optional<GroupId> parent = NaiveBelief.at(document.definition(), now).map(GroupDefinition::parent);
        return parent.map(id -> new GroupKey(group.hierarchy(), id));
    }
}
