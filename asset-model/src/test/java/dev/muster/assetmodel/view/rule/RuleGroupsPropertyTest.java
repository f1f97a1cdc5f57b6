package dev.muster.assetmodel.view.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.assetmodel.view.memory.tree.SubtreeSum;
import dev.muster.assetmodel.view.temporal.AssetChange;
import dev.muster.assetmodel.view.temporal.GroupAt;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories against one that looks at everything, now and then. A failure names its seed: run that one again. */
class RuleGroupsPropertyTest {
    private static final int HISTORIES = 2_000;
    private static final int STEPS = 40;
    private static final int MOMENTS = 3;
    private static final int SEEN_MIN = 200;

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void shouldAnswerAsTheNaiveEvaluationDoesNowAndThen() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            RuledFleet fleet = new RuledFleet(seed);
            Map<GroupKey, Roster> before = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                fleet.step();
                compareInstances(fleet.view, before, seed, step);
                if (fleet.below(4) == 0) {
                    compareNow(fleet.view, "seed %d, step %d".formatted(seed, step));
                }
            }
            fleet.catchUp();
            InMemoryModelView view = seed % 2 == 0 ? fleet.view : fleet.replayed();
            compareNow(view, "seed %d at the end".formatted(seed));
            compareMoments(fleet, view, "seed " + seed);
        }
        // A comparison that never meets any of these shows nothing.
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        "by Attribute",
                        "by FedBy",
                        "by HeldBy",
                        "by Limit",
                        "by Near",
                        "by OfType",
                        "by OwnedBy",
                        "believed otherwise",
                        "came",
                        "went",
                        "kept",
                        "not expected");
        assertThat(seen.values()).allSatisfy(times -> assertThat(times).isGreaterThan(SEEN_MIN));
    }

    private void compareNow(InMemoryModelView view, String where) {
        NaiveRules naive = new NaiveRules(view.history(), view.history().present());
        Map<AssetId, List<GroupKey>> groupsOf = new HashMap<>();
        List<GroupKey> inForce = new ArrayList<>();
        // Nobody places anybody here: there stands everybody who is expected.
        SortedMap<AssetId, Member> expected = view.roster(GroupKey.unplaced(RuledFleet.GEOGRAPHY))
                .map(Roster::members)
                .orElseGet(TreeMap::new);
        for (GroupId id : RuledFleet.rules()) {
            GroupKey key = RuleGroup.key(id);
            Optional<RuleGroup> rule = naive.rule(id);
            assertThat(view.group(key).isPresent())
                    .as("%s: %s known", where, id)
                    .isEqualTo(naive.isKnown(id));
            assertThat(view.roster(key).isPresent())
                    .as("%s: roster of %s", where, id)
                    .isEqualTo(rule.isPresent());
            if (rule.isEmpty()) {
                assertThat(view.unexpected(key))
                        .as("%s: unexpected in %s", where, id)
                        .isEmpty();
                continue;
            }
            inForce.add(key);
            List<AssetId> belonging = naive.members(rule.get());
            belonging.forEach(asset ->
                    groupsOf.computeIfAbsent(asset, a -> new ArrayList<>()).add(key));
            TreeMap<AssetId, Member> members = new TreeMap<>(expected);
            members.keySet().retainAll(belonging);
            compareRoster(view.roster(key).orElseThrow(), rule.get(), members, "%s: %s".formatted(where, id));
            assertThat(view.unexpected(key))
                    .as("%s: unexpected in %s", where, id)
                    .containsExactlyInAnyOrderElementsOf(belonging.stream()
                            .filter(asset -> !members.containsKey(asset))
                            .toList());
            meet(rule.get(), members.size(), belonging.size());
        }
        assertThat(view.ruleGroups()).as(where).isEqualTo(inForce);
        for (AssetId asset : RuledFleet.assets()) {
            assertThat(view.ruleGroupsOf(asset))
                    .as("%s: rules of %s", where, asset)
                    .isEqualTo(groupsOf.getOrDefault(asset, List.of()));
        }
    }

    private static void compareRoster(Roster roster, RuleGroup rule, TreeMap<AssetId, Member> members, String where) {
        assertThat(roster.name()).as(where).isEqualTo(rule.name());
        assertThat(roster.parent()).as(where).isNull();
        assertThat(roster.children()).as(where).isEmpty();
        assertThat(roster.members()).as(where).isEqualTo(members);
        long fingerprint = members.keySet().stream().mapToLong(SubtreeSum::mix).sum();
        assertThat(roster.whole().fingerprint()).as(where).isEqualTo(fingerprint);
        int expected = 0;
        long max = 0;
        int unbounded = 0;
        for (Member member : members.values()) {
            for (MemberSignal signal : member.signals().values()) {
                Limits limits = signal.limits();
                expected++;
                max += limits == null ? 0 : limits.maxMicros();
                unbounded += limits == null ? 1 : 0;
            }
        }
        Expectation sum = roster.whole().signals().values().stream().findFirst().orElse(new Expectation(0, 0, 0, 0));
        assertThat(List.of(sum.expected(), sum.maxMicros(), sum.unbounded()))
                .as(where)
                .isEqualTo(List.of(expected, max, unbounded));
    }

    /** A roster that says the same is the same. */
    private void compareInstances(InMemoryModelView view, Map<GroupKey, Roster> before, long seed, int step) {
        for (GroupKey key : view.ruleGroups()) {
            Roster now = view.roster(key).orElseThrow();
            Roster then = before.put(key, now);
            if (now.equals(then)) {
                assertThat(now).as("seed %d, step %d: %s", seed, step, key).isSameAs(then);
                seen.merge("kept", 1, Integer::sum);
            }
        }
        before.keySet().retainAll(view.ruleGroups());
    }

    private void compareMoments(RuledFleet fleet, InMemoryModelView view, String where) {
        ModelHistory history = view.history();
        Moment other = history.present();
        for (int i = 0; i < MOMENTS; i++) {
            @Nullable Instant asKnownAt = fleet.below(3) == 0 ? null : fleet.anInstant();
            Moment moment = new Moment(fleet.anInstant(), asKnownAt);
            compareMoment(history, fleet, moment, "%s, %s".formatted(where, moment));
            compareDifference(history, fleet, other, moment, "%s, %s from %s".formatted(where, moment, other));
            other = moment;
        }
    }

    private void compareMoment(ModelHistory history, RuledFleet fleet, Moment moment, String where) {
        NaiveRules naive = new NaiveRules(history, moment);
        Map<AssetId, List<GroupKey>> groupsOf = new HashMap<>();
        List<GroupKey> known = new ArrayList<>();
        for (GroupId id : RuledFleet.rules()) {
            GroupKey key = RuleGroup.key(id);
            Optional<RuleGroup> rule = naive.rule(id);
            assertThat(history.rule(id, moment)).as("%s: %s", where, id).isEqualTo(rule);
            Optional<GroupAt> at = history.group(key, moment);
            assertThat(at.isPresent()).as("%s: %s", where, id).isEqualTo(naive.isKnown(id));
            at.ifPresent(group -> {
                known.add(key);
                assertThat(group.stands()).as("%s: %s", where, id).isEqualTo(rule.isPresent());
            });
            List<AssetId> belonging = rule.map(naive::members).orElse(List.of());
            belonging.forEach(asset ->
                    groupsOf.computeIfAbsent(asset, a -> new ArrayList<>()).add(key));
            assertThat(all(
                            fleet,
                            (@Nullable AssetId after, Integer limit) ->
                                    history.members(key, fleet.below(2) == 0, moment, after, limit)))
                    .as("%s: members of %s", where, id)
                    .isEqualTo(belonging);
            List<AssetId> believedNow = all(
                    fleet,
                    (@Nullable AssetId after, Integer limit) ->
                            history.members(key, false, Moment.at(moment.at()), after, limit));
            seen.merge(believedNow.equals(belonging) ? "kept" : "believed otherwise", 1, Integer::sum);
        }
        assertThat(history.groups(RuleGroup.HIERARCHY, moment))
                .extracting(group -> group.group().key())
                .as(where)
                .isEqualTo(known);
        assertThat(history.hierarchyName(RuleGroup.HIERARCHY, moment).isPresent())
                .as(where)
                .isEqualTo(!known.isEmpty());
        assertThat(history.hierarchies(moment)).as(where).doesNotContain(RuleGroup.HIERARCHY);
        for (AssetId asset : RuledFleet.assets()) {
            assertThat(history.ruleGroupsOf(asset, moment))
                    .as("%s: rules of %s", where, asset)
                    .isEqualTo(groupsOf.getOrDefault(asset, List.of()));
        }
    }

    private void compareDifference(ModelHistory history, RuledFleet fleet, Moment from, Moment to, String where) {
        NaiveRules before = new NaiveRules(history, from);
        NaiveRules then = new NaiveRules(history, to);
        for (GroupId id : RuledFleet.rules()) {
            List<AssetId> was = before.rule(id).map(before::members).orElse(List.of());
            List<AssetId> is = then.rule(id).map(then::members).orElse(List.of());
            List<AssetChange> changes = new ArrayList<>();
            for (AssetId asset : RuledFleet.assets()) {
                if (was.contains(asset) != is.contains(asset)) {
                    changes.add(
                            new AssetChange(asset, was.contains(asset) ? id : null, is.contains(asset) ? id : null));
                    seen.merge(is.contains(asset) ? "came" : "went", 1, Integer::sum);
                }
            }
            GroupKey key = RuleGroup.key(id);
            assertThat(all(
                            fleet,
                            (@Nullable AssetId after, Integer limit) ->
                                    history.assetChanges(key, from, to, after, limit)))
                    .as("%s: changes of %s", where, id)
                    .isEqualTo(changes);
            Optional<String> named = before.rule(id).map(RuleGroup::name);
            Optional<String> nowNamed = then.rule(id).map(RuleGroup::name);
            assertThat(history.groupChanges(key, from, to, null, 10).items())
                    .as("%s: %s", where, id)
                    .hasSize(named.equals(nowNamed) ? 0 : 1);
        }
    }

    private void meet(RuleGroup rule, int members, int belonging) {
        if (members > 0) {
            for (Condition condition : rule.all()) {
                seen.merge("by " + condition.getClass().getSimpleName(), 1, Integer::sum);
            }
        }
        if (belonging > members) {
            seen.merge("not expected", 1, Integer::sum);
        }
    }

    /** All pages together; each of a size of its own. */
    private static <T> List<T> all(RuledFleet fleet, BiFunction<@Nullable AssetId, Integer, Page<T, AssetId>> pages) {
        List<T> items = new ArrayList<>();
        AssetId after = null;
        do {
            Page<T, AssetId> page = pages.apply(after, 1 + fleet.below(4));
            items.addAll(page.items());
            after = page.next();
        } while (after != null);
        return items;
    }
}
