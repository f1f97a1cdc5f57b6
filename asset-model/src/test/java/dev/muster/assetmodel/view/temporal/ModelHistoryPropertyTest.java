package dev.muster.assetmodel.view.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.assetmodel.view.memory.ModelDriver;
import dev.muster.assetmodel.view.memory.RandomHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories in both times against one that looks at everything. A failure names its seed: run that one again. */
class ModelHistoryPropertyTest {
    private static final int HISTORIES = 2_000;
    private static final int STEPS = 80;
    private static final int MOMENTS = 4;
    private static final int HOURS = 12;
    private static final int SEEN_MIN = 50;
    private static final Set<String> COMPARED = Set.of("name", "type", "source", "retiredFrom");
    private static final AssetId NOBODY = new AssetId("nobody");

    @Test
    void shouldAnswerAnyMomentAsTheNaiveHistoryDoes() {
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory random = new RandomHistory(seed);
            ModelDriver driver = new ModelDriver();
            RecordedFacts facts = new RecordedFacts();
            for (int step = 0; step < STEPS; step++) {
                ModelCommand command = random.below(3) == 0 ? facts.correction(random) : null;
                command = command == null ? random.next(driver.now()) : command;
                if (driver.decide(command, random.author()) instanceof Decision.Accept accept) {
                    accept.events().forEach(facts::add);
                }
                driver.catchUp();
                if (random.below(2) == 0) {
                    driver.passes(random.pause());
                }
            }
            InMemoryModelView view = seed % 2 == 0 ? driver.view : replayed(driver, random);
            Moment other = driver.view.history().present();
            for (int i = 0; i < MOMENTS; i++) {
                Moment moment = i == 0 ? other : moment(facts, random);
                String where = "seed %d, %s".formatted(seed, moment);
                compare(view.history(), facts, moment, random, where);
                if (i % 2 == 1) {
                    compareDifference(view.history(), facts, other, moment, random, where + " from " + other, seen);
                }
                other = moment;
                if (assets().stream().anyMatch(asset -> believedOtherwise(view.history(), asset, moment))) {
                    seen.merge("asset believed elsewhere", 1, Integer::sum);
                }
            }
            NowAsLive.compare(view, assets(), "seed " + seed);
        }
        // A comparison that never meets any of these shows nothing.
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        "asset came",
                        "asset went",
                        "asset moved",
                        "asset believed elsewhere",
                        "group came",
                        "group went",
                        "group moved",
                        "group renamed");
        assertThat(seen.values()).allSatisfy(times -> assertThat(times).isGreaterThan(SEEN_MIN));
    }

    /** As a node that starts: documents in any order, in batches. */
    private static InMemoryModelView replayed(ModelDriver driver, RandomHistory random) {
        InMemoryModelView view = new InMemoryModelView();
        List<Change> batch = new ArrayList<>();
        for (var document : random.shuffled(driver.latest())) {
            batch.add(new Change(0, document));
            if (random.below(3) == 0) {
                view.apply(batch);
                batch.clear();
            }
        }
        view.apply(batch);
        view.advance(driver.now());
        return view;
    }

    /** Mostly at, right before or right behind instants at which something changes, in either time. */
    private static Moment moment(RecordedFacts facts, RandomHistory random) {
        return new Moment(instant(facts, random), random.below(4) == 0 ? null : instant(facts, random));
    }

    private static Instant instant(RecordedFacts facts, RandomHistory random) {
        List<Instant> boundaries = facts.boundaries();
        Instant near = boundaries.isEmpty() || random.below(4) == 0
                ? ModelDriver.START.plusSeconds(1_800L * (random.below(4 * HOURS) - HOURS))
                : boundaries.get(random.below(boundaries.size()));
        return near.plusMillis(random.below(3) - 1L);
    }

    private static void compare(
            ModelHistory history, RecordedFacts facts, Moment moment, RandomHistory random, String where) {
        NaiveMoment naive = new NaiveMoment(facts, moment);
        assertThat(history.hierarchies(moment)).as(where).isEqualTo(naive.hierarchies());
        assertThat(history.types(moment)).as(where).isEqualTo(naive.types());
        assertThat(all(
                        random,
                        (@Nullable AssetId after, Integer limit) ->
                                history.assets(AssetFilter.ALL, moment, after, limit)))
                .as("%s: assets", where)
                .isEqualTo(naive.assets());
        AssetFilter filter = filter(random);
        assertThat(all(
                        random,
                        (@Nullable AssetId after, Integer limit) -> history.assets(filter, moment, after, limit)))
                .as("%s: %s", where, filter)
                .isEqualTo(naive.assets().stream()
                        .filter(asset -> fits(filter, asset))
                        .toList());
        for (HierarchyId hierarchy : naive.hierarchies()) {
            assertThat(history.hierarchyName(hierarchy, moment)).as(where).isEqualTo(naive.hierarchyName(hierarchy));
            assertThat(history.groups(hierarchy, moment))
                    .as("%s: groups of %s", where, hierarchy)
                    .isEqualTo(naive.groups(hierarchy));
            for (GroupAt group : naive.groups(hierarchy)) {
                compareMembers(history, naive, group.group().key(), moment, random, where);
            }
        }
        for (AssetId asset : assets()) {
            assertThat(history.placements(asset, moment.asKnownAt()))
                    .as("%s: placements of %s", where, asset)
                    .isEqualTo(naive.placements(asset));
            compareStanding(history, naive, asset, moment, where);
        }
        compareConflicts(history, naive, moment, where);
    }

    private static void compareConflicts(ModelHistory history, NaiveMoment naive, Moment moment, String where) {
        Map<AssetId, Set<String>> listed = new TreeMap<>();
        history.conflicts().all(moment, null, 100).items().forEach(entity -> entity.conflicts().stream()
                .map(Conflict::field)
                .filter(field -> COMPARED.contains(field) || field.startsWith("placements."))
                .forEach(field -> listed.computeIfAbsent(
                                entity.asset() == null ? NOBODY : entity.asset(), id -> new TreeSet<>())
                        .add(field)));
        listed.remove(NOBODY);
        Map<AssetId, Set<String>> expected = new TreeMap<>();
        for (AssetId asset : assets()) {
            if (!naive.conflicts(asset).isEmpty()) {
                expected.put(asset, naive.conflicts(asset));
            }
        }
        assertThat(listed).as("%s: conflicts", where).isEqualTo(expected);
    }

    private static void compareMembers(
            ModelHistory history,
            NaiveMoment naive,
            GroupKey group,
            Moment moment,
            RandomHistory random,
            String where) {
        for (boolean deep : List.of(false, true)) {
            assertThat(all(
                            random,
                            (@Nullable AssetId after, Integer limit) ->
                                    history.members(group, deep, moment, after, limit)))
                    .as("%s: members of %s, deep: %s", where, group, deep)
                    .isEqualTo(naive.members(group, deep));
        }
    }

    private static void compareStanding(
            ModelHistory history, NaiveMoment naive, AssetId asset, Moment moment, String where) {
        Map<HierarchyId, GroupKey> groups = new TreeMap<>();
        Map<HierarchyId, List<Group>> paths = new TreeMap<>();
        for (HierarchyId hierarchy : naive.hierarchies()) {
            naive.groupOf(asset, hierarchy).ifPresent(group -> {
                groups.put(hierarchy, group);
                paths.put(hierarchy, naive.path(group));
            });
        }
        assertThat(history.groupsOf(asset, moment))
                .as("%s: groups of %s", where, asset)
                .isEqualTo(groups);
        assertThat(history.paths(asset, moment))
                .as("%s: paths of %s", where, asset)
                .isEqualTo(paths);
    }

    private static void compareDifference(
            ModelHistory history,
            RecordedFacts facts,
            Moment from,
            Moment to,
            RandomHistory random,
            String where,
            Map<String, Integer> seen) {
        NaiveMoment before = new NaiveMoment(facts, from);
        NaiveMoment then = new NaiveMoment(facts, to);
        Set<GroupKey> groups = new TreeSet<>();
        for (NaiveMoment moment : List.of(before, then)) {
            moment.hierarchies().forEach(hierarchy -> moment.groups(hierarchy)
                    .forEach(group -> groups.add(group.group().key())));
        }
        for (GroupKey group : groups) {
            List<AssetChange> assets = all(
                    random,
                    (@Nullable AssetId after, Integer limit) -> history.assetChanges(group, from, to, after, limit));
            assertThat(assets)
                    .as("%s: assets of %s", where, group)
                    .isEqualTo(NaiveMoment.assetChanges(group, before, then));
            List<GroupChange> changes = all(
                    random,
                    (@Nullable GroupId after, Integer limit) -> history.groupChanges(group, from, to, after, limit));
            assertThat(changes)
                    .as("%s: groups of %s", where, group)
                    .isEqualTo(NaiveMoment.groupChanges(group, before, then));
            assets.forEach(change -> seen.merge("asset " + kind(change.from(), change.to()), 1, Integer::sum));
            changes.forEach(change -> seen.merge("group " + kind(change), 1, Integer::sum));
        }
    }

    /** Under another group than what is believed now says of that time. */
    private static boolean believedOtherwise(ModelHistory history, AssetId asset, Moment moment) {
        return history.asset(asset, moment).isPresent()
                && !history.groupsOf(asset, moment).equals(history.groupsOf(asset, Moment.at(moment.at())));
    }

    private static String kind(@Nullable Object from, @Nullable Object to) {
        return from == null ? "came" : to == null ? "went" : "moved";
    }

    private static String kind(GroupChange change) {
        Group from = change.from();
        Group to = change.to();
        return from != null && to != null && !from.name().equals(to.name()) ? "renamed" : kind(from, to);
    }

    private static AssetFilter filter(RandomHistory random) {
        return new AssetFilter(
                random.below(2) == 0 ? new TypeId("t" + random.below(2)) : null,
                random.below(2) == 0 ? Map.of("latitude", "51.4779") : Map.of(),
                List.of("A", "a1", "AME", "nothing").get(random.below(4)));
    }

    private static boolean fits(AssetFilter filter, Asset asset) {
        String text = String.valueOf(filter.text()).toLowerCase(Locale.ROOT);
        return (filter.type() == null || asset.type().equals(filter.type()))
                && asset.attributes().entrySet().containsAll(filter.attributes().entrySet())
                && Stream.of(asset.id().value(), asset.name())
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }

    private static List<AssetId> assets() {
        return Stream.of("a0", "a1", "a2", "a3", "a4", "a5", "stranger")
                .map(AssetId::new)
                .toList();
    }

    /** All pages together; each of a size of its own. */
    private static <T, P> List<T> all(RandomHistory random, BiFunction<@Nullable P, Integer, Page<T, P>> pages) {
        List<T> items = new ArrayList<>();
        P after = null;
        do {
            int limit = 1 + random.below(4);
            Page<T, P> page = pages.apply(after, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            // Nothing here is so large that a page could end early, so a next one must hold something.
            assertThat(page.items().isEmpty() && (after != null || page.next() != null))
                    .isFalse();
            items.addAll(page.items());
            after = page.next();
        } while (after != null);
        return items;
    }
}
