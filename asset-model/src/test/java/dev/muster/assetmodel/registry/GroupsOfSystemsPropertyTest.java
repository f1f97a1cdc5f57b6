package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three systems build one tree, each after its own mind and about any time. Seeded: a failure names its seed. */
class GroupsOfSystemsPropertyTest {
    private static final int HISTORIES = 1_500;
    private static final int WISHES = 40;
    private static final int GROUPS = 5;
    private static final int HOURS = 8;

    @Test
    void shouldKeepTreeWithoutCycleAndWithOneParentAtEveryInstantWhateverEachSystemSays() {
        int cyclesRefused = 0;
        int disagreements = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            ModelDriver model = new ModelDriver();
            model.accepted(geography());
            for (int wish = 0; wish < WISHES; wish++) {
                Decision decision = model.decide(wish(random), author(random));
                boolean cycle = decision instanceof Decision.Reject reject
                        && reject.rejection().reason() == ModelReply.Reason.CONFLICT
                        && reject.rejection().field().equals("parent");
                cyclesRefused += cycle ? 1 : 0;
            }
            Map<GroupId, Timeline<GroupDefinition>> groups = groups(model);
            for (Instant instant : instants(groups)) {
                for (GroupId group : groups.keySet()) {
                    assertOneParent(groups, group, instant, seed);
                    disagreements += groups.get(group).factsAt(instant, null).size() > 1 ? 1 : 0;
                    assertThat(reaches(groups, group, group, instant, new HashSet<>()))
                            .as("seed %d: %s above itself at %s by what anybody says", seed, group, instant)
                            .isFalse();
                }
            }
        }
        assertThat(cyclesRefused).isGreaterThan(HISTORIES);
        assertThat(disagreements).isGreaterThan(HISTORIES);
    }

    private static void assertOneParent(
            Map<GroupId, Timeline<GroupDefinition>> groups, GroupId group, Instant instant, long seed) {
        List<Fact<GroupDefinition>> parents = groups.get(group).governing().stream()
                .filter(fact -> fact.validity().covers(instant))
                .toList();
        assertThat(parents)
                .as("seed %d: parents of %s at %s", seed, group, instant)
                .hasSizeLessThanOrEqualTo(1);
    }

    /** Whether a way up from {@code from} leads to {@code to}, taking at each step whatever any system says. */
    private static boolean reaches(
            Map<GroupId, Timeline<GroupDefinition>> groups, GroupId from, GroupId to, Instant at, Set<GroupId> seen) {
        Timeline<GroupDefinition> timeline = groups.get(from);
        if (timeline == null || !seen.add(from)) {
            return false;
        }
        return timeline.factsAt(at, null).stream()
                .map(fact -> fact.value().parent())
                .anyMatch(parent -> parent.equals(to) || reaches(groups, parent, to, at, seen));
    }

    private static Map<GroupId, Timeline<GroupDefinition>> groups(ModelDriver model) {
        Map<GroupId, Timeline<GroupDefinition>> groups = new TreeMap<>();
        model.latest().stream()
                .filter(GroupDocument.class::isInstance)
                .map(GroupDocument.class::cast)
                .forEach(document -> groups.put(document.group().group(), document.definition()));
        return groups;
    }

    private static Set<Instant> instants(Map<GroupId, Timeline<GroupDefinition>> groups) {
        Set<Instant> instants = new TreeSet<>();
        groups.values().forEach(timeline -> timeline.believed()
                .forEach(fact -> instants.add(fact.validity().validFrom())));
        return instants;
    }

    private static ModelCommand wish(Random random) {
        return new ModelCommand.PutGroup(
                new GroupKey(GEOGRAPHY, group(random)),
                "name",
                random.nextInt(4) == 0 ? null : group(random),
                validity(random));
    }

    private static GroupId group(Random random) {
        return new GroupId("g" + random.nextInt(GROUPS));
    }

    private static @Nullable Validity validity(Random random) {
        Instant from = ModelDriver.START.plus(Duration.ofHours(random.nextInt(HOURS)));
        Instant to = random.nextBoolean() ? null : from.plus(Duration.ofHours(1 + random.nextInt(HOURS)));
        return random.nextInt(4) == 0 ? null : new Validity(from, to);
    }

    private static Author author(Random random) {
        List<SystemId> systems = new ArrayList<>(ModelDriver.SYSTEMS.systems());
        return new Author(new Principal("tester"), systems.get(random.nextInt(systems.size())));
    }
}
