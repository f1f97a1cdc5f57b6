package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.mismatch.AssetMismatches;
import dev.muster.assetmodel.mismatch.DesiredValue;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.AssetChange;
import dev.muster.assetmodel.view.temporal.AssetFilter;
import dev.muster.assetmodel.view.temporal.GroupAt;
import dev.muster.assetmodel.view.temporal.GroupChange;
import dev.muster.assetmodel.view.temporal.ModelConflicts;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the two times out of documents, each time anew: nothing is kept but where to look. Any thread may read. */
public final class DocumentHistory implements ModelHistory {
    private final RecordedModel model;
    private final Supplier<Instant> now;
    private final RuleHistory rules;

    /** {@code now}: what the view that shares the documents speaks about. */
    public DocumentHistory(RecordedModel model, Supplier<Instant> now) {
        this.model = model;
        this.now = now;
        this.rules = new RuleHistory(model);
    }

    @Override
    public Moment present() {
        return Moment.at(now.get());
    }

    @Override
    public ModelConflicts conflicts() {
        return model.conflicts();
    }

    @Override
    public List<HierarchyId> hierarchies(Moment moment) {
        return model.hierarchies().stream()
                .filter(hierarchy -> hierarchyName(hierarchy, moment).isPresent())
                .toList();
    }

    @Override
    public Optional<String> hierarchyName(HierarchyId hierarchy, Moment moment) {
        return hierarchy.equals(RuleGroup.HIERARCHY)
                ? rules.at(moment).name()
                : tree(hierarchy, moment).name();
    }

    @Override
    public List<AssetType> types(Moment moment) {
        return model.types().stream()
                .flatMap(document -> type(document, moment).stream())
                .toList();
    }

    @Override
    public Optional<AssetType> type(TypeId id, Moment moment) {
        return Optional.ofNullable(model.type(id)).flatMap(document -> type(document, moment));
    }

    @Override
    public Optional<Asset> asset(AssetId id, Moment moment) {
        return Optional.ofNullable(model.assets().get(id)).map(document -> Retirement.asset(document, moment));
    }

    @Override
    public Page<Asset, AssetId> assets(AssetFilter filter, Moment moment, @Nullable AssetId after, int limit) {
        Predicate<Asset> wanted = filter.finds();
        return Candidates.everybody(model).page(after, limit, document -> {
            Asset asset = Retirement.asset(document, moment);
            return asset != null && wanted.test(asset) ? asset : null;
        });
    }

    @Override
    public Map<HierarchyId, List<Placement>> placements(AssetId asset, @Nullable Instant asKnownAt) {
        AssetDocument document = model.assets().get(asset);
        Map<HierarchyId, List<Placement>> placements = new TreeMap<>();
        if (document != null) {
            document.placements().forEach((hierarchy, timeline) -> {
                List<Fact<GroupId>> believed = timeline.governing(asKnownAt);
                if (!believed.isEmpty()) {
                    Stream<Placement> all = believed.stream().map(fact -> placement(hierarchy, fact));
                    placements.put(hierarchy, all.toList());
                }
            });
        }
        return Collections.unmodifiableMap(placements);
    }

    @Override
    public Map<HierarchyId, GroupKey> groupsOf(AssetId asset, Moment moment) {
        Map<HierarchyId, GroupKey> groups = new TreeMap<>();
        forEachGroupOf(
                asset, moment, (tree, group) -> groups.put(tree.hierarchy(), new GroupKey(tree.hierarchy(), group)));
        return Collections.unmodifiableMap(groups);
    }

    @Override
    public Map<HierarchyId, List<Group>> paths(AssetId asset, Moment moment) {
        Map<HierarchyId, List<Group>> paths = new TreeMap<>();
        forEachGroupOf(asset, moment, (tree, group) -> paths.put(tree.hierarchy(), tree.path(group)));
        return Collections.unmodifiableMap(paths);
    }

    @Override
    public List<GroupAt> groups(HierarchyId hierarchy, Moment moment) {
        if (hierarchy.equals(RuleGroup.HIERARCHY)) {
            return rules.at(moment).groups();
        }
        return tree(hierarchy, moment).groups().stream()
                .sorted(Comparator.comparing((GroupAt found) -> found.group().key()))
                .toList();
    }

    @Override
    public Optional<GroupAt> group(GroupKey key, Moment moment) {
        return RuleHistory.isAbout(key)
                ? rules.at(moment).group(key.group())
                : tree(key.hierarchy(), moment).group(key.group());
    }

    @Override
    public Page<AssetId, AssetId> members(
            GroupKey group, boolean deep, Moment moment, @Nullable AssetId after, int limit) {
        if (RuleHistory.isAbout(group)) {
            return rules.members(group.group(), moment, after, limit);
        }
        TreeAt tree = tree(group.hierarchy(), moment);
        if (!tree.stands(group.group())) {
            return new Page<>(List.of(), null);
        }
        if (deep && group.group().equals(GroupKey.ROOT)) {
            // Whoever stands anywhere stands below the root.
            return Candidates.everybody(model)
                    .page(after, limit, document -> tree.groupOf(document) == null ? null : document.asset());
        }
        Set<GroupId> groups = deep ? tree.subtree(group.group()) : Set.of(group.group());
        return new Candidates(model).under(groups, tree).page(after, limit, document -> {
            GroupId above = tree.groupOf(document);
            return above != null && groups.contains(above) ? document.asset() : null;
        });
    }

    @Override
    public Page<AssetChange, AssetId> assetChanges(
            GroupKey group, Moment from, Moment to, @Nullable AssetId after, int limit) {
        if (RuleHistory.isAbout(group)) {
            return rules.changes(group.group(), from, to, after, limit);
        }
        TreeAt before = tree(group.hierarchy(), from);
        TreeAt then = tree(group.hierarchy(), to);
        Set<GroupId> groupsBefore = before.subtree(group.group());
        Set<GroupId> groupsThen = then.subtree(group.group());
        Candidates candidates =
                new Candidates(model).under(groupsBefore, before).under(groupsThen, then);
        return candidates.page(after, limit, document -> {
            GroupId was = within(groupsBefore, before.groupOf(document));
            GroupId is = within(groupsThen, then.groupOf(document));
            return Objects.equals(was, is) ? null : new AssetChange(document.asset(), was, is);
        });
    }

    @Override
    public Page<GroupChange, GroupId> groupChanges(
            GroupKey group, Moment from, Moment to, @Nullable GroupId after, int limit) {
        return new GroupChanges(model, rules).page(group, from, to, after, limit);
    }

    @Override
    public Page<AssetMismatches, AssetId> mismatches(
            PropertyKind stated, @Nullable GroupKey group, Moment moment, @Nullable AssetId after, int limit) {
        return new MismatchSearch(model, stated, moment).page(group, after, limit);
    }

    @Override
    public Map<String, DesiredValue> desired(AssetId asset, Moment moment) {
        AssetDocument document = model.assets().get(asset);
        return document == null ? Map.of() : new DesiredAt(model, moment).values(document);
    }

    @Override
    public List<AssetId> successors(AssetId asset, Moment moment) {
        return model.successors(asset).stream()
                .filter(other -> asset(other, moment)
                        .filter(known -> known.details().predecessors().contains(asset))
                        .isPresent())
                .sorted()
                .toList();
    }

    @Override
    public Optional<AssetDocument> everythingOf(AssetId asset) {
        return Optional.ofNullable(model.assets().get(asset));
    }

    @Override
    public Optional<GroupDocument> everythingOf(GroupKey group) {
        return Optional.ofNullable(model.group(group));
    }

    @Override
    public Optional<RuleGroupDocument> everythingOfRule(GroupId rule) {
        return Optional.ofNullable(model.rule(rule));
    }

    @Override
    public List<GroupKey> ruleGroupsOf(AssetId asset, Moment moment) {
        AssetDocument document = model.assets().get(asset);
        return document == null ? List.of() : rules.at(moment).groupsOf(document);
    }

    @Override
    public Optional<RuleGroup> rule(GroupId id, Moment moment) {
        return Optional.ofNullable(rules.at(moment).rule(id));
    }

    @Override
    public Optional<HierarchyDocument> everythingOf(HierarchyId hierarchy) {
        return Optional.ofNullable(model.hierarchy(hierarchy));
    }

    @Override
    public Optional<TypeDocument> everythingOf(TypeId type) {
        return Optional.ofNullable(model.type(type));
    }

    private interface Standing {
        void at(TreeAt tree, GroupId group);
    }

    private void forEachGroupOf(AssetId asset, Moment moment, Standing standing) {
        AssetDocument document = model.assets().get(asset);
        if (document == null) {
            return;
        }
        for (HierarchyId hierarchy : model.hierarchies()) {
            TreeAt tree = tree(hierarchy, moment);
            GroupId group = tree.groupOf(document);
            if (group != null) {
                standing.at(tree, group);
            }
        }
    }

    private TreeAt tree(HierarchyId hierarchy, Moment moment) {
        return new TreeAt(model, hierarchy, moment);
    }

    private static @Nullable GroupId within(Set<GroupId> groups, @Nullable GroupId group) {
        return group != null && groups.contains(group) ? group : null;
    }

    private static Optional<AssetType> type(TypeDocument document, Moment moment) {
        return document.definition()
                .factNearest(moment.at(), moment.asKnownAt())
                .map(Fact::value);
    }

    private static Placement placement(HierarchyId hierarchy, Fact<GroupId> fact) {
        return new Placement(
                hierarchy,
                fact.value(),
                fact.validity().validFrom(),
                fact.validity().validTo());
    }
}
