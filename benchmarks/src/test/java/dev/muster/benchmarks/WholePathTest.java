package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.benchmarks.path.GroupTree;
import dev.muster.benchmarks.path.SamplePath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WholePathTest {
    private static final FleetModel FLEET = new FleetModel(20, List.of(2, 4), 3);

    @Test
    void shouldTotalWhatAllHaveSentLast() {
        WholePathBenchmark.Of path = new WholePathBenchmark.Of(FLEET, 5) {};
        path.takeNext();
        path.takeNext();

        SignalPartial half = total(path.takeNext(), FleetModel.PLACE);
        GroupTree tree = path.takeNext();
        for (int batch = 4; batch < 9; batch++) {
            tree = path.takeNext();
        }

        assertThat(half.reporting()).isEqualTo(15);
        assertThat(half.micros()).isEqualTo(power(0, 15));
        // 45 samples: the last of each of 20 assets are those from 25 on.
        for (var hierarchy : List.of(FleetModel.PLACE, FleetModel.OWNER)) {
            assertThat(total(tree, hierarchy).reporting()).isEqualTo(20);
            assertThat(total(tree, hierarchy).micros()).isEqualTo(power(25, 45));
        }
    }

    @Test
    void shouldBindHistoryAndLatestOfEachSample() {
        WholePathBenchmark.Of path = new WholePathBenchmark.Of(FLEET, 50) {};

        path.takeNext();

        // 50 rows of history, but registers of 20 assets only: the newest of each.
        assertThat(path.rowsBound()).isEqualTo(50 + 20);
    }

    /** Whether totals changed is asked with each batch; here, that they do in a fleet as large as the one that is measured. */
    @Test
    void shouldChangeTotalsWithEachBatch() {
        WholePathBenchmark benchmark = new WholePathBenchmark();
        WholePathBenchmark.OfSmall path = new WholePathBenchmark.OfSmall();
        Set<Long> totals = new HashSet<>();
        for (int batch = 0; batch < 12; batch++) {
            totals.add(total(benchmark.batchOf500(path), FleetModel.PLACE).micros());
        }

        assertThat(totals).hasSize(12);
    }

    /** Eight levels of groups of places, and eight of owners; the lowest are told of by samples, all others by those below. */
    @Test
    void shouldTotalTenSignalsUpEightLevels() {
        FleetModel deep = FleetModel.grown(1_000, 10, 8);
        WholePathBenchmark.Of path = new WholePathBenchmark.Of(deep, 100) {};
        GroupTree tree = path.takeNext();
        for (int batch = 1; batch < 13; batch++) {
            tree = path.takeNext();
        }

        assertThat(deep.places()).hasSize(8).last().isEqualTo(50);
        assertThat(deep.owners()).hasSize(8).last().isEqualTo(10);
        for (HierarchyId hierarchy : List.of(FleetModel.PLACE, FleetModel.OWNER)) {
            assertThat(total(tree, hierarchy).reporting()).isEqualTo(1_000);
            assertThat(total(tree, hierarchy).micros()).isEqualTo(power(300, 1_300));
        }
        for (int level = 0; level < 8; level++) {
            GroupTree all = tree;
            int at = level;
            assertThat(IntStream.range(0, deep.places().get(level))
                            .mapToObj(number -> all.total(FleetModel.place(at, number), FleetModel.POWER))
                            .mapToLong(SignalPartial::micros)
                            .sum())
                    .isEqualTo(power(300, 1_300));
        }
    }

    @Test
    void shouldHaveAboutAsManyGroupsBelowEach() {
        FleetModel fleet = FleetModel.grown(2_000, 3, 2);

        assertThat(fleet.places()).containsExactly(10, 100);
        assertThat(fleet.owners()).containsExactly(4, 20);
        assertThat(FleetModel.grown(100_000, 3, 4).places()).containsExactly(8, 71, 595, 5_000);
    }

    /** Only the groups above those that were heard tell anything. */
    @Test
    void shouldTellOnlyWhatIsNew() {
        FleetModel fleet = new FleetModel(1_000, List.of(10, 100), List.of(5, 20), 3);
        SampleRecords records = new SampleRecords(1_000, 1);
        SamplePath path = new SamplePath(fleet.load());
        long before = path.tree().partials();

        path.take(records.next());

        // A site, its region and the root; an owner, those above it and the root.
        assertThat(before).isZero();
        assertThat(path.tree().partials()).isEqualTo(6);
    }

    @Test
    void shouldRefuseSignalsThatNobodyHas() {
        assertThatThrownBy(() -> FleetModel.grown(1_000, 11, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 1 to 10 signals but got 11");
    }

    @Test
    void shouldFailWhenSamplesAreNotNew() {
        SampleRecords records = new SampleRecords(FLEET.assets(), 5);
        SamplePath path = new SamplePath(FLEET.load());
        var batch = records.next();
        path.take(batch);

        assertThatThrownBy(() -> path.take(batch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Expected 5 samples to be new but got 5 rows, and 5 that were not");
    }

    @Test
    void shouldFailWhenSamplesAreRefused() {
        FleetModel larger = new FleetModel(21, List.of(2, 4), 3);
        SampleRecords records = new SampleRecords(larger.assets(), 21);
        SamplePath path = new SamplePath(FLEET.load());

        assertThatThrownBy(() -> path.take(records.next())).isInstanceOf(IllegalStateException.class);
    }

    private static SignalPartial total(GroupTree tree, HierarchyId hierarchy) {
        return tree.total(GroupKey.root(hierarchy), FleetModel.POWER);
    }

    private static long power(long from, long to) {
        return LongStream.range(from, to).map(SampleRecords::powerMicros).sum();
    }
}
