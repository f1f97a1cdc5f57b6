package dev.muster.assetmodel.view.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.ModelFacts;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.Condition.Attribute;
import dev.muster.assetmodel.rule.Condition.End;
import dev.muster.assetmodel.rule.Condition.Limit;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Place;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.view.Asset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final SignalName POWER = ModelFacts.POWER;
    private static final AssetId SUBSTATION = new AssetId("SUB-3");
    private static final double DEGREE_KM = 111.195;

    /** A wind turbine reaches -1 to 10 by its type; {@code SUB-3} feeds {@code B-1}, and stands on the equator. */
    private static final Surroundings AROUND = new Surroundings() {
        @Override
        public @Nullable AssetType type(TypeId type) {
            return type.value().equals("wind") ? ModelFacts.type("wind").type() : null;
        }

        @Override
        public Set<AssetId> fedBy(AssetId feeder) {
            return feeder.equals(SUBSTATION) ? Set.of(new AssetId("B-1")) : Set.of();
        }

        @Override
        public @Nullable Place place(AssetId asset) {
            return asset.equals(SUBSTATION) ? new Place(0, 0) : null;
        }
    };

    @Test
    void shouldGoByTheType() {
        assertThat(holds(new Condition.OfType(new TypeId("wind")), asset("B-1")))
                .isTrue();
        assertThat(holds(new Condition.OfType(new TypeId("battery")), asset("B-1")))
                .isFalse();
    }

    @Test
    void shouldGoByAnAttribute() {
        Asset two = with(Map.of("storeys", "2", "island", "yes"));

        assertThat(holds(new Attribute("island", null, null, null), two)).isTrue();
        assertThat(holds(new Attribute("roof", null, null, null), two)).isFalse();
        assertThat(holds(new Attribute("island", "yes", null, null), two)).isTrue();
        assertThat(holds(new Attribute("island", "Yes", null, null), two)).isFalse();
        assertThat(holds(new Attribute("storeys", null, 2.0, null), two)).isFalse();
        assertThat(holds(new Attribute("storeys", null, 1.9, null), two)).isTrue();
        assertThat(holds(new Attribute("storeys", null, null, 2.0), two)).isFalse();
        assertThat(holds(new Attribute("storeys", null, null, 2.1), two)).isTrue();
        assertThat(holds(new Attribute("storeys", null, 1.0, 3.0), two)).isTrue();
        assertThat(holds(new Attribute("storeys", "2", 2.5, null), two)).isFalse();
        for (String no : List.of("NaN", "3d", "0x3p0", "three", "", " 3")) {
            assertThat(holds(new Attribute("storeys", null, 1.0, null), with(Map.of("storeys", no))))
                    .as(no)
                    .isFalse();
        }
        assertThat(holds(new Attribute("storeys", null, 1.0, null), with(Map.of("storeys", "1e400"))))
                .isTrue();
    }

    @Test
    void shouldGoByWhatAnAssetCanReach() {
        Asset own = limited("wind", Map.of(POWER, new Range(-20, 50)));
        Asset byType = limited("wind", Map.of());
        Asset nobodyKnows = limited("unheard", Map.of());

        assertThat(holds(new Limit(POWER, End.MAX, 50.0, null), own)).isFalse();
        assertThat(holds(new Limit(POWER, End.MAX, 49.9, null), own)).isTrue();
        assertThat(holds(new Limit(POWER, End.MIN, null, -19.9), own)).isTrue();
        assertThat(holds(new Limit(POWER, End.MIN, null, -20.0), own)).isFalse();
        assertThat(holds(new Limit(POWER, End.MAX, 9.9, 10.1), byType)).isTrue();
        assertThat(holds(new Limit(POWER, End.MAX, 10.0, null), byType)).isFalse();
        assertThat(holds(new Limit(POWER, End.MIN, null, null), byType)).isTrue();
        assertThat(holds(new Limit(new SignalName("heat"), End.MAX, null, null), byType))
                .isFalse();
        assertThat(holds(new Limit(POWER, End.MAX, null, null), nobodyKnows)).isFalse();
        assertThat(holds(new Limit(POWER, End.MAX, null, null), limited("unheard", Map.of(POWER, new Range(0, 1)))))
                .isTrue();
    }

    @Test
    void shouldGoByOwnerAndCustodian() {
        Asset owned = described("B-1", new AssetDetails("Northern", "Grid", List.of(), List.of()));

        assertThat(holds(new Condition.OwnedBy("Northern"), owned)).isTrue();
        assertThat(holds(new Condition.OwnedBy("Grid"), owned)).isFalse();
        assertThat(holds(new Condition.HeldBy("Grid"), owned)).isTrue();
        assertThat(holds(new Condition.HeldBy("Northern"), owned)).isFalse();
        assertThat(holds(new Condition.OwnedBy("Northern"), asset("B-1"))).isFalse();
    }

    @Test
    void shouldGoByWhoFeeds() {
        assertThat(holds(new Condition.FedBy(SUBSTATION), asset("B-1"))).isTrue();
        assertThat(holds(new Condition.FedBy(SUBSTATION), asset("B-2"))).isFalse();
        assertThat(holds(new Condition.FedBy(new AssetId("SUB-4")), asset("B-1")))
                .isFalse();
    }

    @Test
    void shouldGoByTheDistance() {
        Asset degree = with(Map.of("latitude", "0", "longitude", "1"));

        assertThat(holds(new Condition.Near(SUBSTATION, DEGREE_KM + 0.001), degree))
                .isTrue();
        assertThat(holds(new Condition.Near(SUBSTATION, DEGREE_KM - 0.001), degree))
                .isFalse();
        assertThat(holds(new Condition.Near(SUBSTATION, 0), with(Map.of("latitude", "0", "longitude", "0"))))
                .isTrue();
        assertThat(holds(new Condition.Near(SUBSTATION, 20_038), asset("B-1"))).isFalse();
        assertThat(holds(new Condition.Near(new AssetId("nowhere"), 20_038), degree))
                .isFalse();
    }

    @Test
    void shouldAskForEveryCondition() {
        Condition yes = new Attribute("island", "yes", null, null);
        Condition wind = new Condition.OfType(new TypeId("wind"));
        Asset island = with(Map.of("island", "yes"));

        assertThat(Rules.hold(new RuleGroup("both", List.of(yes, wind)), island, AROUND))
                .isTrue();
        assertThat(Rules.hold(new RuleGroup("both", List.of(yes, wind)), asset("B-1"), AROUND))
                .isFalse();
        assertThat(Rules.hold(new RuleGroup("both", List.of(wind, yes)), asset("B-1"), AROUND))
                .isFalse();
    }

    private static boolean holds(Condition condition, Asset asset) {
        return Rules.hold(new RuleGroup("rule", List.of(condition)), asset, AROUND);
    }

    private static Asset asset(String id) {
        return described(id, AssetDetails.NONE);
    }

    private static Asset described(String id, AssetDetails details) {
        return asset(id, "wind", Map.of(), Map.of(), details);
    }

    private static Asset with(Map<String, String> attributes) {
        return asset("A-1", "wind", Map.of(), attributes, AssetDetails.NONE);
    }

    private static Asset limited(String type, Map<SignalName, Range> limits) {
        return asset("A-1", type, limits, Map.of(), AssetDetails.NONE);
    }

    private static Asset asset(
            String id,
            String type,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            AssetDetails details) {
        return new Asset(
                new AssetId(id),
                id,
                new TypeId(type),
                new SourceId(id),
                limits,
                attributes,
                null,
                new Recorded(Instant.EPOCH, new Principal("tester")),
                details);
    }
}
