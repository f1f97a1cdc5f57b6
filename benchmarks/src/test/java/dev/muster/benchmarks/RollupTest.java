package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.benchmarks.fleet.FleetModel;
import dev.muster.benchmarks.fleet.SampleRecords;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RollupTest {
    private final RollupBenchmark benchmark = new RollupBenchmark();

    @Test
    void shouldTotalWhatMembersSaidLast() {
        RollupBenchmark.OneGroup group = new RollupBenchmark.OneGroup();
        group.members = 10;
        group.fill();
        long before = group.total().micros();

        benchmark.one(group);
        long afterOne = group.total().micros();
        benchmark.hundred(group);

        assertThat(before).isEqualTo(power(0, 10));
        assertThat(afterOne).isEqualTo(power(1, 11));
        assertThat(group.total().micros()).isEqualTo(power(101, 111));
        assertThat(group.total().reporting()).isEqualTo(10);
    }

    @Test
    void shouldAnswerWithTotalAndTheOneThatIsMissing() {
        RollupBenchmark.OneMissing group = new RollupBenchmark.OneMissing();
        group.members = 10;
        group.fill();

        assertThat(benchmark.answer(group).reporting()).isEqualTo(9);
        assertThat(benchmark.answer(group).micros()).isEqualTo(power(0, 9));
        assertThat(benchmark.missing(group)).extracting(Absentee::asset).containsExactly(FleetModel.asset(9));
    }

    @Test
    void shouldTellTheRootOfEachUpdate() {
        RollupBenchmark.ThreeLevels levels = new RollupBenchmark.ThreeLevels(2);

        benchmark.threeLevelsUp(levels);
        SignalPartial total = benchmark.threeLevelsUp(levels);

        assertThat(total.reporting()).isEqualTo(16);
        assertThat(total.micros()).isEqualTo(power(2, 18));
    }

    /** Who says the same again is no news, and would end the measurement. */
    @Test
    void shouldSaySomethingElseEachTime() {
        for (int fleet : new int[] {1_000, 2_000, 10_000, 100_000}) {
            assertThat(SampleRecords.powerMicros(fleet + 5L)).isNotEqualTo(SampleRecords.powerMicros(5));
        }
    }

    @Test
    void shouldMakeUpdatesThatAreNewerEachTime() {
        RollupBenchmark.Updates updates = new RollupBenchmark.Updates(1);

        var first = benchmark.updateMade(updates).get(0);
        var second = benchmark.updateMade(updates).get(0);

        assertThat(first.registers().merge(second.registers())).isEqualTo(second.registers());
        assertThat(second).isNotEqualTo(first);
    }

    private static long power(long from, long to) {
        return LongStream.range(from, to).map(SampleRecords::powerMicros).sum();
    }
}
