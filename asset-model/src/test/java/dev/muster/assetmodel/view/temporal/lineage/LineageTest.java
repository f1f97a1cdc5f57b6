package dev.muster.assetmodel.view.temporal.lineage;

import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.view.memory.ModelDriver;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineageTest {
    private final ModelDriver driver = new ModelDriver();

    @BeforeEach
    void defineType() {
        driver.accepted(type("wind"));
    }

    @Test
    void shouldFollowMergesAndSplitsInBothDirections() {
        // given: a and b became m, which became x and y
        put("a");
        put("b");
        driver.accepted(new ModelCommand.RetireAsset(new AssetId("a"), at(10)));
        driver.accepted(new ModelCommand.RetireAsset(new AssetId("b"), at(10)));
        put("m", at(10), "a", "b");
        driver.accepted(new ModelCommand.RetireAsset(new AssetId("m"), at(20)));
        put("x", at(20), "m");
        put("y", at(20), "m");

        // then
        Lineage merged = lineage("m");
        assertThat(merged.asset()).isEqualTo(new Relative(new AssetId("m"), "m", 0, List.of(), at(10), at(20)));
        assertThat(merged.predecessors())
                .containsExactly(
                        new Relative(new AssetId("a"), "a", 1, ids("m"), null, at(10)),
                        new Relative(new AssetId("b"), "b", 1, ids("m"), null, at(10)));
        assertThat(merged.successors())
                .containsExactly(
                        new Relative(new AssetId("x"), "x", 1, ids("m"), at(20), null),
                        new Relative(new AssetId("y"), "y", 1, ids("m"), at(20), null));
        assertThat(merged.complete()).isTrue();
        assertThat(lineage("x").predecessors())
                .extracting(relative -> relative.asset() + " " + relative.steps())
                .containsExactly("m 1", "a 2", "b 2");
        assertThat(lineage("a").successors())
                .extracting(relative -> relative.asset() + " " + relative.steps())
                .containsExactly("m 1", "x 2", "y 2");
    }

    @Test
    void shouldNotKnowWhatWasRecordedLaterOrTakenBack() {
        put("a");
        Instant before = driver.now();
        driver.passes(Duration.ofMinutes(1));
        put("m", at(10), "a");
        Instant between = driver.now();
        driver.passes(Duration.ofMinutes(1));
        put("m", at(10));

        assertThat(lineage("a").successors()).isEmpty();
        assertThat(lineage("m").predecessors()).isEmpty();
        assertThat(lineage("a", between).successors()).hasSize(1);
        assertThat(lineage("a", before).successors()).isEmpty();
        assertThat(Lineage.of(new AssetId("m"), driver.view.history(), new Moment(at(30), before)))
                .isEmpty();
    }

    @Test
    void shouldEndWherePeopleDescribeACircle() {
        put("a");
        put("b", null, "a");
        put("c", null, "b", "a");
        put("a", driver.now(), "c");

        assertThat(lineage("a").predecessors()).extracting(Relative::asset).containsExactly(id("c"), id("b"));
        assertThat(lineage("a").successors()).extracting(Relative::asset).containsExactly(id("b"), id("c"));
        assertThat(lineage("b").predecessors()).extracting(Relative::asset).containsExactly(id("a"), id("c"));
    }

    @Test
    void shouldSayWhenThereIsMore() {
        put("a");
        for (int i = 0; i <= Lineage.RELATIVES_MAX; i++) {
            driver.decide(asset("s%04d".formatted(i), null, "a"));
        }
        driver.catchUp();

        Lineage cut = lineage("a");

        assertThat(cut.successors()).hasSize(Lineage.RELATIVES_MAX);
        assertThat(cut.complete()).isFalse();
    }

    private Lineage lineage(String id) {
        return Lineage.of(new AssetId(id), driver.view.history(), Moment.at(at(30)))
                .orElseThrow();
    }

    private Lineage lineage(String id, Instant asKnownAt) {
        return Lineage.of(new AssetId(id), driver.view.history(), new Moment(at(30), asKnownAt))
                .orElseThrow();
    }

    private void put(String id) {
        put(id, null);
    }

    private void put(String id, @Nullable Instant from, String... predecessors) {
        driver.accepted(asset(id, from, predecessors));
    }

    private static PutAsset asset(String id, @Nullable Instant from, String... predecessors) {
        return new PutAsset(
                new AssetId(id),
                id,
                new TypeId("wind"),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                new AssetDetails(null, null, List.of(), ids(predecessors)),
                from == null ? null : Validity.from(from));
    }

    private static AssetId id(String id) {
        return new AssetId(id);
    }

    private static List<AssetId> ids(String... ids) {
        return Stream.of(ids).map(AssetId::new).toList();
    }

    private static Instant at(int minute) {
        return ModelDriver.START.plus(Duration.ofMinutes(minute));
    }
}
