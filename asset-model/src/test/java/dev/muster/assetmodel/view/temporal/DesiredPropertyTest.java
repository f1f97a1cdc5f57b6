package dev.muster.assetmodel.view.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.mismatch.AssetMismatches;
import dev.muster.assetmodel.mismatch.DesiredValue;
import dev.muster.assetmodel.registry.ModelFacts;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.view.memory.ModelDriver;
import dev.muster.assetmodel.view.memory.RandomHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wanted of assets and their groups in random histories, against one that looks at everything at every instant. */
class DesiredPropertyTest {
    private static final int HISTORIES = 300;
    private static final int STEPS = 40;
    private static final int MOMENTS = 2;
    private static final List<HierarchyId> TREES = List.of(new HierarchyId("geography"), new HierarchyId("owner"));
    private static final List<AssetId> ASSETS =
            Stream.of("a0", "a1", "a2", "a3", "a4", "a5").map(AssetId::new).toList();

    @Test
    void shouldAnswerAsTheNaiveHistoryDoes() {
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            RandomHistory random = new RandomHistory(seed);
            ModelDriver driver = new ModelDriver();
            RecordedFacts facts = new RecordedFacts();
            beginning(random).forEach(command -> tell(driver, facts, random, command));
            for (int step = 0; step < STEPS; step++) {
                ModelCommand command =
                        random.below(3) == 0 ? properties(random, driver.now()) : random.next(driver.now());
                tell(driver, facts, random, command);
                if (random.below(2) == 0) {
                    driver.passes(random.pause());
                }
            }
            for (int i = 0; i < MOMENTS; i++) {
                Moment moment = i == 0 ? driver.view.history().present() : moment(facts, random);
                compare(driver.view.history(), facts, moment, random, "seed %d, %s".formatted(seed, moment), seen);
            }
        }
        // A comparison that never meets any of these shows nothing.
        assertThat(seen).containsOnlyKeys("own", "of the group", "of a group above", "of another tree", "differs");
        assertThat(seen.values()).allSatisfy(times -> assertThat(times).isGreaterThan(100));
    }

    /** Something to stand in; without it most of what is said is refused. */
    private static List<ModelCommand> beginning(RandomHistory random) {
        List<ModelCommand> commands = new ArrayList<>(List.of(ModelFacts.type("t0"), ModelFacts.type("t1")));
        for (HierarchyId tree : TREES) {
            commands.add(new ModelCommand.CreateHierarchy(tree, "tree"));
            for (int i = 0; i < 5; i++) {
                GroupId parent = i % 3 == 0 ? null : new GroupId("g" + (i - 1));
                commands.add(
                        new ModelCommand.PutGroup(new GroupKey(tree, new GroupId("g" + i)), "group", parent, null));
            }
        }
        for (AssetId asset : ASSETS) {
            commands.add(new ModelCommand.PutAsset(
                    asset,
                    "asset",
                    new TypeId("t0"),
                    null,
                    Map.of(),
                    Map.of(),
                    null,
                    TREES.stream()
                            .map(tree -> Placement.now(tree, new GroupId("g" + random.below(5))))
                            .toList()));
        }
        return commands;
    }

    private static void tell(ModelDriver driver, RecordedFacts facts, RandomHistory random, ModelCommand command) {
        if (driver.decide(command, random.author()) instanceof Decision.Accept accept) {
            accept.events().forEach(facts::add);
        }
        driver.catchUp();
    }

    private static ModelCommand properties(RandomHistory random, Instant now) {
        Map<String, String> said = new TreeMap<>();
        for (String name : List.of("firmware", "mode")) {
            if (random.below(3) > 0) {
                said.put(name, "1." + random.below(3));
            }
        }
        Instant from = now.plus(Duration.ofMinutes(30L * (random.below(24) - 8)));
        Validity validity =
                switch (random.below(3)) {
                    case 0 -> null;
                    case 1 -> Validity.from(from);
                    default -> new Validity(from, from.plus(Duration.ofHours(1 + random.below(6))));
                };
        AssetId asset = ASSETS.get(random.below(ASSETS.size()));
        return switch (random.below(6)) {
            case 0 -> new ModelCommand.PutProperties(asset, PropertyKind.DESIRED, new Properties(said), validity);
            case 1 -> new ModelCommand.PutProperties(asset, PropertyKind.REPORTED, new Properties(said), validity);
            default ->
                new ModelCommand.PutGroupProperties(
                        new GroupKey(TREES.get(random.below(2)), new GroupId("g" + random.below(5))),
                        new Properties(said),
                        validity);
        };
    }

    private static Moment moment(RecordedFacts facts, RandomHistory random) {
        return new Moment(instant(facts, random), random.below(3) > 0 ? null : instant(facts, random));
    }

    private static Instant instant(RecordedFacts facts, RandomHistory random) {
        List<Instant> boundaries = facts.boundaries();
        return boundaries.get(random.below(boundaries.size())).plusMillis(random.below(3) - 1L);
    }

    private static void compare(
            ModelHistory history,
            RecordedFacts facts,
            Moment moment,
            RandomHistory random,
            String where,
            Map<String, Integer> seen) {
        NaiveDesired naive = new NaiveDesired(facts, moment);
        Map<AssetId, List<String>> listed = new TreeMap<>();
        for (AssetId asset : ASSETS) {
            Map<String, String> values = new TreeMap<>();
            history.desired(asset, moment).forEach((name, value) -> {
                values.put(name, shown(asset, value));
                seen.merge(kind(history, asset, value, moment), 1, Integer::sum);
            });
            assertThat(values).as("%s: desired of %s", where, asset).isEqualTo(naive.values(asset));
            List<String> mismatches = naive.mismatches(asset);
            if (!mismatches.isEmpty()) {
                listed.put(asset, mismatches);
                seen.merge("differs", 1, Integer::sum);
            }
        }
        assertThat(all(history, null, moment, random)).as(where).isEqualTo(listed);
        GroupKey group = new GroupKey(new HierarchyId("geography"), new GroupId("g" + random.below(5)));
        Map<AssetId, List<String>> below = new TreeMap<>(listed);
        below.keySet()
                .removeIf(asset -> history.paths(asset, moment).getOrDefault(group.hierarchy(), List.of()).stream()
                        .noneMatch(above -> above.key().equals(group)));
        assertThat(all(history, group, moment, random))
                .as("%s below %s", where, group)
                .isEqualTo(below);
    }

    private static Map<AssetId, List<String>> all(
            ModelHistory history, @Nullable GroupKey group, Moment moment, RandomHistory random) {
        List<AssetMismatches> found = new ArrayList<>();
        AssetId after = null;
        do {
            Page<AssetMismatches, AssetId> page =
                    history.mismatches(PropertyKind.DESIRED, group, moment, after, 1 + random.below(3));
            found.addAll(page.items());
            after = page.next();
        } while (after != null);
        Map<AssetId, List<String>> shown = new TreeMap<>();
        found.forEach(asset -> shown.put(
                asset.asset(),
                asset.mismatches().stream()
                        .map(row -> "%s|%s %s %s".formatted(row.since(), row.property(), row.stated(), row.reported()))
                        .toList()));
        return shown;
    }

    private static String shown(AssetId asset, DesiredValue value) {
        Object source = value.group() == null
                ? RecordedFacts.properties(asset, PropertyKind.DESIRED)
                : RecordedFacts.desired(value.group());
        return value.value() + " from " + source + " since " + value.validFrom();
    }

    private static String kind(ModelHistory history, AssetId asset, DesiredValue value, Moment moment) {
        GroupKey group = value.group();
        if (group == null) {
            return "own";
        }
        if (!group.equals(history.groupsOf(asset, moment).get(group.hierarchy()))) {
            return "of a group above";
        }
        return group.hierarchy().value().equals("owner") ? "of another tree" : "of the group";
    }
}
