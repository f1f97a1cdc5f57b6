package dev.muster.assetmodel.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people and a registry say of one battery, field by field. */
class DescribedTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2030-06-01T00:00:00Z");
    private static final SystemId REGISTRY = new SystemId("registry");
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName HEAT = new SignalName("heat");
    private static final Range RATED = new Range(0, 3);
    private static final Range WIDER = new Range(0, 5);

    @Test
    void shouldTakeFromTheNextWhatTheFirstIsSilentAbout() {
        AssetDefinition people = battery(
                "Ours",
                "battery",
                Map.of(POWER, RATED),
                Map.of("maker", "A"),
                new AssetDetails("city", null, List.of(), List.of(new AssetId("B-0"))));
        AssetDefinition registry = battery(
                "B-1 (register)",
                "battery",
                Map.of(POWER, WIDER, HEAT, WIDER),
                Map.of("maker", "B", "built", "2029"),
                new AssetDetails("bank", "grid", List.of(new AssetId("B-9")), List.of(new AssetId("B-8"))));

        AssetDefinition together = described(people, registry, NOW);

        assertThat(together)
                .isEqualTo(battery(
                        "Ours",
                        "battery",
                        Map.of(POWER, RATED, HEAT, WIDER),
                        Map.of("maker", "A", "built", "2029"),
                        new AssetDetails("city", "grid", List.of(new AssetId("B-9")), List.of(new AssetId("B-0")))));
    }

    @Test
    void shouldNotTakeLimitsOfAnotherType() {
        AssetDefinition people = battery("Ours", "battery", Map.of(), Map.of(), AssetDetails.NONE);
        AssetDefinition registry = battery("B-1", "unit", Map.of(POWER, WIDER), Map.of(), AssetDetails.NONE);

        assertThat(described(people, registry, NOW)).isEqualTo(people);
    }

    @Test
    void shouldAskTheNextWhereTheFirstSaysNothingOfThatTime() {
        AssetDefinition people = battery("Ours", "battery", Map.of(), Map.of("maker", "A"), AssetDetails.NONE);
        AssetDefinition registry = battery("B-1", "battery", Map.of(), Map.of("built", "2029"), AssetDetails.NONE);
        Timeline<AssetDefinition> timeline = Timeline.<AssetDefinition>empty()
                .with(registry, Validity.from(NOW), by(REGISTRY, 1, 1))
                .with(people, Validity.from(LATER), by(null, 0, 2));

        assertThat(name(timeline, NOW, null)).isEqualTo("B-1");
        assertThat(name(timeline, LATER, null)).isEqualTo("Ours");
        assertThat(name(timeline, LATER, NOW.plusSeconds(1))).isEqualTo("B-1");
        assertThat(name(timeline, NOW.minusSeconds(1), null)).isEqualTo("B-1");
    }

    /** People say whether it is in service: that the registry knows of a retirement is a conflict, not a retirement. */
    @Test
    void shouldLetTheFirstSayWhetherItIsInService() {
        AssetDefinition people = battery("Ours", "battery", Map.of(), Map.of(), AssetDetails.NONE);

        assertThat(described(people, people.withRetiredFrom(NOW), NOW).retiredFrom())
                .isNull();
    }

    private static AssetDefinition described(AssetDefinition people, AssetDefinition registry, Instant at) {
        return Described.nearest(
                        Timeline.<AssetDefinition>empty()
                                .with(registry, Validity.from(Validity.BEGINNING), by(REGISTRY, 1, 2))
                                .with(people, Validity.from(Validity.BEGINNING), by(null, 0, 1)),
                        at,
                        null)
                .orElseThrow()
                .value();
    }

    private static String name(Timeline<AssetDefinition> timeline, Instant at, @Nullable Instant asKnownAt) {
        return Described.nearest(timeline, at, asKnownAt).orElseThrow().value().name();
    }

    private static AssetDefinition battery(
            String name,
            String type,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            AssetDetails details) {
        return new AssetDefinition(name, new TypeId(type), new SourceId("B-1"), limits, attributes, null, details);
    }

    private static Recorded by(@Nullable SystemId system, int rank, int second) {
        return new Recorded(NOW.plusSeconds(second), new Principal("tester"), system, rank);
    }
}
