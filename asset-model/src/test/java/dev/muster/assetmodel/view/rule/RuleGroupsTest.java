package dev.muster.assetmodel.view.rule;

import static dev.muster.assetmodel.registry.ModelFacts.POWER;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.power;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.PlaceAsset;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelCommand.PutRuleGroup;
import dev.muster.assetmodel.command.ModelCommand.RetireAsset;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group by rule as its members come and go, one story at a time; {@link RuleGroupsPropertyTest} tells them all. */
class RuleGroupsTest {
    private static final Condition ABLE = new Condition.Attribute("island", "yes", null, null);
    private static final Condition LARGE = new Condition.Limit(POWER, Condition.End.MAX, 50.0, null);

    private final ModelDriver model = new ModelDriver();

    @BeforeEach
    void describe() {
        model.accepted(geography());
        model.accepted(type("battery", power("MW", new Range(-60, 60))));
    }

    @Test
    void shouldHoldLargeIslandBatteries() {
        model.accepted(type("wind"));
        battery("B-1", Map.of("island", "yes"));
        battery("B-2", Map.of("island", "no"));
        put("W-1", "wind", Map.of("island", "yes"), AssetDetails.NONE);

        GroupKey islands = rule("islands", new Condition.OfType(new TypeId("battery")), LARGE, ABLE);

        assertThat(roster(islands).members()).containsOnlyKeys(new AssetId("B-1"));
        assertThat(roster(islands).parent()).isNull();
        assertThat(roster(islands).children()).isEmpty();
        assertThat(model.view.ruleGroupsOf(new AssetId("B-1"))).containsExactly(islands);
        assertThat(model.view.ruleGroupsOf(new AssetId("B-2"))).isEmpty();
        assertThat(model.view.group(islands)).contains(new Group(islands, "islands", null, Validity.from(model.now())));
    }

    @Test
    void shouldFollowAttributesTypesAndRetirements() {
        battery("B-1", Map.of("island", "yes"));
        GroupKey able = rule("able", ABLE);
        GroupKey large = rule("large", LARGE);

        battery("B-2", Map.of("island", "yes"));
        assertMembers(able, "B-1", "B-2");
        battery("B-1", Map.of());
        assertMembers(able, "B-2");
        assertMembers(large, "B-1", "B-2");

        model.accepted(type("battery", power("MW", new Range(-50, 50))));
        assertMembers(large);

        model.accepted(new RetireAsset(new AssetId("B-2"), model.now().plusSeconds(60)));
        assertMembers(able, "B-2");
        model.passes(Duration.ofSeconds(60));
        assertMembers(able);
        assertThat(model.view.ruleGroupsOf(new AssetId("B-2"))).isEmpty();
    }

    @Test
    void shouldFollowFeedersAndWhoStandsNear() {
        battery("B-1", Map.of("latitude", "0", "longitude", "0.01"));
        battery("B-2", Map.of());
        put("SUB", "battery", Map.of("latitude", "0", "longitude", "0"), feeding("B-1"));
        GroupKey fed = rule("fed", new Condition.FedBy(new AssetId("SUB")));
        GroupKey near = rule("near", new Condition.Near(new AssetId("SUB"), 5));
        assertMembers(fed, "B-1");
        assertMembers(near, "B-1", "SUB");

        put("B-1", "battery", Map.of("latitude", "0", "longitude", "0.01"), feeding("B-2"));
        assertMembers(fed, "B-1", "B-2");

        put("SUB", "battery", Map.of("latitude", "1", "longitude", "0"), AssetDetails.NONE);
        assertMembers(fed);
        assertMembers(near, "SUB");
    }

    @Test
    void shouldWaitForWhoeverARuleNames() {
        GroupKey fed = rule("fed", new Condition.FedBy(new AssetId("SUB")));
        GroupKey wind = rule("wind", new Condition.OfType(new TypeId("wind")));
        battery("B-1", Map.of());
        assertMembers(fed);

        put("SUB", "battery", Map.of(), feeding("B-1"));
        model.accepted(type("wind"));
        put("W-1", "wind", Map.of(), AssetDetails.NONE);

        assertMembers(fed, "B-1");
        assertMembers(wind, "W-1");
    }

    @Test
    void shouldBeThereWhileItsRuleIsInForceOnly() {
        battery("B-1", Map.of("island", "yes"));
        GroupKey able = RuleGroup.key(new GroupId("able"));
        Validity hour = new Validity(model.now().plusSeconds(60), model.now().plusSeconds(120));
        model.accepted(new PutRuleGroup(able.group(), new RuleGroup("able", List.of(ABLE)), hour));
        assertThat(model.view.roster(able)).isEmpty();
        assertThat(model.view.ruleGroups()).isEmpty();
        assertThat(model.view.group(able)).contains(new Group(able, "able", null, hour));

        model.passes(Duration.ofSeconds(60));
        assertMembers(able, "B-1");
        assertThat(model.view.ruleGroups()).containsExactly(able);

        model.passes(Duration.ofSeconds(60));
        assertThat(model.view.roster(able)).isEmpty();
        assertThat(model.view.ruleGroupsOf(new AssetId("B-1"))).isEmpty();
    }

    @Test
    void shouldKeepTheRosterThatNothingChanged() {
        battery("B-1", Map.of("island", "yes"));
        GroupKey able = rule("able", ABLE);
        Roster before = roster(able);

        battery("B-2", Map.of("island", "no"));
        battery("B-1", Map.of("island", "yes", "colour", "red"));
        model.passes(Duration.ofDays(1));
        assertThat(roster(able)).isSameAs(before);

        model.accepted(new PutRuleGroup(able.group(), new RuleGroup("Able", List.of(ABLE)), null));
        assertThat(roster(able).name()).isEqualTo("Able");
        assertThat(roster(able).members()).isSameAs(before.members());
    }

    @Test
    void shouldLetNobodyBePlacedAmongRules() {
        battery("B-1", Map.of("island", "yes"));
        GroupKey able = rule("able", ABLE);

        assertThat(model.rejected(new PlaceAsset(
                                new AssetId("B-1"), new Placement(RuleGroup.HIERARCHY, able.group(), null, null)))
                        .field())
                .isEqualTo("hierarchy");
        assertThat(model.rejected(new CreateHierarchy(RuleGroup.HIERARCHY, "Mine"))
                        .field())
                .isEqualTo("hierarchy");
        assertThat(model.rejected(new PutGroup(RuleGroup.key(new GroupId("mine")), "Mine", null, null))
                        .field())
                .isEqualTo("hierarchy");
        assertThat(model.view.hierarchies()).doesNotContain(RuleGroup.HIERARCHY);
        assertThat(model.view.hierarchyName(RuleGroup.HIERARCHY)).contains("rules");
        assertThat(model.view.groups(RuleGroup.HIERARCHY)).hasSize(1);
    }

    private void battery(String id, Map<String, String> attributes) {
        put(id, "battery", attributes, AssetDetails.NONE);
    }

    private void put(String id, String type, Map<String, String> attributes, AssetDetails details) {
        ModelCommand put = new PutAsset(
                new AssetId(id), id, new TypeId(type), null, Map.of(), attributes, null, List.of(), details, null);
        model.accepted(put);
    }

    private static AssetDetails feeding(String... fed) {
        return new AssetDetails(null, null, Stream.of(fed).map(AssetId::new).toList(), List.of());
    }

    private GroupKey rule(String id, Condition... all) {
        model.accepted(new PutRuleGroup(new GroupId(id), new RuleGroup(id, List.of(all)), null));
        return RuleGroup.key(new GroupId(id));
    }

    private void assertMembers(GroupKey group, String... members) {
        assertThat(roster(group).members().keySet()).extracting(AssetId::value).containsExactly(members);
    }

    private Roster roster(GroupKey group) {
        return model.view.roster(group).orElseThrow();
    }
}
