package dev.muster.benchmarks;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.benchmarks.fleet.FleetModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Questions to a large model about any moment, each time about another asset, group and time. Half of those who change hands had
 * done so when {@link #believed} ends.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class ModelLookUpBenchmark {
    static final int SITES = 9_900;
    static final int OWNERS = 1_000;

    private static final List<Integer> LEVELS = List.of(100, SITES);
    private static final int PAGE = 1_000;

    /** Asked about in turn, and far more than the processor's caches hold of their documents. */
    private static final int ASKED = 1 << 16;

    /** Read anew for each benchmark. */
    @Param("1000000")
    int assets;

    private final List<AssetId> askedAssets = new ArrayList<>();
    private final List<GroupKey> askedSites = new ArrayList<>();
    private final List<GroupKey> askedOwners = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private int next;

    @SuppressWarnings("NullAway.Init") // By load().
    private ModelHistory history;

    @Setup
    public void load() {
        history = new FleetModel(assets, LEVELS, OWNERS).load().history();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ASKED; i++) {
            askedAssets.add(FleetModel.asset(random.nextInt(assets)));
            askedSites.add(FleetModel.place(1, random.nextInt(SITES)));
            askedOwners.add(FleetModel.owner(random.nextInt(OWNERS)));
            // Before, or after, all that is known of it.
            moments.add(new Moment(FleetModel.START.plusMillis(assets + random.nextInt(assets)), believed()));
        }
    }

    /** As it was known then. */
    @Benchmark
    public Optional<Asset> asset() {
        return history.asset(next(askedAssets), nextMoment());
    }

    /** The group right above an asset, in each hierarchy. */
    @Benchmark
    public Map<HierarchyId, GroupKey> parents() {
        return history.groupsOf(next(askedAssets), nextMoment());
    }

    /** All groups above an asset, in each hierarchy. */
    @Benchmark
    public Map<HierarchyId, List<Group>> ancestors() {
        return history.paths(next(askedAssets), nextMoment());
    }

    /** Who stood at a site: about a hundred assets. */
    @Benchmark
    public Page<AssetId, AssetId> membersOfSite() {
        return members(next(askedSites), nextMoment());
    }

    /** Whom an owner had: about a thousand assets, one in ten of which came or went. */
    @Benchmark
    public Page<AssetId, AssetId> membersOfOwner() {
        return members(next(askedOwners), nextMoment());
    }

    Page<AssetId, AssetId> members(GroupKey group, Moment moment) {
        return history.members(group, false, moment, null, PAGE);
    }

    ModelHistory history() {
        return history;
    }

    /** When all are registered, and half of those who change hands have done so. */
    Instant believed() {
        return FleetModel.START.plusMillis(assets + assets / 2);
    }

    private <T> T next(List<T> asked) {
        return asked.get(next);
    }

    private Moment nextMoment() {
        next = (next + 1) % ASKED;
        return moments.get(next);
    }
}
