package dev.muster.benchmarks;

import dev.muster.assetmodel.view.ModelView;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.benchmarks.path.GroupTree;
import dev.muster.benchmarks.path.SamplePath;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All that a sample costs in the process that it is for, except for what {@link SamplePath} leaves out. 2,000 assets send in turn; they
 * stand at 100 sites in 10 regions, and belong to 20 owners. Each batch is totalled up to both roots.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1) // So much code that compiling it takes some seconds.
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WholePathBenchmark {
    static final int SMALL = 500;
    static final int LARGE = 5_000;

    private static final FleetModel FLEET = new FleetModel(2_000, List.of(10, 100), 20);

    /** Per sample, in batches of as many as ingest takes at most by default: a quarter of the fleet. */
    @Benchmark
    @OperationsPerInvocation(SMALL)
    public GroupTree batchOf500(OfSmall path) {
        return path.takeNext();
    }

    /** Per sample, in batches that hold two or three of each asset. */
    @Benchmark
    @OperationsPerInvocation(LARGE)
    public GroupTree batchOf5000(OfLarge path) {
        return path.takeNext();
    }

    /** A fleet and what it sends. */
    abstract static class Of {
        private final SampleRecords records;
        private final SamplePath path;

        Of(FleetModel fleet, int batch) {
            ModelView model = fleet.load();
            records = new SampleRecords(fleet.assets(), fleet.signals(), batch);
            path = new SamplePath(model);
        }

        GroupTree takeNext() {
            return path.take(records.next());
        }

        long rowsBound() {
            return path.rowsBound();
        }
    }

    /** In small batches. */
    @State(Scope.Thread)
    public static class OfSmall extends Of {
        public OfSmall() {
            super(FLEET, SMALL);
        }
    }

    /** In large batches. */
    @State(Scope.Thread)
    public static class OfLarge extends Of {
        public OfLarge() {
            super(FLEET, LARGE);
        }
    }
}
