package dev.muster.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/**
 * Seeded runs through random failures: ports fail, hang, or take a message and lose the answer; streams are aborted and
 * processes killed between any two steps. A seed that fails is in the message and reproduces alone.
 */
class IngestSimulationTest {
    private static final int SEEDS = 2_000;

    @Test
    void shouldLoseNothingAndCountOnceWhateverFails() {
        long kills = 0;
        long aborts = 0;
        long redelivered = 0;
        long failedCalls = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedIngest simulation = new SimulatedIngest(seed);

            assertThatCode(() -> {
                        simulation.run();
                        simulation.check();
                    })
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();

            kills += simulation.kills();
            aborts += simulation.aborts();
            redelivered += simulation.redelivered();
            failedCalls += simulation.failedCalls();
        }
        // A simulation in which nothing goes wrong shows nothing.
        assertThat(kills).isGreaterThan(SEEDS);
        assertThat(aborts).isGreaterThan(SEEDS);
        assertThat(redelivered).isGreaterThan(SEEDS);
        assertThat(failedCalls).isGreaterThan(SEEDS);
    }

    @Test
    void shouldRunTheSameTwiceFromOneSeed() {
        SimulatedIngest first = new SimulatedIngest(42);
        SimulatedIngest second = new SimulatedIngest(42);

        first.run();
        second.run();

        assertThat(first.trace()).isEqualTo(second.trace()).hasSizeGreaterThan(20);
    }
}
