package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PutGroupProperties;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.mismatch.DesiredValue;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.memory.ModelDriver;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wanted of groups: by the limits of an asset's own, and what comes of it for an asset. */
class GroupPropertiesTest {
    private static final HierarchyId OWNER = new HierarchyId("owner");
    private static final AssetId ASSET = new AssetId("WT-07");

    private final ModelDriver model = new ModelDriver();

    /** geography: region > site > WT-07; owner: city > WT-07. */
    @BeforeEach
    void register() {
        model.accepted(type("wind"));
        model.accepted(geography());
        model.accepted(new ModelCommand.CreateHierarchy(OWNER, "Owner"));
        model.accepted(putGroup("region", null));
        model.accepted(putGroup("site", "region"));
        model.accepted(new ModelCommand.PutGroup(key(OWNER, "fund"), "Fund", null, null));
        model.accepted(new ModelCommand.PutGroup(key(OWNER, "city"), "City", new GroupId("fund"), null));
        model.accepted(putAsset("WT-07", in("site"), Placement.now(OWNER, new GroupId("city"))));
    }

    /** Whoever speaks says "v" and its own name; the nearest is believed, of equally near ones the first tree's. */
    @ParameterizedTest
    @CsvSource({
        "asset site city region fund, asset",
        "site city region fund, site",
        "city region fund, city",
        "region fund, region",
        "fund, fund",
        "fund city, city",
        "region city, city",
        "site fund, site"
    })
    void shouldBelieveTheNearest(String speakers, String believed) {
        for (String speaker : speakers.split(" ")) {
            Properties wanted = new Properties(Map.of("mode", "v " + speaker, "of " + speaker, "1"));
            model.accepted(
                    speaker.equals("asset")
                            ? new ModelCommand.PutProperties(ASSET, PropertyKind.DESIRED, wanted, null)
                            : new PutGroupProperties(
                                    key(List.of("city", "fund").contains(speaker) ? OWNER : GEOGRAPHY, speaker),
                                    wanted,
                                    null));
        }
        model.catchUp();

        Map<String, DesiredValue> desired = model.view.history().desired(ASSET, Moment.at(model.now()));

        assertThat(desired.get("mode").value()).isEqualTo("v " + believed);
        assertThat(desired.get("mode").group())
                .isEqualTo(
                        switch (believed) {
                            case "asset" -> null;
                            case "city", "fund" -> key(OWNER, believed);
                            default -> group(believed);
                        });
        // Property by property: what the nearest is silent about comes from farther away.
        List<String> names = new ArrayList<>(List.of("mode"));
        List.of(speakers.split(" ")).forEach(speaker -> names.add("of " + speaker));
        assertThat(desired).containsOnlyKeys(names);
    }

    @Test
    void shouldReplaceAllThatWasWanted() {
        model.accepted(put(Map.of("firmware", "2.1", "mode", "eco")));
        model.passes(Duration.ofHours(1));
        model.accepted(put(Map.of("firmware", "2.2")));
        model.catchUp();

        assertThat(model.view.history().desired(ASSET, Moment.at(model.now()))).containsOnlyKeys("firmware");
        assertThat(model.view.history().desired(ASSET, Moment.at(model.now().minusSeconds(60))))
                .containsOnlyKeys("firmware", "mode");
        assertThat(model.accepted(put(Map.of("firmware", "2.2"))))
                .as("said already")
                .isEmpty();
    }

    @Test
    void shouldWantNothingOfWhoLeftService() {
        model.accepted(put(Map.of("firmware", "2.1")));
        model.accepted(new ModelCommand.RetireAsset(ASSET, model.now().plusSeconds(10)));
        model.catchUp();

        assertThat(model.view.history().desired(ASSET, Moment.at(model.now()))).isNotEmpty();
        assertThat(model.view.history().desired(ASSET, Moment.at(model.now().plusSeconds(10))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "geography, no, UNKNOWN_REFERENCE, group",
        "nowhere, site, UNKNOWN_REFERENCE, group",
        "geography, root, INVALID, group",
        "geography, unplaced, INVALID, group",
        "rules, any, INVALID, hierarchy"
    })
    void shouldRefuseGroupsThatWantNothing(String hierarchy, String group, Reason reason, String field) {
        assertThat(RuleGroup.HIERARCHY.value()).isEqualTo("rules");

        Rejected rejected = model.rejected(new PutGroupProperties(
                key(new HierarchyId(hierarchy), group), new Properties(Map.of("firmware", "2.1")), null));

        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.field()).isEqualTo(field);
        assertThat(rejected.detail()).startsWith("Expected ").contains(" but ");
    }

    @Test
    void shouldHaveTheLimitsOfAnAssetsOwn() {
        Map<String, String> most = new TreeMap<>();
        for (int i = 0; i < ModelLimits.PROPERTIES_MAX; i++) {
            most.put("p" + i, "x".repeat(ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX));
        }
        model.accepted(put(most));

        most.put("one more", "x");
        assertThat(model.rejected(put(most)).field()).isEqualTo("properties");
        assertThat(model.rejected(put(Map.of("p", "x".repeat(ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX + 1))))
                        .field())
                .isEqualTo("properties.p");
        assertThat(model.rejected(put(Map.of(" ", "x"))).reason()).isEqualTo(Reason.INVALID);
        assertThat(model.rejected(new PutGroupProperties(
                                group("site"),
                                new Properties(Map.of()),
                                Validity.from(ModelLimits.TIME_MAX.plusSeconds(1))))
                        .field())
                .isEqualTo("validFrom");
    }

    private static PutGroupProperties put(Map<String, String> wanted) {
        return new PutGroupProperties(group("site"), new Properties(wanted), null);
    }

    private static GroupKey key(HierarchyId hierarchy, String group) {
        return new GroupKey(hierarchy, new GroupId(group));
    }
}
