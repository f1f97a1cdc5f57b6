package dev.muster.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.fleet.LiveModel;
import dev.muster.aggregation.fleet.SetClock;
import dev.muster.aggregation.fleet.SetWatermarks;
import dev.muster.aggregation.fleet.StoredFleet;
import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.DefineType;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelCommand.PutRuleGroup;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Totals of groups by rule, out of the real model, in a cluster of one node; each test has assets of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleGroupTotalsTest {
    private static final SignalName POWER = new SignalName("power");
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    private static final TypeId BATTERY = new TypeId("battery");
    private static final Duration STALE_AFTER = Duration.ofHours(7);

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final LiveModel model = new LiveModel();
    private final StoredFleet stored = new StoredFleet();
    private ClusterNode node;

    @BeforeAll
    void start() {
        Signal power = Signal.atIntervals(
                POWER,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                STALE_AFTER,
                new Range(-10, 10),
                true);
        model.execute(clock.instant(), new CreateHierarchy(GEOGRAPHY, "Geography"));
        model.execute(
                clock.instant(),
                new DefineType(new AssetType(BATTERY, "Battery", Duration.ofHours(8), List.of(power))));
        node = ClusterNode.first(model.view(), stored, new SetWatermarks(), clock);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void shouldCountAMemberInEveryGroupThatItBelongsToUntilItLeavesOne() {
        // given
        GroupKey site = site("both-site");
        put("both-1", site, 60, Map.of("both", "yes"));
        put("both-2", site, 60, Map.of());
        put("both-3", site, 20, Map.of("both", "yes"));
        GroupKey able = rule("both-able", new Condition.Attribute("both", "yes", null, null));
        GroupKey large = rule(
                "both-large", new Condition.OfType(BATTERY), new Condition.Limit(POWER, Condition.End.MAX, 50.0, null));

        // when
        report("both-1", 1);
        report("both-2", 10);
        report("both-3", 100);

        // then
        node.eventually(() -> assertThat(totals(site).micros()).isEqualTo(111));
        node.eventually(() -> assertThat(totals(able)).isEqualTo(complete(101, 2)));
        node.eventually(() -> assertThat(totals(large)).isEqualTo(complete(11, 2)));

        put("both-1", site, 60, Map.of("both", "no"));

        node.eventually(() -> assertThat(totals(able)).isEqualTo(complete(100, 1)));
        assertThat(totals(large)).isEqualTo(complete(11, 2));
        assertThat(totals(site).micros()).isEqualTo(111);
    }

    @Test
    void shouldNameWhoIsMissingUnderTheRule() {
        GroupKey site = site("miss-site");
        put("miss-1", site, 5, Map.of("miss", "yes"));
        Instant registered = clock.instant();
        put("miss-2", site, 5, Map.of("miss", "yes"));
        GroupKey rule = rule("miss", new Condition.Attribute("miss", null, null, null));
        report("miss-1", 7);

        node.eventually(() -> assertThat(aggregate(rule))
                .isEqualTo(new Aggregate(
                        rule,
                        "miss",
                        POWER,
                        clock.instant(),
                        new Totals(
                                7, 2, 1, 0, Map.of(MissingReason.NEVER_REPORTED, 1), 7 - 5_000_000, 7 + 5_000_000, 0),
                        List.of(),
                        List.of(new MissingMember(
                                new AssetId("miss-2"), rule, MissingReason.NEVER_REPORTED, registered)),
                        null)));
        assertThat(now(node.aggregation.missing(rule, POWER, null, 10))).isInstanceOf(MissingReply.Page.class);
    }

    @Test
    void shouldTakeUpWhatAMemberSaidBeforeItsRuleCame() {
        put("late-1", site("late-site"), 5, Map.of("late", "yes"));
        stored.store(power("late-1", 9));

        GroupKey rule = rule("late", new Condition.Attribute("late", "yes", null, null));

        node.eventually(() -> assertThat(totals(rule)).isEqualTo(complete(9, 1)));
    }

    @Test
    void shouldKnowNoTotalOverAllRules() {
        rule("some", new Condition.OwnedBy("nobody"));

        assertThat(now(node.aggregation.totals(GroupKey.root(RuleGroup.HIERARCHY), POWER)))
                .isEqualTo(new AggregateReply.UnknownGroup(GroupKey.root(RuleGroup.HIERARCHY)));
    }

    private GroupKey site(String id) {
        GroupKey site = new GroupKey(GEOGRAPHY, new GroupId(id));
        model.execute(clock.instant(), new PutGroup(site, id, null, null));
        return site;
    }

    private void put(String id, GroupKey site, double max, Map<String, String> attributes) {
        model.execute(
                clock.instant(),
                new PutAsset(
                        new AssetId(id),
                        id,
                        BATTERY,
                        null,
                        Map.of(POWER, new Range(-max, max)),
                        attributes,
                        null,
                        List.of(new Placement(GEOGRAPHY, site.group(), null, null))));
        clock.advance(Duration.ofMillis(1));
        model.view().advance(clock.instant());
    }

    private GroupKey rule(String id, Condition... all) {
        model.execute(clock.instant(), new PutRuleGroup(new GroupId(id), new RuleGroup(id, List.of(all)), null));
        return RuleGroup.key(new GroupId(id));
    }

    private static Totals complete(long micros, int members) {
        return new Totals(micros, members, members, 0, Map.of(), micros, micros, 0);
    }

    private Totals totals(GroupKey group) {
        return aggregate(group).totals();
    }

    private Aggregate aggregate(GroupKey group) {
        AggregateReply reply = now(node.aggregation.aggregate(group, POWER));
        assertThat(reply).isInstanceOf(AggregateReply.Found.class);
        return ((AggregateReply.Found) reply).aggregate();
    }

    private static <T> T now(CompletionStage<T> answer) {
        return answer.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void report(String asset, long micros) {
        node.aggregation.update(power(asset, micros));
    }

    private MemberUpdate power(String asset, long micros) {
        Instant at = clock.instant();
        SignalValue value = new SignalValue(micros, Quality.GOOD, at, 1, new SourceId(asset), at);
        return new MemberUpdate(new AssetId(asset), new MemberRegisters(Map.of(POWER, value), null));
    }
}
