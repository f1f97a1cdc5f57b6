package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.benchmarks.fleet.FleetModel;
import org.junit.jupiter.api.Test;

class FleetGrowthTest {
    private final FleetGrowthBenchmark benchmark = new FleetGrowthBenchmark();

    @Test
    void shouldHaveHeardOfAllAndCountWhatIsTold() {
        FleetGrowthBenchmark.Fleet fleet = fleet();
        FleetGrowthBenchmark.Told told = new FleetGrowthBenchmark.Told();

        benchmark.sample(fleet, told);
        var tree = benchmark.sample(fleet, told);

        assertThat(tree.total(GroupKey.root(FleetModel.OWNER), FleetModel.POWER).reporting())
                .isEqualTo(400);
        assertThat(told.samples).isEqualTo(1_000);
        // Each time all of 20 places below 7 below 3, of 4 owners below 3 below 2, and two roots.
        assertThat(told.partials).isEqualTo(2 * (20 + 7 + 3 + 4 + 3 + 2 + 2));
        assertThatCode(fleet::check).doesNotThrowAnyException();
    }

    @Test
    void shouldHaveNoResultWhenTotalsAreWrong() {
        FleetGrowthBenchmark.Fleet fleet = fleet();
        fleet.assets = 399;

        assertThatThrownBy(fleet::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Expected 518700000 micros of 399 assets at the root of place but got");
    }

    /** All report, but one of them not what it sent last. */
    @Test
    void shouldHaveNoResultWhenOneValueIsWrong() {
        FleetGrowthBenchmark.Fleet fleet = fleet();
        fleet.sent--;

        assertThatThrownBy(fleet::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Expected 519400000 micros of 400 assets at the root of place but got");
    }

    private static FleetGrowthBenchmark.Fleet fleet() {
        FleetGrowthBenchmark.Fleet fleet = new FleetGrowthBenchmark.Fleet();
        fleet.assets = 400;
        fleet.signals = 1;
        fleet.depth = 3;
        fleet.sendFirst = 0;
        fleet.begin();
        return fleet;
    }
}
