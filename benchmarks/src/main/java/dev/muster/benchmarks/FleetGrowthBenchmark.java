package dev.muster.benchmarks;

import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.benchmarks.path.GroupTree;
import dev.muster.benchmarks.path.SamplePath;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * As {@link WholePathBenchmark}, of a fleet of any size whose hierarchies both have any depth. Before anything is measured each asset
 * has sent, and afterwards both roots must total what all have sent last: otherwise there is no result.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx10g")
public class FleetGrowthBenchmark {
    static final int BATCH = 500;

    /** Enough for most of the code to be compiled, however small the fleet is. */
    private static final int SENT_BEFORE_MIN = 200_000;

    /** Per sample, in batches as those of {@link WholePathBenchmark#batchOf500}. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public GroupTree sample(Fleet fleet, Told told) {
        GroupTree tree = fleet.takeNext();
        told.samples += BATCH;
        told.partials += fleet.partialsOfBatch;
        return tree;
    }

    /** How often groups told their parents something, beside how many samples they did it for. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Told {
        public long samples;
        public long partials;
    }

    /** A fleet, and what it sends. */
    @State(Scope.Thread)
    public static class Fleet {
        @Param("2000")
        int assets;

        @Param("3")
        int signals;

        @Param("2")
        int depth;

        /** So many at least are sent before anything is measured. */
        int sendFirst = SENT_BEFORE_MIN;

        long sent;
        private long partialsOfBatch;

        @SuppressWarnings("NullAway.Init") // By begin().
        private SampleRecords records;

        @SuppressWarnings("NullAway.Init") // By begin().
        private SamplePath path;

        @SuppressWarnings("NullAway.Init") // By begin().
        private GroupTree tree;

        @Setup
        public void begin() {
            records = new SampleRecords(assets, signals, BATCH);
            path = new SamplePath(FleetModel.grown(assets, signals, depth).load());
            tree = path.tree();
            while (sent < Math.max(assets, sendFirst)) {
                takeNext();
            }
        }

        GroupTree takeNext() {
            long before = tree.partials();
            path.take(records.next());
            sent += BATCH;
            partialsOfBatch = tree.partials() - before;
            return tree;
        }

        /** Whoever is fast because something got lost has no result. */
        @TearDown
        public void check() {
            long micros = 0;
            for (long number = sent - assets; number < sent; number++) {
                micros += SampleRecords.powerMicros(number);
            }
            for (HierarchyId hierarchy : List.of(FleetModel.PLACE, FleetModel.OWNER)) {
                SignalPartial total = tree.total(GroupKey.root(hierarchy), FleetModel.POWER);
                if (total.reporting() != assets || total.micros() != micros) {
                    throw new IllegalStateException("Expected %d micros of %d assets at the root of %s but got %s"
                            .formatted(micros, assets, hierarchy, total));
                }
            }
        }
    }
}
