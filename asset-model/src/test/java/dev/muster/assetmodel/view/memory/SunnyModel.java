package dev.muster.assetmodel.view.memory;

import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.POWER;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import dev.muster.assetmodel.view.memory.tree.SubtreeSum;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Starts at midnight, in winter: {@code north} in {@code country}, and {@code STEADY} there, which is always expected. {@code
 * SUNNY}, of type {@code wind}, is the tests' to register. A second hierarchy has nobody placed.
 */
final class SunnyModel {
    static final AssetId SUNNY = new AssetId("SUNNY");
    static final AssetId STEADY = new AssetId("STEADY");
    private static final HierarchyId OWNERS = new HierarchyId("owners");
    static final Map<String, String> GREENWICH = Map.of("latitude", "51.4779", "longitude", "-0.0015");
    static final Map<String, String> SYDNEY = Map.of("latitude", "-33.87", "longitude", "151.21");
    static final Daily DAYTIME =
            new Daily(ZoneOffset.UTC, List.of(new Window(LocalTime.of(6, 0), LocalTime.of(18, 0))));

    final ModelDriver driver = new ModelDriver();
    final InMemoryModelView view = driver.view;

    SunnyModel() {
        driver.accepted(type("steady"));
        driver.accepted(type("wind"));
        driver.accepted(geography());
        driver.accepted(new ModelCommand.CreateHierarchy(OWNERS, "Owners"));
        driver.accepted(putGroup("country", null));
        driver.accepted(putGroup("north", "country"));
        driver.accepted(asset(STEADY, "steady", Map.of(), in("north")));
    }

    static PutAsset sunny(Map<String, String> attributes, Placement... placements) {
        return asset(SUNNY, "wind", attributes, placements);
    }

    static PutAsset asset(AssetId id, String type, Map<String, String> attributes, Placement... placements) {
        return new PutAsset(id, id.value(), new TypeId(type), null, Map.of(), attributes, null, List.of(placements));
    }

    void assertThereEverywhere() {
        assertSums(2, SubtreeSum.mix(STEADY) + SubtreeSum.mix(SUNNY));
        assertThat(roster(group("north")).members()).containsOnlyKeys(STEADY, SUNNY);
        assertThat(roster(GroupKey.unplaced(OWNERS)).members()).containsOnlyKeys(STEADY, SUNNY);
        assertThat(view.unexpected(group("north"))).isEmpty();
        assertThat(view.expectedSince(SUNNY)).isPresent();
    }

    void assertMissingEverywhere() {
        assertSums(1, SubtreeSum.mix(STEADY));
        assertThat(roster(group("north")).members()).containsOnlyKeys(STEADY);
        assertThat(roster(GroupKey.unplaced(OWNERS)).members()).containsOnlyKeys(STEADY);
        assertThat(view.unexpected(group("north"))).containsExactly(SUNNY);
        assertThat(view.groupsOf(SUNNY))
                .isEqualTo(Map.of(GEOGRAPHY, group("north"), OWNERS, GroupKey.unplaced(OWNERS)));
        assertThat(view.expectedSince(SUNNY)).isEmpty();
    }

    private void assertSums(int expected, long fingerprint) {
        Subtree sum = new Subtree(
                fingerprint,
                Map.of(POWER, new Expectation(expected, -1_000_000L * expected, 10_000_000L * expected, 0)));
        Stream.of(group("north"), group("country"), group("root"), GroupKey.root(OWNERS))
                .forEach(group ->
                        assertThat(roster(group).whole()).as("%s", group).isEqualTo(sum));
        assertThat(roster(group("root")).children()).containsEntry(group("country"), sum);
    }

    Roster roster(GroupKey group) {
        return view.roster(group).orElseThrow();
    }

    Member member(GroupKey group) {
        return Objects.requireNonNull(roster(group).members().get(SUNNY), "Expected the asset in " + group);
    }

    void passTo(Instant instant) {
        driver.passes(Duration.between(driver.now(), instant));
    }

    static Instant at(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }
}
