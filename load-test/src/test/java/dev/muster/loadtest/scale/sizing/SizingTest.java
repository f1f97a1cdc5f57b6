package dev.muster.loadtest.scale.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.loadtest.scale.sizing.Demand.Machine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Against figures that were worked out by hand. */
class SizingTest {
    private static final Measured MEASURED =
            new Measured(5, 1_000, 0.1, 100, 200, 3, 800, 1_000, 100, 50, 70_000, 47_483_648);
    private static final Assumptions ASSUMED =
            new Assumptions(0.5, 1, 1.0, 0.5, 0.5, 1_000, 100, 60, 7, 3, 3, 0.5, 300, 0.5, 10);
    private static final Prices PRICES = new Prices(10, 1, 0.10, 0.02);

    @Test
    void shouldSizeAFleet() {
        // when: 10,000 samples/s
        Sizing sizing = sizing(100_000, 8);

        // then
        assertThat(sizing.samplesPerSecond()).isEqualTo(10_000);
        assertThat(sizing.rowsPerMonth()).isEqualTo(25_920_000_000.0);
        // 10 cores, of nodes that have 4 / 2 - 0.1 each
        assertThat(sizing.nodesByProcessor()).isEqualTo(6);
        // 7 GB of twins, on nodes that have 2 GiB - 47,483,648 - 100 MB = 2 GB for them
        assertThat(sizing.nodesByMemory()).isEqualTo(4);
        assertThat(sizing.nodes()).isEqualTo(7);
        assertThat(sizing.shards()).isEqualTo(70);
        assertThat(sizing.liveBytes()).isEqualTo(147_483_648 + 7e9 / 6, within(1.0));
        assertThat(sizing.partitions()).isEqualTo(100);
        // 10,000 x 100 bytes x 7 days x 3 copies on half full disks: 3,379.6 GiB
        assertThat(sizing.kafkaDisk()).isEqualTo(3_628_800_000_000.0, within(1.0));
        // 300 replicas, 60 on each, and a spare one; 1.5 by processor and 4 by disk would be fewer
        assertThat(sizing.brokers()).isEqualTo(6);
        // 10,000 x 50 bytes x 30 days x 3 copies on half full disks
        assertThat(sizing.cassandraDisk()).isEqualTo(7_776_000_000_000.0, within(1.0));
        // 6 cores by 2, and a spare one
        assertThat(sizing.cassandras()).isEqualTo(4);
    }

    @Test
    void shouldTakeAsManyBrokersAsProcessorOrDiskAsksFor() {
        Measured slow = new Measured(5, 1_000, 0.1, 1_000, 200, 3, 800, 1_000, 100, 50, 70_000, 47_483_648);
        Measured large = new Measured(5, 1_000, 0.1, 100, 200, 3, 800, 1_000, 1_000, 50, 70_000, 47_483_648);

        // 3 copies of 10,000 x 1 ms are 30 cores, of 2 each; and a spare one
        assertThat(Sizing.of(demand(100_000, 8), slow, ASSUMED, PRICES).brokers())
                .isEqualTo(16);
        // 33,796 GiB, 1,000 each; and a spare one
        assertThat(Sizing.of(demand(100_000, 8), large, ASSUMED, PRICES).brokers())
                .isEqualTo(35);
    }

    @Test
    void shouldKnowWhatGoesBetweenNodesAndZones() {
        // when
        Sizing sizing = sizing(100_000, 8);

        // then: 4 of 5 parts were elsewhere, 6 of 7 will be
        double perSample = 800 * (6 / 7.0) / (4 / 5.0);
        assertThat(sizing.betweenBytes()).isEqualTo(10_000 * perSample + 7 * 1_000, within(1.0));
        double cross = 0.5 * (100 + 100 + perSample + 300) + 2 * 100 + 2 * 300;
        assertThat(sizing.crossBytes()).isEqualTo(cross * 10_000 * 2_592_000, within(1e6));
    }

    @Test
    void shouldPriceIt() {
        // when
        Sizing.Cost cost = sizing(100_000, 8).cost();

        // then: each machine has 4 vCPUs and 8 or 16 GiB
        assertThat(cost.muster()).isEqualTo(7 * (40 + 8));
        assertThat(cost.kafka()).isEqualTo(6 * (40 + 8) + 337.958, within(0.01));
        assertThat(cost.cassandra()).isEqualTo(4 * (40 + 16) + 724.196, within(0.01));
        assertThat(cost.network()).isEqualTo(713.85, within(0.1));
        assertThat(cost.total()).isEqualTo(cost.muster() + cost.kafka() + cost.cassandra() + cost.network());
    }

    @Test
    void shouldSayThatTheModelDoesNotFitOntoANode() {
        // 2 GB for the model: exactly at 1,000 bytes each, and nothing left for twins
        assertThat(sizing(2_100_000, 8).nodesByMemory()).isZero();
        assertThat(sizing(2_099_999, 8).nodesByMemory()).isPositive();
    }

    @Test
    void shouldNotGoBelowWhatOneNeedsAtLeast() {
        Sizing sizing = sizing(10, 8);

        assertThat(sizing.nodes()).isEqualTo(3);
        assertThat(sizing.partitions()).isEqualTo(12);
        assertThat(sizing.brokers()).isEqualTo(3);
        assertThat(sizing.cassandras()).isEqualTo(3);
    }

    @Test
    void shouldSayNothingOfTrafficThatOneNodeCannotHaveShown() {
        Measured alone = new Measured(1, 1_000, 0.1, 100, 200, 0, 0, 0, 100, 50, 70_000, 47_483_648);

        assertThat(Sizing.of(demand(100_000, 8), alone, ASSUMED, PRICES).betweenBytes())
                .isZero();
    }

    private static Sizing sizing(long assets, int memoryGib) {
        return Sizing.of(demand(assets, memoryGib), MEASURED, ASSUMED, PRICES);
    }

    private static Demand demand(long assets, int memoryGib) {
        return new Demand(
                "a fleet",
                assets,
                Duration.ofSeconds(10),
                30,
                new Machine(4, memoryGib, 100),
                new Machine(4, 8, 1_000),
                new Machine(4, 16, 4_000));
    }
}
