package dev.muster.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.endtoend.MeasuresSeconds;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.fault.Campaign;
import dev.muster.loadtest.fault.Fault;
import dev.muster.loadtest.fault.Figure;
import dev.muster.loadtest.fault.Site;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three nodes under constant telemetry and commands: one is killed, one stands still until the others have given it up, all are restarted
 * one by one. {@code ./run soak} does more of it, for as long as one likes (docs/faults.md).
 */
@MeasuresSeconds
@Isolated("its nodes take all cores")
class FaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger(FaultsIT.class);
    private static final List<Fault> FAULTS = List.of(Fault.KILL, Fault.PAUSE, Fault.ROLLING_RESTART);
    private static final int NODES = 3;
    private static final int UNITS = 240;
    /** Kills the oldest node, and stops one that neither started last nor has nothing. */
    private static final long SEED = Long.getLong("muster.fault.seed", 6);

    /** What is aimed at is far less, and printed; a machine that does other things besides must not fail the test. */
    private static final Duration COMPLETE_WITHIN = Duration.ofSeconds(60);

    @Test
    void shouldStayRightWhileNodesComeAndGo() {
        SharedStack stack = SharedStack.get();
        String unique = "faults-" + UUID.randomUUID().toString().substring(0, 8);
        ServiceSettings settings = new ServiceSettings(
                SharedStack.project(),
                SharedStack.project().resolve("twin-service/target/endtoend").resolve(unique + ".log"),
                stack.kafkaBootstrap(),
                stack.cassandraContactPoint(),
                NodePorts.freePort(),
                Map.of());
        try (Site site = Site.of(settings, NODES, unique);
                Campaign campaign = new Campaign(site, SEED, UNITS, COMPLETE_WITHIN, unique, LOG::info)) {
            campaign.run(FAULTS, SEED);

            assertThat(campaign.breaches()).isEmpty();
            assertThat(campaign.figures()).hasSize(2 + 3 + NODES).allSatisfy(figure -> assertThat(figure)
                    .extracting(Figure::took)
                    .satisfies(took -> assertThat(took).isLessThan(COMPLETE_WITHIN)));
            // Whoever is stopped later may have started a moment ago, and have nothing yet.
            assertThat(campaign.figures().get(0))
                    .as("a third of the fleet is not read for longer than its values live, and the total says so")
                    .satisfies(kill -> assertThat(kill.kind()).isEqualTo(Figure.Kind.CRASH))
                    .satisfies(kill -> assertThat(kill.recovery().depth()).isLessThan(1));
        }
    }
}
