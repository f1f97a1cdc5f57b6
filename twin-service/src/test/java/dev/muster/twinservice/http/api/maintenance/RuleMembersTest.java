package dev.muster.twinservice.http.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Work announced on all of a group by rule. */
class RuleMembersTest {
    private static final Instant NIGHT = Instant.parse("2030-01-02T03:04:05Z");
    private static final TypeId SOLAR = new TypeId("solar");

    @Test
    void shouldFindWhoBelongsToARuleThoughAsleepAndNobodyElse() {
        ModelOfTests model = new ModelOfTests(NIGHT);
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
        ExpectationSchedule day = new ExpectationSchedule.Daily(
                ZoneOffset.UTC, List.of(new ExpectationSchedule.Window(LocalTime.of(6, 0), LocalTime.of(18, 0))));
        model.execute(new ModelCommand.DefineType(
                new AssetType(SOLAR, "Solar", Duration.ofSeconds(30), List.of(power), day)));
        model.execute(new ModelCommand.CreateHierarchy(new HierarchyId("geography"), "Geography"));
        put(model, "S-1", "flat");
        put(model, "S-2", "steep");
        put(model, "S-3", "flat");
        GroupKey flat = RuleGroup.key(new GroupId("flat"));
        model.execute(new ModelCommand.PutRuleGroup(
                flat.group(),
                new RuleGroup("Flat", List.of(new Condition.Attribute("roof", "flat", null, null))),
                null));

        assertThat(model.view.roster(flat).orElseThrow().members()).isEmpty();
        assertThat(new GroupMembers(model.view, flat).upTo(10)).containsExactly(new AssetId("S-1"), new AssetId("S-3"));
    }

    private static void put(ModelOfTests model, String id, String roof) {
        model.execute(new ModelCommand.PutAsset(
                new AssetId(id), id, SOLAR, null, Map.of(), Map.of("roof", roof), null, List.of()));
    }
}
