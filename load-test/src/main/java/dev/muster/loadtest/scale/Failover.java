package dev.muster.loadtest.scale;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.fault.Crew;
import dev.muster.loadtest.fault.check.Recovery;
import dev.muster.loadtest.fault.evidence.Watch;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceFailure;
import dev.muster.loadtest.service.ServiceNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes nodes away, one after the other, and sees how the root's total fares on the others, while the fleet reports. Where there are no
 * others, the node is started again at once: that is what a failover is then. Not thread-safe.
 */
final class Failover {
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(2);

    /** Values go stale within seven seconds. */
    private static final Duration LOOK_AT_LEAST = Duration.ofSeconds(10);

    private final ServiceCluster cluster;
    private final Clock clock;
    private final List<Recovery> kills = new ArrayList<>();
    private final List<Recovery> stops = new ArrayList<>();

    Failover(ServiceCluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** {@code kill -9}; how long until the total was complete again. */
    List<Recovery> kills() {
        return List.copyOf(kills);
    }

    /** SIGTERM; how long it was not complete. */
    List<Recovery> stops() {
        return List.copyOf(stops);
    }

    /** All nodes run, before and afterwards. {@code turn}: chooses the node to kill; the next one is stopped. */
    void run(int turn) {
        try (Watch watch = new Watch(
                cluster.nodes().stream().map(ServiceNode::uri).toList(),
                GroupKey.root(ModelPlan.GEOGRAPHY),
                FleetTypes.POWER,
                clock)) {
            Crew crew = new Crew(cluster, watch, clock, LOOK_AT_LEAST, COMPLETE_WITHIN);
            int killed = turn % cluster.size();
            kills.add(away(crew, killed, () -> crew.kill(killed)));
            int stopped = (turn + 1) % cluster.size();
            stops.add(away(crew, stopped, () -> crew.stop(stopped)));
        }
    }

    private Recovery away(Crew crew, int node, Runnable take) {
        Instant from = clock.instant();
        take.run();
        boolean alone = crew.living().isEmpty();
        if (alone) {
            crew.start(List.of(node));
        }
        Recovery recovery = crew.recovered(crew.since(from));
        if (!recovery.complete()) {
            throw new ServiceFailure(
                    "Expected the total to be complete again without node %d but it is: %s".formatted(node, recovery));
        }
        if (!alone) {
            crew.start(List.of(node));
            crew.recovered(crew.since(clock.instant()));
        }
        return recovery;
    }
}
