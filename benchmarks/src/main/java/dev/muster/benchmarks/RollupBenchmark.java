package dev.muster.benchmarks;

import com.typesafe.config.Config;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.benchmarks.fleet.ShippedSettings;
import dev.muster.benchmarks.path.GroupTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What members say reaches the totals of their group, and those the root's. Values are newer each time, so updates have to be made
 * while it is measured: {@link #updateMade} is what that costs by itself.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RollupBenchmark {
    static final int BATCH = 100;

    private static final Instant NOW = SampleRecords.RECEIVED_AT.plusSeconds(1);

    /** Per update of a batch of one. */
    @Benchmark
    public GroupTree one(OneGroup group) {
        return group.update(1);
    }

    /** Per update of a batch of a hundred. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public GroupTree hundred(OneGroup group) {
        return group.update(BATCH);
    }

    /** The totals of a group, as anybody who asks for them gets them. */
    @Benchmark
    public SignalPartial answer(OneGroup group) {
        return group.total();
    }

    /** Who is missing from a group where one is, the last of them. */
    @Benchmark
    public List<Absentee> missing(OneMissing group) {
        return group.missing();
    }

    /** An update of a member, and the partials that go up from its group to the root. */
    @Benchmark
    public SignalPartial threeLevelsUp(ThreeLevels levels) {
        return levels.update();
    }

    /** The floor: an update that nobody takes. */
    @Benchmark
    public List<MemberUpdate> updateMade(Updates updates) {
        return updates.next(1);
    }

    /** What members say, in turn: values only, as most updates are. */
    @State(Scope.Thread)
    public static class Updates {
        private final List<AssetId> assets = new ArrayList<>();
        private final List<SourceId> sources = new ArrayList<>();
        private long said;

        public Updates() {
            this(1_000);
        }

        Updates(int members) {
            for (int i = 0; i < members; i++) {
                AssetId asset = FleetModel.asset(i);
                assets.add(asset);
                sources.add(new SourceId(asset.value()));
            }
        }

        List<MemberUpdate> next(int size) {
            List<MemberUpdate> updates = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                long number = said++;
                updates.add(update((int) (number % assets.size()), number, null));
            }
            return updates;
        }

        /** All of them, as they came online. */
        List<MemberUpdate> first() {
            StatusRegister online = new StatusRegister(Connectivity.ONLINE, SampleRecords.MEASURED_FROM, 1);
            List<MemberUpdate> updates = new ArrayList<>(assets.size());
            for (int i = 0; i < assets.size(); i++) {
                updates.add(update(i, said++, online));
            }
            return updates;
        }

        private MemberUpdate update(int member, long number, @Nullable StatusRegister status) {
            SignalValue value = new SignalValue(
                    SampleRecords.powerMicros(number),
                    Quality.GOOD,
                    SampleRecords.MEASURED_FROM,
                    number,
                    sources.get(member),
                    SampleRecords.RECEIVED_AT);
            return new MemberUpdate(assets.get(member), new MemberRegisters(Map.of(FleetModel.POWER, value), status));
        }
    }

    /** A group and its members, all of them online. */
    @State(Scope.Thread)
    public static class OneGroup {
        private static final GroupKey GROUP = FleetModel.place(0, 0);

        @Param({"10", "1000", "100000"})
        int members;

        @SuppressWarnings("NullAway.Init") // By fill().
        private GroupTree tree;

        @SuppressWarnings("NullAway.Init") // By fill().
        private Updates updates;

        @Setup
        public void fill() {
            tree = tree(new FleetModel(members, List.of(1), 1));
            updates = new Updates(members);
            tree.update(GROUP, heardOf(updates.first()));
        }

        /** Who of all did say something. */
        List<MemberUpdate> heardOf(List<MemberUpdate> all) {
            return all;
        }

        GroupTree update(int size) {
            tree.update(GROUP, updates.next(size));
            return tree;
        }

        SignalPartial total() {
            return tree.total(GROUP, FleetModel.POWER);
        }

        List<Absentee> missing(int limit) {
            return tree.missing(GROUP, FleetModel.POWER, limit);
        }
    }

    /** A group whose last member was never heard of. */
    @State(Scope.Thread)
    public static class OneMissing extends OneGroup {
        private static final int PAGE = 100;

        @Override
        List<MemberUpdate> heardOf(List<MemberUpdate> all) {
            return all.subList(0, all.size() - 1);
        }

        List<Absentee> missing() {
            return missing(PAGE);
        }
    }

    /** Ten thousand members in groups of ten, below groups of ten groups, and so on up to the root. */
    @State(Scope.Thread)
    public static class ThreeLevels {
        /** The groups that an asset stands below, from its own upwards without the root. */
        private final List<List<GroupKey>> above = new ArrayList<>();

        private final GroupTree tree;
        private final Updates updates;
        private int next;

        public ThreeLevels() {
            this(10);
        }

        ThreeLevels(int each) {
            int leaves = each * each * each;
            FleetModel fleet = new FleetModel(each * leaves, List.of(each, each * each, leaves), 1);
            tree = tree(fleet);
            updates = new Updates(fleet.assets());
            for (MemberUpdate update : updates.first()) {
                int number = above.size();
                above.add(List.of(
                        FleetModel.place(2, number % leaves),
                        FleetModel.place(1, number % (each * each)),
                        FleetModel.place(0, number % each)));
                tree.update(above.get(number).get(0), List.of(update));
            }
            tree.report();
        }

        SignalPartial update() {
            List<GroupKey> groups = above.get(next);
            next = (next + 1) % above.size();
            tree.update(groups.get(0), updates.next(1));
            for (GroupKey group : groups) {
                if (!tree.report(group)) {
                    throw new IllegalStateException("Expected %s to have news but it had none".formatted(group));
                }
            }
            return tree.total(GroupKey.root(FleetModel.PLACE), FleetModel.POWER);
        }
    }

    private static GroupTree tree(FleetModel fleet) {
        Config settings = ShippedSettings.read();
        return new GroupTree(fleet.load(), AggregationSettings.from(settings), NOW);
    }
}
