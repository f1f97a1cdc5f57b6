package dev.muster.twinservice.http.api.live;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import dev.muster.assetmodel.view.Subtree;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real model of turbines, and aggregators to whom all of them report 1 MW, unless the test has them say something else:
 * root has north, with sites 1 and 2 of two turbines each, and south with three.
 */
final class FakeGroups implements Aggregates {
    static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    static final SignalName POWER = new SignalName("power");
    static final GroupKey ROOT = GroupKey.root(GEOGRAPHY);
    static final GroupKey NORTH = group("north");
    static final GroupKey SITE_1 = group("site-1");
    static final GroupKey SOUTH = group("south");

    private static final TypeId WIND = new TypeId("wind");

    final List<GroupKey> asked = new CopyOnWriteArrayList<>();
    final List<Integer> limits = new CopyOnWriteArrayList<>();
    volatile Function<GroupKey, CompletionStage<AggregateReply>> totals = group -> completedFuture(found(group));
    volatile Function<@Nullable String, CompletionStage<MissingReply>> missing =
            cursor -> completedFuture(new MissingReply.Page(List.of(), null));

    private final ModelOfTests model = new ModelOfTests(NOW.minusSeconds(60));

    FakeGroups() {
        Signal power = Signal.atIntervals(
                POWER,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
        model.execute(new ModelCommand.DefineType(new AssetType(WIND, "Wind", Duration.ofSeconds(30), List.of(power))));
        model.execute(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography"));
        put("north", null);
        put("site-1", "north");
        put("site-2", "north");
        put("south", null);
        place("site-1", "WT-1", "WT-2");
        place("site-2", "WT-3", "WT-4");
        place("south", "WT-5", "WT-6", "WT-7");
    }

    static GroupKey group(String id) {
        return new GroupKey(GEOGRAPHY, new GroupId(id));
    }

    void put(String id, @Nullable String parent) {
        model.execute(
                new ModelCommand.PutGroup(group(id), "Group " + id, parent == null ? null : new GroupId(parent), null));
    }

    void place(String group, String... assets) {
        for (String asset : assets) {
            model.execute(new ModelCommand.PutAsset(
                    new AssetId(asset),
                    "Turbine " + asset,
                    WIND,
                    null,
                    Map.of(POWER, new Range(0, 3)),
                    Map.of(),
                    null,
                    List.of(new Placement(GEOGRAPHY, new GroupId(group), NOW.minusSeconds(60), null))));
        }
    }

    GroupKey putRule(String id, Condition... all) {
        model.execute(new ModelCommand.PutRuleGroup(new GroupId(id), new RuleGroup("Rule " + id, List.of(all)), null));
        return RuleGroup.key(new GroupId(id));
    }

    ModelView view() {
        return model.view;
    }

    /** Everybody reports, as the model has them. */
    AggregateReply found(GroupKey group) {
        Roster roster = model.view.roster(group).orElseThrow();
        List<ChildAggregate> children = new ArrayList<>();
        roster.children().forEach((child, subtree) -> children.add(new ChildAggregate(child, "", reporting(subtree))));
        return found(group, reporting(roster.whole()), children);
    }

    AggregateReply found(GroupKey group, Totals totals, List<ChildAggregate> children) {
        String name = model.view.roster(group).map(Roster::name).orElse("");
        return new AggregateReply.Found(new Aggregate(group, name, POWER, NOW, totals, children, List.of(), null));
    }

    static Totals reporting(Subtree subtree) {
        int count = subtree.signals().containsKey(POWER)
                ? subtree.signals().get(POWER).expected()
                : 0;
        long micros = (long) count * FixedPoint.MICROS_PER_UNIT;
        return new Totals(micros, count, count, 0, Map.of(), micros, micros, 0);
    }

    @Override
    public CompletionStage<AggregateReply> aggregate(GroupKey group, SignalName signal) {
        throw new UnsupportedOperationException("Live views do not name the first missing");
    }

    @Override
    public CompletionStage<AggregateReply> totals(GroupKey group, SignalName signal) {
        asked.add(group);
        return totals.apply(group);
    }

    @Override
    public CompletionStage<MissingReply> missing(
            GroupKey group, SignalName signal, @Nullable String cursor, int limit) {
        limits.add(limit);
        return missing.apply(cursor);
    }

    @Override
    public CompletionStage<RecentReply> recent(GroupKey group, SignalName signal) {
        throw new UnsupportedOperationException("Live views do not look back");
    }
}
