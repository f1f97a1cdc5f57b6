package dev.muster.twinservice.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds at every step is asserted by the simulation itself. */
class ShardHomesSimulationTest {
    private static final int STORM = 300;
    /** Until dead nodes are gone, and the group has assigned their partitions. */
    private static final int SUBSIDING = 40;

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 200, 300})
    void shouldBringEveryShardToItsReaderAndMoveNothingElse(long first) {
        LongStream.range(first, first + 100).forEach(seed -> {
            SimulatedPlacement cluster = new SimulatedPlacement(seed);
            cluster.storm(STORM);
            cluster.calm(SUBSIDING);
            cluster.moved.clear();
            Set<Integer> misplaced = cluster.misplaced();

            cluster.calm(cluster.stepsToSettle());
            assertThat(cluster.misplaced()).as("seed %d", seed).isEmpty();
            assertThat(cluster.moved)
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(misplaced);
            cluster.moved.clear();
            cluster.calm(SUBSIDING);
            assertThat(cluster.moved).as("seed %d", seed).isEmpty();
        });
    }
}
