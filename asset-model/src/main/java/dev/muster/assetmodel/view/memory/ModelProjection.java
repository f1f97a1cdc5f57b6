package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.memory.tree.GroupNode;
import dev.muster.assetmodel.view.memory.tree.HierarchyTree;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.memory.RecordedModel;
import dev.muster.assetmodel.view.temporal.memory.Retirement;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns documents and the passing of time into the {@link VisibleModel}. Documents may come in any order: with compaction, a
 * type or group that was changed comes after the assets that need it. First everything is taken over, then groups are looked
 * at again, then assets, then rosters are made. Used by the applying thread only.
 */
final class ModelProjection {
    private final VisibleModel visible;
    private final RecordedModel recorded;
    private final Map<HierarchyId, HierarchyTree> trees = new HashMap<>();
    private final SharedParts shared = new SharedParts();
    private final MemberSignals signals = new MemberSignals(shared);
    private final Expectations expectations = new Expectations();
    private final RuleGroups rules;
    private final Boundaries<GroupKey> groupBoundaries = new Boundaries<>();
    private final Boundaries<AssetId> assetBoundaries = new Boundaries<>();
    private final Boundaries<TypeId> typeBoundaries = new Boundaries<>();
    private final Set<GroupKey> groupsToLookAt = new HashSet<>();
    /** In the order in which they came: neighbours have most in common, and then share it. */
    private Set<AssetId> assetsToLookAt = new LinkedHashSet<>();

    private final Set<TypeId> typesChanged = new HashSet<>();
    private boolean allAssetsToLookAt;
    private Instant now = Instant.EPOCH;

    ModelProjection(VisibleModel visible) {
        this.visible = visible;
        this.recorded = visible.recorded;
        this.rules = new RuleGroups(visible, signals, shared);
    }

    /** Whether {@code document} is at least as new as what was known. {@link #settle} makes it felt. */
    boolean take(Document document) {
        Document known = known(document);
        if (known != null && known.revision() > document.revision()) {
            return false;
        }
        // Somebody's clock has been there already, so what is valid from then on is valid.
        advance(document.lastRecordedAt());
        if (document instanceof TypeDocument type) {
            recorded.put(type);
            typesChanged.add(type.id());
        } else if (document instanceof HierarchyDocument hierarchy) {
            allAssetsToLookAt |= recorded.put(hierarchy);
            groupsToLookAt.add(GroupKey.root(hierarchy.id()));
        } else if (document instanceof GroupDocument group) {
            recorded.put(group);
            tree(group.group().hierarchy()).put(group);
            groupsToLookAt.add(group.group());
        } else if (document instanceof RuleGroupDocument rule) {
            recorded.put(rule);
            rules.lookAt(rule.id());
        } else if (document instanceof AssetDocument asset) {
            take(asset);
        }
        return true;
    }

    private void take(AssetDocument document) {
        AssetEntry before = visible.assets.get(document.asset());
        AssetDocument known = before == null ? null : before.document();
        AssetDocument asset = shared.document(document, known == null ? document.asset() : known.asset());
        visible.devices.comes(asset);
        visible.sources.replace(known, asset);
        recorded.comes(asset);
        visible.assets.put(asset.asset(), AssetEntry.of(asset, before));
        recorded.hasCome(asset);
        assetsToLookAt.add(asset.asset());
    }

    /** What becomes due by {@code instant}; time does not go back. {@link #settle} makes it felt. */
    void advance(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
            visible.now = instant;
            groupsToLookAt.addAll(groupBoundaries.takeDue(now));
            assetsToLookAt.addAll(assetBoundaries.takeDue(now));
            typesChanged.addAll(typeBoundaries.takeDue(now));
            rules.advance(now);
        }
    }

    void settle() {
        typesChanged.forEach(this::settleType);
        groupsToLookAt.forEach(this::settleGroup);
        if (allAssetsToLookAt) {
            visible.assets.ids().forEach(assetsToLookAt::add);
        } else if (!typesChanged.isEmpty()) {
            visible.assets
                    .behind(null)
                    .filter(entry -> typesChanged.contains(entry.asset(now).type()))
                    .forEach(entry -> assetsToLookAt.add(entry.document().asset()));
        }
        assetsToLookAt.forEach(this::settleAsset);
        rules.settle();
        typesChanged.clear();
        groupsToLookAt.clear();
        // Not cleared: what once held the whole fleet would keep its size.
        assetsToLookAt = new LinkedHashSet<>();
        allAssetsToLookAt = false;
        recorded.hierarchies().forEach(hierarchy -> tree(hierarchy).publish(visible.rosters));
    }

    private @Nullable Document known(Document document) {
        if (document instanceof TypeDocument type) {
            return recorded.type(type.id());
        }
        if (document instanceof HierarchyDocument hierarchy) {
            return recorded.hierarchy(hierarchy.id());
        }
        if (document instanceof GroupDocument group) {
            return recorded.group(group.group());
        }
        if (document instanceof RuleGroupDocument rule) {
            return recorded.rule(rule.id());
        }
        AssetEntry entry = visible.assets.get(((AssetDocument) document).asset());
        return entry == null ? null : entry.document();
    }

    private void settleType(TypeId id) {
        TypeDocument document = recorded.type(id);
        if (document == null) {
            return;
        }
        typeBoundaries.schedule(id, document.definition().nextBoundary(now));
        document.definition().factNearest(now).ifPresent(fact -> {
            signals.define(fact.value());
            expectations.define(fact.value());
            visible.types.put(id, fact.value());
        });
        Map<SignalName, String> units = new TreeMap<>();
        for (AssetType type : visible.types.values()) {
            for (Signal signal : type.signals()) {
                if (signal.summed()) {
                    units.putIfAbsent(signal.name(), signal.unit());
                }
            }
        }
        visible.units = Collections.unmodifiableMap(units);
    }

    private void settleGroup(GroupKey group) {
        HierarchyTree tree = tree(group.hierarchy());
        if (group.group().equals(GroupKey.ROOT)) {
            settleHierarchy(group.hierarchy(), tree);
            return;
        }
        GroupDocument document = recorded.group(group);
        if (document == null) {
            return;
        }
        assetsToLookAt.addAll(tree.refresh(group, now));
        groupBoundaries.schedule(group, document.definition().nextBoundary(now));
        document.definition()
                .factNearest(now)
                .ifPresent(fact -> visible.groups.put(
                        group,
                        new Group(group, fact.value().name(), fact.value().parent(), fact.validity())));
    }

    private void settleHierarchy(HierarchyId id, HierarchyTree tree) {
        HierarchyDocument document = recorded.hierarchy(id);
        if (document == null) {
            return;
        }
        document.name().factNearest(now).ifPresent(fact -> {
            tree.rename(fact.value());
            GroupKey root = GroupKey.root(id);
            GroupKey unplaced = GroupKey.unplaced(id);
            Validity always = Validity.from(Validity.BEGINNING);
            visible.hierarchyNames.put(id, fact.value());
            visible.groups.put(root, new Group(root, fact.value(), null, always));
            visible.groups.put(unplaced, new Group(unplaced, HierarchyTree.UNPLACED_NAME, GroupKey.ROOT, always));
        });
    }

    private void settleAsset(AssetId id) {
        AssetEntry entry = visible.assets.get(id);
        if (entry == null) {
            return;
        }
        AssetDocument document = entry.document();
        Asset asset = AssetEntry.asset(document, now);
        Instant retiredFrom = asset.retiredFrom();
        boolean retired = !Retirement.inService(document, asset, Moment.at(now));
        assetBoundaries.schedule(id, document.definition().nextBoundary(now));
        Span span = retired ? null : expectations.of(asset, now);
        // While nobody knows the schedule, leaving the asset out would be the worse mistake.
        boolean expected = span == null || span.expected();
        Map<HierarchyId, GroupKey> groups = new TreeMap<>();
        Map<SignalName, MemberSignal> summed = signals.of(asset.type(), asset.limits());
        Member member = null;
        for (HierarchyId hierarchy : recorded.hierarchies()) {
            HierarchyTree tree = tree(hierarchy);
            GroupNode target = null;
            Timeline<GroupId> placements = document.placements(hierarchy);
            if (!retired) {
                target = tree.standingFor(id, placements.at(now));
                groups.put(hierarchy, target.key);
            }
            GroupKey before = entry.groups().get(hierarchy);
            if (before != null && (target == null || !before.equals(target.key))) {
                tree.remove(before, id);
            }
            if (target != null) {
                member = expected ? member(asset, summed, since(asset, placements, span), member) : null;
                tree.put(target, id, member);
            }
            assetBoundaries.schedule(id, placements.nextBoundary(now));
        }
        if (retiredFrom != null && !retired) {
            assetBoundaries.schedule(id, retiredFrom);
        }
        if (span != null && span.until().isBefore(Instant.MAX)) {
            assetBoundaries.schedule(id, span.until());
        }
        visible.assets.put(id, new AssetEntry(document, shared.standing(groups), span));
        rules.lookAt(id);
    }

    private Instant since(Asset asset, Timeline<GroupId> placements, @Nullable Span span) {
        Instant since = placements.heldSince(now).orElse(asset.registered().recordedAt());
        // What is expected always is so since its placement, however long ago that is.
        return span != null && !span.equals(Span.ALWAYS) && span.since().isAfter(since) ? span.since() : since;
    }

    /** The same instance as {@code other}, where it is equal: hierarchies mostly begin to expect an asset together. */
    private static Member member(
            Asset asset, Map<SignalName, MemberSignal> signals, Instant since, @Nullable Member other) {
        return other != null && other.expectedSince().equals(since) ? other : new Member(asset.id(), since, signals);
    }

    private HierarchyTree tree(HierarchyId hierarchy) {
        return trees.computeIfAbsent(hierarchy, id -> new HierarchyTree(id, visible.unexpected));
    }
}
