package dev.muster.assetmodel.view.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.memory.tree.SubtreeSum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random histories against a model that is computed afresh. A failure names its seed: run that one again. */
class ModelViewPropertyTest {
    private static final int HISTORIES = 2_000;
    private static final int STEPS = 40;

    @Test
    void shouldShowWhatTheNaiveModelShowsAfterEveryStep() {
        Map<Class<?>, Integer> recorded = new HashMap<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = new RandomHistory(seed);
            ModelDriver driver = new ModelDriver();
            Map<GroupKey, Roster> before = new TreeMap<>();
            for (int step = 0; step < STEPS; step++) {
                for (int commands = 1 + history.below(3); commands > 0; commands--) {
                    Decision decision = driver.decide(history.next(driver.now()), history.author());
                    count(decision, recorded);
                }
                driver.catchUp();
                String where = "seed %d step %d".formatted(seed, step);
                before = compare(driver.view, driver.latest(), driver.now(), where, before);
                if (history.below(2) == 0) {
                    driver.passes(history.pause());
                    before = compare(driver.view, driver.latest(), driver.now(), where + ", later", before);
                }
            }
            compare(fresh(driver, history), driver.latest(), driver.now(), "fresh, seed " + seed, Map.of());
        }
        assertThat(recorded.keySet()).containsAll(Set.of(ModelEvent.class.getPermittedSubclasses()));
    }

    /** From a compacted changelog: documents in another order, in batches, time only told at the end. */
    private static ModelView fresh(ModelDriver driver, RandomHistory history) {
        InMemoryModelView view = new InMemoryModelView();
        List<Change> batch = new ArrayList<>();
        long position = 0;
        for (Document document : history.shuffled(driver.latest())) {
            batch.add(new Change(position++, document));
            if (history.below(3) == 0) {
                view.apply(batch);
                batch.clear();
            }
        }
        view.apply(batch);
        view.advance(driver.now());
        return view;
    }

    /** Returns the rosters shown, to be given to the next comparison: what did not change must be the same instance. */
    private static Map<GroupKey, Roster> compare(
            ModelView view, List<Document> documents, Instant now, String where, Map<GroupKey, Roster> before) {
        NaiveModel naive = new NaiveModel(documents, now);
        assertThat(view.hierarchies()).as(where).containsExactlyElementsOf(naive.hierarchies());
        Map<GroupKey, Roster> shown = new TreeMap<>();
        for (HierarchyId hierarchy : naive.hierarchies()) {
            Set<GroupKey> groups = new TreeSet<>(naive.definedGroups());
            groups.removeIf(group -> !group.hierarchy().equals(hierarchy));
            groups.add(GroupKey.root(hierarchy));
            groups.add(GroupKey.unplaced(hierarchy));
            for (GroupKey group : groups) {
                Optional<Roster> roster = view.roster(group);
                assertThat(view.unexpected(group))
                        .as("%s: not expected under %s", where, group)
                        .isEqualTo(naive.unexpectedUnder(group));
                assertThat(roster.isPresent()).as("%s: %s stands", where, group).isEqualTo(naive.stands(group));
                roster.ifPresent(found -> {
                    assertThat(found.members().keySet())
                            .as("%s: members of %s", where, group)
                            .isEqualTo(naive.membersOf(group));
                    assertThat(found).as("%s: %s", where, group).isEqualTo(naive.roster(group, found));
                    if (found.equals(before.get(group))) {
                        assertThat(found)
                                .as("%s: %s is the same instance while nothing changes", where, group)
                                .isSameAs(before.get(group));
                    }
                    shown.put(group, found);
                });
            }
            assertEachAssetCountsOnce(view, naive, hierarchy, where);
        }
        return shown;
    }

    private static void assertEachAssetCountsOnce(
            ModelView view, NaiveModel naive, HierarchyId hierarchy, String where) {
        Roster root = view.roster(GroupKey.root(hierarchy)).orElseThrow();
        long all = naive.expected().stream().mapToLong(SubtreeSum::mix).sum();
        assertThat(root.whole().fingerprint())
                .as("%s: all in %s", where, hierarchy)
                .isEqualTo(all);
        for (AssetId asset : naive.expected()) {
            GroupKey group = naive.groupOf(hierarchy, asset).orElseThrow();
            assertThat(view.roster(group).orElseThrow().members())
                    .as("%s: since when %s is expected in %s", where, asset, group)
                    .hasEntrySatisfying(asset, member -> assertThat(member.expectedSince())
                            .isEqualTo(naive.expectedSince(hierarchy, asset)));
        }
        for (AssetId asset : naive.assets()) {
            assertThat(Optional.ofNullable(view.groupsOf(asset).get(hierarchy)))
                    .as("%s: group of %s", where, asset)
                    .isEqualTo(naive.groupOf(hierarchy, asset));
            assertThat(view.expectedSince(asset))
                    .as("%s: since when %s is expected", where, asset)
                    .isEqualTo(
                            naive.expected().contains(asset)
                                    ? Optional.of(naive.span(asset).since())
                                    : Optional.empty());
        }
    }

    private static void count(Decision decision, Map<Class<?>, Integer> recorded) {
        if (decision instanceof Decision.Accept accept) {
            accept.events().forEach(event -> recorded.merge(event.getClass(), 1, Integer::sum));
        }
    }
}
