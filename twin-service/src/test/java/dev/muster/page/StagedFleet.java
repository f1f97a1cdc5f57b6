package dev.muster.page;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.page.control.TurbineControl;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A fleet whose every figure the test sets: a real model, and the totals of what its units were told to report. Each unit can
 * reach from 0 to 3 MW. Thread-safe.
 */
public final class StagedFleet implements Aggregates {
    public static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    static final HierarchyId TECHNOLOGY = new HierarchyId("technology");
    static final SignalName POWER = new SignalName("power");
    static final GroupKey ROOT = GroupKey.root(GEOGRAPHY);

    private static final double MEGA = 1_000_000;
    static final long MICROS_MAX = 3_000_000;
    public static final AssetType TURBINE = TurbineControl.of(new AssetType(
            new TypeId("wind-turbine"),
            "Wind turbine",
            Duration.ofSeconds(30),
            List.of(
                    signal("power", "MW", new Range(0, 3), true),
                    signal("reactive_power", "Mvar", new Range(-1, 1), true),
                    signal("wind_speed", "m/s", new Range(0, 90), false))));

    private final Clock clock;
    public final ModelOfTests model;
    private final Map<AssetId, Unit> units = new TreeMap<>();
    /** Commands that the model does not know yet: it takes many at once, if none needs another. */
    private final List<ModelCommand> announced = new ArrayList<>();

    private final Set<GroupKey> announcedGroups = new HashSet<>();
    private Map<GroupKey, Totals> totals = new HashMap<>();
    private boolean changed;
    private @Nullable String silence;
    private long drift;
    private Runnable driftsWith = () -> {};

    /** @param reason {@code null}: it reports */
    private record Unit(
            GroupKey group,
            long micros,
            @Nullable MissingReason reason,
            @Nullable Instant since) {}

    public StagedFleet(Clock clock) {
        this.clock = clock;
        this.model = new ModelOfTests(clock.instant());
        model.execute(new ModelCommand.DefineType(TURBINE));
        model.execute(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography"));
        model.execute(new ModelCommand.CreateHierarchy(TECHNOLOGY, "Technology"));
    }

    private static Signal signal(String name, String unit, Range range, boolean summed) {
        return Signal.atIntervals(
                new SignalName(name),
                unit,
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                range,
                summed);
    }

    public synchronized ModelView view() {
        execute();
        return model.view;
    }

    private void execute() {
        model.executeAll(announced);
        announced.clear();
        announcedGroups.clear();
    }

    Clock clock() {
        return clock;
    }

    /** @param parent {@code null}: the root */
    public synchronized GroupKey group(String id, String name, @Nullable GroupKey parent) {
        GroupKey group = new GroupKey(GEOGRAPHY, new GroupId(id));
        if (parent != null && announcedGroups.contains(parent)) {
            execute();
        }
        announcedGroups.add(group);
        announced.add(new ModelCommand.PutGroup(
                group, name, parent == null ? null : parent.group(), Validity.from(Validity.BEGINNING)));
        changed = true;
        return group;
    }

    /** A unit that reports {@code megawatts}. */
    public synchronized AssetId unit(String id, String name, GroupKey group, double megawatts) {
        AssetId asset = new AssetId(id);
        if (announcedGroups.contains(group)) {
            execute();
        }
        announced.add(new ModelCommand.PutAsset(
                asset,
                name,
                TURBINE.id(),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(new Placement(GEOGRAPHY, group.group(), Validity.BEGINNING, null))));
        put(asset, new Unit(group, Math.round(megawatts * MEGA), null, null));
        return asset;
    }

    public synchronized void report(AssetId asset, double megawatts) {
        put(asset, new Unit(unit(asset).group(), Math.round(megawatts * MEGA), null, null));
    }

    public synchronized void miss(AssetId asset, MissingReason reason, @Nullable Instant since) {
        put(asset, new Unit(unit(asset).group(), unit(asset).micros(), reason, since));
    }

    /** From now on every total is another one each time that the root is asked, and {@code alsoThen} happens. */
    synchronized void drift(Runnable alsoThen) {
        drift = 1;
        driftsWith = alsoThen;
    }

    /** From now on no aggregator answers; {@code null}: all do again. */
    synchronized void fallSilent(@Nullable String detail) {
        silence = detail;
    }

    /** Empty: it reports. */
    synchronized Optional<MissingMember> absence(AssetId asset) {
        Unit unit = unit(asset);
        return Optional.ofNullable(unit.reason())
                .map(reason -> new MissingMember(asset, unit.group(), reason, unit.since()));
    }

    private Unit unit(AssetId asset) {
        return Objects.requireNonNull(units.get(asset), () -> "Expected a unit of the stage but got " + asset);
    }

    private void put(AssetId asset, Unit unit) {
        units.put(asset, unit);
        changed = true;
    }

    @Override
    public synchronized CompletionStage<AggregateReply> aggregate(GroupKey group, SignalName signal) {
        return completedFuture(found(group, signal));
    }

    @Override
    public synchronized CompletionStage<AggregateReply> totals(GroupKey group, SignalName signal) {
        return completedFuture(found(group, signal));
    }

    @Override
    public synchronized CompletionStage<MissingReply> missing(
            GroupKey group, SignalName signal, @Nullable String cursor, int limit) {
        List<MissingMember> page = new ArrayList<>();
        for (Map.Entry<AssetId, Unit> entry : units.entrySet()) {
            Unit unit = entry.getValue();
            MissingReason reason = unit.reason();
            if (reason == null
                    || (cursor != null && entry.getKey().value().compareTo(cursor) <= 0)
                    || !path(unit.group()).contains(group)) {
                continue;
            }
            if (page.size() == limit) {
                return completedFuture(
                        new MissingReply.Page(page, page.get(limit - 1).asset().value()));
            }
            page.add(new MissingMember(entry.getKey(), unit.group(), reason, unit.since()));
        }
        return completedFuture(new MissingReply.Page(page, null));
    }

    @Override
    public synchronized CompletionStage<RecentReply> recent(GroupKey group, SignalName signal) {
        return completedFuture(StagedTwins.recent(figures(group), clock.instant()));
    }

    private AggregateReply found(GroupKey key, SignalName signal) {
        if (silence != null) {
            return new AggregateReply.Unreachable(silence);
        }
        if (drift > 0 && key.equals(ROOT)) {
            drift++;
            driftsWith.run();
            changed = true;
        }
        Group group = model.view.group(key).orElse(null);
        if (group == null) {
            return new AggregateReply.UnknownGroup(key);
        }
        List<ChildAggregate> children = model.view.roster(key).orElseThrow().children().keySet().stream()
                .map(child -> new ChildAggregate(child, child.group().value(), figures(child)))
                .toList();
        return new AggregateReply.Found(
                new Aggregate(key, group.name(), signal, clock.instant(), figures(key), children, List.of(), null));
    }

    /** The same whatever the signal. */
    synchronized Totals figures(GroupKey group) {
        if (changed) {
            execute();
            totals = sums();
            changed = false;
        }
        return totals.getOrDefault(group, new Totals(0, 0, 0, 0, Map.of(), 0, 0, 0));
    }

    private Map<GroupKey, Totals> sums() {
        Map<GroupKey, Sum> sums = new HashMap<>();
        units.values().forEach(unit -> path(unit.group())
                .forEach(group -> sums.computeIfAbsent(group, any -> new Sum()).add(unit)));
        Map<GroupKey, Totals> made = new HashMap<>();
        sums.forEach((group, sum) -> made.put(group, sum.totals(drift)));
        return made;
    }

    /** From a group up to the root, itself first. */
    private List<GroupKey> path(GroupKey group) {
        List<GroupKey> path = new ArrayList<>();
        @Nullable GroupKey at = group;
        while (at != null) {
            path.add(at);
            GroupId parent = model.view.group(at).map(Group::parent).orElse(null);
            at = parent == null ? null : new GroupKey(at.hierarchy(), parent);
        }
        return path;
    }

    private static final class Sum {
        private final Map<MissingReason, Integer> missing = new EnumMap<>(MissingReason.class);
        private long micros;
        private int expected;
        private int absent;

        void add(Unit unit) {
            expected++;
            MissingReason reason = unit.reason();
            if (reason == null) {
                micros += unit.micros();
            } else {
                absent++;
                missing.merge(reason, 1, Integer::sum);
            }
        }

        Totals totals(long drift) {
            long total = micros + drift * 1_000;
            return new Totals(total, expected, expected - absent, 0, missing, total, total + absent * MICROS_MAX, 0);
        }
    }
}
