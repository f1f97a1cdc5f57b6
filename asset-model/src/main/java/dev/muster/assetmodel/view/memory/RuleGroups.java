package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.ExpectationSchedule.Span;
import dev.muster.assetmodel.type.Place;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.memory.tree.GroupNode;
import dev.muster.assetmodel.view.rule.Relations;
import dev.muster.assetmodel.view.rule.Rules;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.memory.Retirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups by rule as they stand now. An asset that changes is held against every rule; a rule that changes is held against
 * every asset, and so is one that asks who is near to an asset that moved. Who feeds whom is followed anew where that changed,
 * and only those are looked at whom it concerns. Used by the applying thread only.
 */
final class RuleGroups {
    private final VisibleModel visible;
    private final MemberSignals signals;
    private final SharedParts shared;
    private final Relations relations;
    private final TreeMap<GroupKey, InForce> inForce = new TreeMap<>();
    private final Boundaries<GroupId> boundaries = new Boundaries<>();
    private final Set<GroupId> rulesToLookAt = new HashSet<>();
    private Set<AssetId> assetsToLookAt = new HashSet<>();
    private final Set<GroupNode> dirty = new HashSet<>();
    private Instant now = Instant.EPOCH;

    private record InForce(RuleGroup rule, GroupNode node) {}

    RuleGroups(VisibleModel visible, MemberSignals signals, SharedParts shared) {
        this.visible = visible;
        this.signals = signals;
        this.shared = shared;
        this.relations = new Relations(visible.types::get, new Related());
    }

    /** A rule changed. Like the others, {@link #settle} makes it felt. */
    void lookAt(GroupId rule) {
        rulesToLookAt.add(rule);
    }

    /** An asset changed, or its type, or what it is expected to do. */
    void lookAt(AssetId asset) {
        // A rule that comes into force looks at everybody anyway.
        if (!inForce.isEmpty()) {
            assetsToLookAt.add(asset);
        }
    }

    void advance(Instant instant) {
        now = instant;
        rulesToLookAt.addAll(boundaries.takeDue(instant));
    }

    /** After all assets have settled. */
    void settle() {
        Set<GroupKey> anew = new HashSet<>();
        rulesToLookAt.forEach(rule -> settle(rule, anew));
        assetsToLookAt.addAll(relations.feedAnew(assetsToLookAt));
        Set<AssetId> moved = relations.placeAnew(assetsToLookAt);
        if (!rulesToLookAt.isEmpty()) {
            relations.ask(inForce.values().stream().map(InForce::rule).toList(), visible.assets.ids());
        }
        if (!moved.isEmpty()) {
            inForce.forEach((key, group) -> {
                if (asksWhoIsNear(group.rule, moved)) {
                    anew.add(key);
                }
            });
        }
        assetsToLookAt.forEach(asset -> settle(asset, inForce.keySet()));
        if (!anew.isEmpty()) {
            anew.retainAll(inForce.keySet());
            visible.assets.ids().forEach(asset -> settle(asset, anew));
        }
        dirty.forEach(node -> visible.rosters.put(node.key, node.makeRoster(List.of())));
        dirty.clear();
        rulesToLookAt.clear();
        // Not cleared: what once held the whole fleet would keep its size.
        assetsToLookAt = new HashSet<>();
    }

    private void settle(GroupId id, Set<GroupKey> anew) {
        RuleGroupDocument document = visible.recorded.rule(id);
        if (document == null) {
            return;
        }
        GroupKey key = RuleGroup.key(id);
        boundaries.schedule(id, document.definition().nextBoundary(now));
        document.definition().factNearest(now).ifPresent(fact -> visible.groups.put(key, group(key, fact)));
        RuleGroup rule = document.definition().at(now).orElse(null);
        InForce before = inForce.get(key);
        if (rule == null) {
            close(key, before);
            return;
        }
        GroupNode node = before == null ? new GroupNode(key) : before.node;
        if (node.rename(rule.name()) || before == null) {
            dirty.add(node);
        }
        inForce.put(key, new InForce(rule, node));
        if (before == null || !before.rule.all().equals(rule.all())) {
            anew.add(key);
        }
    }

    private void close(GroupKey key, @Nullable InForce group) {
        if (group == null) {
            return;
        }
        inForce.remove(key);
        dirty.remove(group.node);
        visible.rosters.remove(key);
        Set<AssetId> members = new HashSet<>(group.node.members().keySet());
        members.addAll(visible.unexpected.under(key));
        members.forEach(asset -> {
            visible.unexpected.remove(key, asset);
            show(asset, Set.of(key), List.of());
        });
    }

    /** Holds the asset against the rules of {@code groups}. */
    private void settle(AssetId id, Set<GroupKey> groups) {
        AssetEntry entry = visible.assets.get(id);
        if (entry == null || groups.isEmpty()) {
            return;
        }
        Asset asset = entry.asset(now);
        boolean inService = Retirement.inService(entry.document(), asset, Moment.at(now));
        @Nullable Member member = inService ? member(asset, entry.span()) : null;
        List<GroupKey> holding = new ArrayList<>();
        for (GroupKey key : groups) {
            InForce group = inForce.get(key);
            if (group == null) {
                continue;
            }
            boolean holds = inService && Rules.hold(group.rule, asset, relations);
            if (group.node.put(id, holds ? member : null)) {
                dirty.add(group.node);
            }
            if (holds) {
                holding.add(key);
            }
            if (holds && member == null) {
                visible.unexpected.add(key, id);
            } else {
                visible.unexpected.remove(key, id);
            }
        }
        show(id, groups, holding);
    }

    /** Of {@code looked}, it is in {@code holding} now. */
    private void show(AssetId asset, Set<GroupKey> looked, List<GroupKey> holding) {
        List<GroupKey> before = visible.ruleGroups.getOrDefault(asset, List.of());
        List<GroupKey> next = new ArrayList<>(holding);
        before.stream().filter(key -> !looked.contains(key)).forEach(next::add);
        next.sort(null);
        if (next.isEmpty()) {
            visible.ruleGroups.remove(asset);
        } else if (!next.equals(before)) {
            visible.ruleGroups.put(asset, shared.of(List.copyOf(next)));
        }
    }

    /** {@code null} while its schedule does not expect it. */
    private @Nullable Member member(Asset asset, @Nullable Span span) {
        if (span != null && !span.expected()) {
            return null;
        }
        Instant since = asset.registered().recordedAt();
        if (span != null && !span.equals(Span.ALWAYS) && span.since().isAfter(since)) {
            since = span.since();
        }
        return new Member(asset.id(), since, signals.of(asset.type(), asset.limits()));
    }

    private static Group group(GroupKey key, Fact<RuleGroup> fact) {
        return new Group(key, fact.value().name(), null, fact.validity());
    }

    private static boolean asksWhoIsNear(RuleGroup rule, Collection<AssetId> centres) {
        return rule.all().stream()
                .anyMatch(condition -> condition instanceof Condition.Near near && centres.contains(near.near()));
    }

    /** Assets as they are now. */
    private final class Related implements Relations.Related {
        @Override
        public List<AssetId> feeds(AssetId asset) {
            AssetEntry entry = visible.assets.get(asset);
            if (entry == null) {
                return List.of();
            }
            Asset known = entry.asset(now);
            return Retirement.inService(entry.document(), known, Moment.at(now))
                    ? known.details().feeds()
                    : List.of();
        }

        @Override
        public @Nullable Place place(AssetId asset) {
            AssetEntry entry = visible.assets.get(asset);
            return entry == null ? null : Place.of(entry.asset(now).attributes());
        }
    }
}
