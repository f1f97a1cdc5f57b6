package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.memory.NaiveBelief;
import dev.muster.assetmodel.view.temporal.RecordedFacts.Believed;
import dev.muster.assetmodel.view.temporal.RecordedFacts.Held;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a history must answer about one moment, by looking at everything that was recorded; what is asked again is kept. */
final class NaiveMoment {
    private final Believed believed;
    private final Instant at;
    private final List<HierarchyId> hierarchies;
    private final Map<HierarchyId, Optional<String>> names = new HashMap<>();
    private final Map<HierarchyId, List<GroupAt>> groups = new HashMap<>();
    private final Map<GroupKey, List<Group>> paths = new HashMap<>();
    private final Map<Object, Optional<GroupKey>> standings = new HashMap<>();
    private @Nullable List<Asset> assets;

    NaiveMoment(RecordedFacts facts, Moment moment) {
        this(facts.believed(moment.asKnownAt()), moment.at());
    }

    NaiveMoment(Believed believed, Instant at) {
        this.believed = believed;
        this.at = at;
        hierarchies = subjects(HierarchyId.class).sorted().toList();
    }

    List<HierarchyId> hierarchies() {
        return hierarchies;
    }

    Optional<String> hierarchyName(HierarchyId hierarchy) {
        return names.computeIfAbsent(hierarchy, id -> believed.nearest(id, at).map(held -> (String) held.value()));
    }

    List<AssetType> types() {
        return subjects(TypeId.class)
                .sorted()
                .map(type ->
                        (AssetType) believed.nearest(type, at).orElseThrow().value())
                .toList();
    }

    List<Asset> assets() {
        if (assets == null) {
            assets = subjects(AssetId.class).sorted().map(this::asset).toList();
        }
        return assets;
    }

    Map<HierarchyId, List<Placement>> placements(AssetId asset) {
        Map<HierarchyId, List<Placement>> placements = new TreeMap<>();
        for (HierarchyId hierarchy : hierarchies()) {
            List<Placement> all = believed.governing(RecordedFacts.placement(asset, hierarchy)).stream()
                    .map(held -> new Placement(
                            hierarchy,
                            (GroupId) held.value(),
                            held.validity().validFrom(),
                            held.validity().validTo()))
                    .toList();
            if (!all.isEmpty()) {
                placements.put(hierarchy, all);
            }
        }
        return placements;
    }

    List<GroupAt> groups(HierarchyId hierarchy) {
        return groups.computeIfAbsent(hierarchy, this::findGroups);
    }

    private List<GroupAt> findGroups(HierarchyId hierarchy) {
        return hierarchyName(hierarchy).isEmpty()
                ? List.of()
                : Stream.concat(
                                Stream.of(GroupKey.root(hierarchy), GroupKey.unplaced(hierarchy)),
                                subjects(GroupKey.class)
                                        .filter(key -> key.hierarchy().equals(hierarchy)))
                        .sorted()
                        .map(key -> new GroupAt(group(key), !path(key).isEmpty()))
                        .toList();
    }

    /** From the root down; empty for a group that does not stand. */
    List<Group> path(GroupKey key) {
        return paths.computeIfAbsent(key, this::findPath);
    }

    private List<Group> findPath(GroupKey key) {
        ArrayDeque<Group> path = new ArrayDeque<>();
        GroupId next = key.group();
        while (next != null) {
            GroupKey here = new GroupKey(key.hierarchy(), next);
            boolean builtIn = next.equals(GroupKey.ROOT) || next.equals(GroupKey.UNPLACED);
            if (hierarchyName(key.hierarchy()).isEmpty()
                    || (!builtIn && believed.inForce(here, at).isEmpty())) {
                return List.of();
            }
            path.addFirst(group(here));
            next = path.getFirst().parent();
        }
        return List.copyOf(path);
    }

    /** Empty for an asset that is retired or not known. */
    Optional<GroupKey> groupOf(AssetId asset, HierarchyId hierarchy) {
        return standings.computeIfAbsent(
                RecordedFacts.placement(asset, hierarchy), placement -> findGroup(asset, hierarchy));
    }

    private Optional<GroupKey> findGroup(AssetId asset, HierarchyId hierarchy) {
        if (believed.of(asset).isEmpty() || hierarchyName(hierarchy).isEmpty() || !inService(asset)) {
            return Optional.empty();
        }
        return Optional.of(believed.inForce(RecordedFacts.placement(asset, hierarchy), at)
                .map(group -> new GroupKey(hierarchy, (GroupId) group))
                .filter(group -> !path(group).isEmpty())
                .orElse(GroupKey.unplaced(hierarchy)));
    }

    List<AssetId> members(GroupKey group, boolean deep) {
        return assets().stream()
                .map(Asset::id)
                .filter(asset -> deep
                        ? within(group, asset) != null
                        : groupOf(asset, group.hierarchy()).equals(Optional.of(group)))
                .toList();
    }

    /** Fields of which systems say different things; of the description only those that every definition has. */
    Set<String> conflicts(AssetId asset) {
        Set<String> fields = new TreeSet<>();
        List<AssetDefinition> said = believed.said(asset, at).stream()
                .map(held -> (AssetDefinition) held.value())
                .toList();
        Map<String, Function<AssetDefinition, Object>> stated = Map.of(
                "name", AssetDefinition::name,
                "type", AssetDefinition::type,
                "source", AssetDefinition::source,
                "retiredFrom", definition -> Optional.ofNullable(definition.retiredFrom()));
        stated.forEach((field, value) -> {
            if (said.stream().map(value).distinct().count() > 1) {
                fields.add(field);
            }
        });
        for (HierarchyId hierarchy : hierarchies()) {
            long groups = believed.said(RecordedFacts.placement(asset, hierarchy), at).stream()
                    .map(Held::value)
                    .distinct()
                    .count();
            if (groups > 1) {
                fields.add("placements." + hierarchy);
            }
        }
        return fields;
    }

    static List<AssetChange> assetChanges(GroupKey group, NaiveMoment from, NaiveMoment to) {
        TreeSet<AssetId> assets = new TreeSet<>();
        Stream.of(from, to).forEach(moment -> moment.assets().forEach(asset -> assets.add(asset.id())));
        return assets.stream()
                .map(asset -> new AssetChange(asset, from.within(group, asset), to.within(group, asset)))
                .filter(change -> !Objects.equals(change.from(), change.to()))
                .toList();
    }

    static List<GroupChange> groupChanges(GroupKey group, NaiveMoment from, NaiveMoment to) {
        TreeMap<GroupId, List<@Nullable Group>> groups = new TreeMap<>();
        Stream.of(from, to)
                .flatMap(moment -> moment.below(group))
                .forEach(key -> groups.put(key.group(), asListed(from.below(group, key), to.below(group, key))));
        return groups.entrySet().stream()
                .map(entry -> new GroupChange(
                        entry.getKey(),
                        entry.getValue().get(0),
                        entry.getValue().get(1)))
                .filter(change -> change.from() == null
                        || change.to() == null
                        || !change.from().name().equals(change.to().name())
                        || !Objects.equals(change.from().parent(), change.to().parent()))
                .toList();
    }

    private static List<@Nullable Group> asListed(@Nullable Group from, @Nullable Group to) {
        List<@Nullable Group> both = new ArrayList<>();
        both.add(from);
        both.add(to);
        return both;
    }

    private @Nullable Group below(GroupKey top, GroupKey key) {
        return below(top).anyMatch(key::equals) ? group(key) : null;
    }

    private Stream<GroupKey> below(GroupKey top) {
        return groups(top.hierarchy()).stream()
                .map(found -> found.group().key())
                .filter(key -> path(key).stream().anyMatch(group -> group.key().equals(top)));
    }

    /** The group right above the asset where that is {@code top} or below it. */
    private @Nullable GroupId within(GroupKey top, AssetId asset) {
        return groupOf(asset, top.hierarchy())
                .filter(group ->
                        path(group).stream().anyMatch(above -> above.key().equals(top)))
                .map(GroupKey::group)
                .orElse(null);
    }

    private Group group(GroupKey key) {
        Validity always = Validity.from(Validity.BEGINNING);
        if (key.group().equals(GroupKey.ROOT)) {
            return new Group(key, hierarchyName(key.hierarchy()).orElseThrow(), null, always);
        }
        if (key.group().equals(GroupKey.UNPLACED)) {
            return new Group(key, "unplaced", GroupKey.ROOT, always);
        }
        Held held = believed.nearest(key, at).orElseThrow();
        GroupDefinition definition = (GroupDefinition) held.value();
        return new Group(key, definition.name(), definition.parent(), held.validity());
    }

    private Asset asset(AssetId id) {
        List<AssetDefinition> said = believed.said(id, at).stream()
                .map(held -> (AssetDefinition) held.value())
                .toList();
        AssetDefinition definition = NaiveBelief.together(
                said.isEmpty()
                        ? List.of((AssetDefinition)
                                believed.nearest(id, at).orElseThrow().value())
                        : said,
                retirement(id));
        return new Asset(
                id,
                definition.name(),
                definition.type(),
                definition.source(),
                definition.limits(),
                definition.attributes(),
                definition.retiredFrom(),
                Objects.requireNonNull(believed.registered.get(id)),
                definition.details());
    }

    /** Somebody describes it; what has always been so was so before the first instant that can be named, too. */
    private boolean inService(AssetId asset) {
        boolean described = believed.of(asset).stream()
                .map(Held::validity)
                .anyMatch(validity -> validity.covers(at)
                        || (validity.validFrom().equals(Validity.BEGINNING) && at.isBefore(Validity.BEGINNING)));
        Instant from = retirement(asset);
        return described && (from == null || at.isBefore(from));
    }

    /** The last word of what governs at the moment, or else next, or else last, and of what governs behind that. */
    private @Nullable Instant retirement(AssetId asset) {
        List<Held> parts = believed.governing(asset);
        List<AssetDefinition> words = parts.stream()
                .filter(part -> part.validity().validTo() == null
                        || part.validity().validTo().isAfter(at))
                .map(part -> (AssetDefinition) part.value())
                .toList();
        return NaiveBelief.lastWord(
                words.isEmpty()
                        ? List.of((AssetDefinition) parts.get(parts.size() - 1).value())
                        : words);
    }

    private <T> Stream<T> subjects(Class<T> kind) {
        return believed.held.keySet().stream().filter(kind::isInstance).map(kind::cast);
    }
}
