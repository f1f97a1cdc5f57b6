package dev.muster.assetmodel.view.temporal.lineage;

import static dev.muster.assetmodel.registry.ModelFacts.POWER;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.power;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelCommand.RetireAsset;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.memory.ModelDriver;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * As it happened: a battery was registered as two units, {@code B-G} generating and {@code B-L} charging, and became a single
 * one, {@code B}, an hour after the start. Next to it stands {@code N}.
 */
class MergeTest {
    private static final HierarchyId OWNERS = new HierarchyId("owners");
    private static final AssetId GENERATING = new AssetId("B-G");
    private static final AssetId CHARGING = new AssetId("B-L");
    private static final AssetId ONE = new AssetId("B");
    private static final AssetId NEIGHBOUR = new AssetId("N");
    private static final Instant MERGED_AT = ModelDriver.START.plus(Duration.ofHours(1));
    private static final List<GroupKey> GROUPS = List.of(
            group("site"),
            group("north"),
            group("root"),
            new GroupKey(OWNERS, new GroupId("fund")),
            GroupKey.root(OWNERS));

    private final ModelDriver driver = new ModelDriver();

    @BeforeEach
    void twoUnits() {
        driver.accepted(type("discharge", power("MW", new Range(0, 100))));
        driver.accepted(type(
                "charge",
                Signal.atIntervals(
                        POWER,
                        "MW",
                        SignalKind.GAUGE,
                        SignConvention.LOAD,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(7),
                        new Range(0, 80),
                        true)));
        driver.accepted(type("battery", power("MW", new Range(-80, 100))));
        driver.accepted(geography());
        driver.accepted(new CreateHierarchy(OWNERS, "Owners"));
        driver.accepted(putGroup("north", null));
        driver.accepted(putGroup("site", "north"));
        driver.accepted(new PutGroup(new GroupKey(OWNERS, new GroupId("fund")), "Fund", null, null));
        driver.accepted(asset(GENERATING, "discharge", List.of(), null));
        driver.accepted(asset(CHARGING, "charge", List.of(), null));
        driver.accepted(asset(NEIGHBOUR, "battery", List.of(), null));
    }

    @Test
    void shouldExpectTwoUntilThatMinuteAndOneFromThenOnWhenItWasPlanned() {
        Instant unknown = driver.now();
        driver.passes(Duration.ofMinutes(10));
        merge();

        while (driver.now().isBefore(MERGED_AT.plus(Duration.ofMinutes(5)))) {
            assertExpected(driver.now().isBefore(MERGED_AT) ? 2 : 1);
            driver.passes(Duration.ofMinutes(1));
        }
        assertMembersInBothTimes(unknown);
        assertLineage();
    }

    @Test
    void shouldNeverExpectThreeWhenItIsRecordedAfterwards() {
        driver.passes(Duration.ofHours(2));
        Instant unknown = driver.now();
        driver.passes(Duration.ofMinutes(1));
        assertExpected(2);
        driver.accepted(new RetireAsset(GENERATING, MERGED_AT));
        assertExpected(1);
        driver.accepted(new RetireAsset(CHARGING, MERGED_AT));
        assertExpected(0);
        driver.accepted(asset(ONE, "battery", List.of(CHARGING, GENERATING), MERGED_AT));
        assertExpected(1);

        assertMembersInBothTimes(unknown);
        assertLineage();
    }

    @Test
    void shouldCountChargingAgainstGeneratingBeforeAndAsOneAfter() {
        merge();
        assertThat(north()).isEqualTo(new Expectation(3, -160_000_000L, 200_000_000L, 0));

        driver.passes(Duration.ofHours(2));

        assertThat(north()).isEqualTo(new Expectation(2, -160_000_000L, 200_000_000L, 0));
    }

    @Test
    void shouldAttributeWhatWasMeasuredBeforeToWhomItWasMeasuredAt() {
        merge();
        driver.passes(Duration.ofHours(2));

        Instant before = MERGED_AT.minusMillis(1);
        assertThat(driver.view.assetOf(new SourceId("B-G"), before)).hasValue(GENERATING);
        assertThat(driver.view.assetOf(new SourceId("B-L"), before)).hasValue(CHARGING);
        assertThat(driver.view.assetOf(new SourceId("B"), before)).isEmpty();
        assertThat(driver.view.assetOf(new SourceId("B"), MERGED_AT)).hasValue(ONE);
    }

    private void merge() {
        driver.accepted(new RetireAsset(GENERATING, MERGED_AT));
        driver.accepted(new RetireAsset(CHARGING, MERGED_AT));
        driver.accepted(asset(ONE, "battery", List.of(CHARGING, GENERATING), MERGED_AT));
    }

    /** Of the battery, that is besides its neighbour, in every group of both hierarchies. */
    private void assertExpected(int count) {
        for (GroupKey group : GROUPS) {
            assertThat(driver.view.roster(group).orElseThrow().whole().signals())
                    .as("%s at %s", group, driver.now())
                    .extractingByKey(POWER)
                    .extracting(Expectation::expected)
                    .isEqualTo(1 + count);
        }
    }

    /** @param unknown when nobody knew of the merge yet */
    private void assertMembersInBothTimes(Instant unknown) {
        for (GroupKey group : GROUPS) {
            assertThat(members(group, MERGED_AT.minusMillis(1), null)).containsExactly(GENERATING, CHARGING, NEIGHBOUR);
            assertThat(members(group, MERGED_AT, null)).containsExactly(ONE, NEIGHBOUR);
            assertThat(members(group, MERGED_AT.minusMillis(1), unknown))
                    .containsExactly(GENERATING, CHARGING, NEIGHBOUR);
            assertThat(members(group, MERGED_AT, unknown)).containsExactly(GENERATING, CHARGING, NEIGHBOUR);
        }
    }

    private void assertLineage() {
        Lineage lineage =
                Lineage.of(ONE, driver.view.history(), Moment.at(driver.now())).orElseThrow();
        assertThat(lineage.asset().inServiceFrom()).isEqualTo(MERGED_AT);
        assertThat(lineage.predecessors())
                .containsExactly(
                        new Relative(GENERATING, "B-G", 1, List.of(ONE), null, MERGED_AT),
                        new Relative(CHARGING, "B-L", 1, List.of(ONE), null, MERGED_AT));
        assertThat(Lineage.of(CHARGING, driver.view.history(), Moment.at(driver.now()))
                        .orElseThrow()
                        .successors())
                .containsExactly(new Relative(ONE, "B", 1, List.of(CHARGING), MERGED_AT, null));
    }

    private List<AssetId> members(GroupKey group, Instant at, @Nullable Instant asKnownAt) {
        return driver.view
                .history()
                .members(group, true, new Moment(at, asKnownAt), null, 10)
                .items();
    }

    private Expectation north() {
        return driver.view
                .roster(group("north"))
                .orElseThrow()
                .whole()
                .signals()
                .get(POWER);
    }

    private static PutAsset asset(AssetId id, String type, List<AssetId> predecessors, @Nullable Instant from) {
        return new PutAsset(
                id,
                id.value(),
                new TypeId(type),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(in("site", from, null), new Placement(OWNERS, new GroupId("fund"), from, null)),
                new AssetDetails(null, null, List.of(), predecessors),
                from == null ? null : Validity.from(from));
    }
}
