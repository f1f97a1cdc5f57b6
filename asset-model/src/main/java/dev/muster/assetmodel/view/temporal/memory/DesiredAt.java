package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.mismatch.AssetMismatches;
import dev.muster.assetmodel.mismatch.DesiredValue;
import dev.muster.assetmodel.mismatch.Mismatch;
import dev.muster.assetmodel.mismatch.PropertyTimes;
import dev.muster.assetmodel.mismatch.PropertyValue;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is wanted of assets at one moment, also by the groups above them; made for one question, by one thread. */
final class DesiredAt {
    private static final Comparator<Wish> NEAREST_FIRST = Comparator.comparingInt(Wish::steps);

    private final RecordedModel model;
    private final Moment moment;
    private final SortedMap<HierarchyId, TreeAt> trees = new TreeMap<>();
    private final Map<GroupKey, List<Wish>> above = new HashMap<>();

    /** Everything that is wanted at one place. */
    private record Wish(int steps, @Nullable GroupKey group, Fact<Properties> fact) {}

    DesiredAt(RecordedModel model, Moment moment) {
        this.model = model;
        this.moment = moment;
        model.desiring().forEach(group -> tree(group.hierarchy()));
    }

    TreeAt tree(HierarchyId hierarchy) {
        return trees.computeIfAbsent(hierarchy, id -> new TreeAt(model, id, moment));
    }

    /** Whoever something can be wanted of. */
    Candidates candidates() {
        return Candidates.of(model, model.stating(PropertyKind.DESIRED)).below(model.desiring(), this::tree);
    }

    /** Of one that is in service; empty of all others. */
    SortedMap<String, DesiredValue> values(AssetDocument document) {
        SortedMap<String, DesiredValue> values = new TreeMap<>();
        Asset asset = Retirement.asset(document, moment);
        if (asset == null || !Retirement.inService(document, asset, moment)) {
            return values;
        }
        Map<Wish, Map<String, PropertyValue>> times = new HashMap<>();
        governing(document).forEach((name, wish) -> {
            PropertyValue said =
                    times.computeIfAbsent(wish, one -> said(document, one)).get(name);
            if (said != null) {
                values.put(name, new DesiredValue(said.value(), wish.group(), said.validFrom(), said.recorded()));
            }
        });
        return values;
    }

    /** Where what is wanted is not what is reported. */
    Optional<AssetMismatches> mismatches(AssetDocument document) {
        SortedMap<String, Wish> wanted = governing(document);
        if (trees.isEmpty()) {
            return PropertyTimes.mismatches(document, PropertyKind.DESIRED, moment.at(), moment.asKnownAt());
        }
        List<Mismatch> found = new ArrayList<>();
        Map<Instant, SortedMap<String, Wish>> before = new HashMap<>(Map.of(moment.at(), wanted));
        for (String name : wanted.keySet()) {
            PropertyTimes.mismatch(
                            name,
                            at -> value(before.computeIfAbsent(at, then -> governing(document, then)), name),
                            () -> changes(document),
                            document.properties(PropertyKind.REPORTED),
                            moment.at(),
                            moment.asKnownAt())
                    .ifPresent(found::add);
        }
        found.sort(PropertyTimes.OLDEST_FIRST);
        return found.isEmpty() ? Optional.empty() : Optional.of(new AssetMismatches(document.asset(), found));
    }

    private static @Nullable String value(Map<String, Wish> wanted, String name) {
        Wish wish = wanted.get(name);
        return wish == null ? null : wish.fact().value().values().get(name);
    }

    private SortedMap<String, Wish> governing(AssetDocument document, Instant at) {
        return new DesiredAt(model, new Moment(at, moment.asKnownAt())).governing(document);
    }

    private SortedMap<String, Wish> governing(AssetDocument document) {
        List<Wish> wishes = new ArrayList<>();
        Fact<Properties> own = document.properties(PropertyKind.DESIRED).factAt(moment.at(), moment.asKnownAt());
        if (own != null) {
            wishes.add(new Wish(0, null, own));
        }
        // In the order of hierarchies, which sorting by distance keeps.
        trees.values().forEach(tree -> wishes.addAll(above(tree, document)));
        wishes.sort(NEAREST_FIRST);
        SortedMap<String, Wish> governing = new TreeMap<>();
        for (Wish wish : wishes) {
            wish.fact().value().values().keySet().forEach(name -> governing.putIfAbsent(name, wish));
        }
        return governing;
    }

    private List<Wish> above(TreeAt tree, AssetDocument document) {
        GroupId group = tree.groupOf(document);
        return group == null
                ? List.of()
                : above.computeIfAbsent(new GroupKey(tree.hierarchy(), group), key -> wishes(tree, group));
    }

    private List<Wish> wishes(TreeAt tree, GroupId group) {
        List<Wish> wishes = new ArrayList<>();
        List<GroupId> upwards = tree.upwards(group);
        for (int i = 0; i < upwards.size(); i++) {
            GroupKey key = new GroupKey(tree.hierarchy(), upwards.get(i));
            GroupDocument known = model.group(key);
            Fact<Properties> wanted = known == null ? null : known.desired().factAt(moment.at(), moment.asKnownAt());
            if (wanted != null) {
                wishes.add(new Wish(i + 1, key, wanted));
            }
        }
        return wishes;
    }

    private Map<String, PropertyValue> said(AssetDocument document, Wish wish) {
        GroupDocument group = wish.group() == null ? null : model.group(wish.group());
        return PropertyTimes.valuesAt(
                group == null ? document.properties(PropertyKind.DESIRED) : group.desired(),
                moment.at(),
                moment.asKnownAt());
    }

    /** Whenever what is wanted may have changed. */
    private NavigableSet<Instant> changes(AssetDocument document) {
        NavigableSet<Instant> changes = new TreeSet<>();
        add(document.properties(PropertyKind.DESIRED), changes);
        add(document.definition(), changes);
        for (Fact<AssetDefinition> said : document.definition().facts()) {
            Instant retiredFrom = said.value().retiredFrom();
            if (retiredFrom != null && !retiredFrom.isAfter(moment.at())) {
                changes.add(retiredFrom);
            }
        }
        trees.keySet().forEach(hierarchy -> add(document.placements(hierarchy), changes));
        for (GroupKey group : everAbove(document)) {
            GroupDocument known = model.group(group);
            if (known != null) {
                add(known.definition(), changes);
                add(known.desired(), changes);
            }
        }
        return changes;
    }

    private void add(Timeline<?> timeline, Collection<Instant> changes) {
        PropertyTimes.addBoundaries(timeline.facts(), moment.at(), changes);
    }

    /** Every group of the trees that the asset was ever below, by what anybody ever believed. */
    private Set<GroupKey> everAbove(AssetDocument document) {
        Set<GroupKey> found = new HashSet<>();
        for (HierarchyId hierarchy : trees.keySet()) {
            Deque<GroupId> open = new ArrayDeque<>();
            document.placements(hierarchy).facts().forEach(fact -> open.add(fact.value()));
            while (!open.isEmpty()) {
                GroupKey key = new GroupKey(hierarchy, open.remove());
                GroupDocument known = found.add(key) ? model.group(key) : null;
                if (known != null) {
                    for (Fact<GroupDefinition> fact : known.definition().facts()) {
                        open.add(fact.value().parent());
                    }
                }
            }
        }
        return found;
    }
}
