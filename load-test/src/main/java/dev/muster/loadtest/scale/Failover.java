package dev.muster.loadtest.scale;

import dev.muster.assetmodel.identity.GroupKey;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes nodes away, one after the other, and sees how the root's total fares on the others, while the fleet reports. Where there are no
 * others, the node is started again at once: that is what a failover is then. Not thread-safe.
 */
final class Failover {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(110);
    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(2);

    /** Values go stale within seven seconds: whatever is going to be missing is missing by then. */
    private static final Duration LOOK_AT_LEAST = Duration.ofSeconds(10);

    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

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
            ServiceNode killed = cluster.node(turn % cluster.size());
            kills.add(away(watch, killed, killed::kill));
            ServiceNode stopped = cluster.node((turn + 1) % cluster.size());
            stops.add(away(watch, stopped, () -> stopped.stop(STOPPED_WITHIN)));
        }
    }

    private Recovery away(Watch watch, ServiceNode node, Runnable take) {
        Instant from = clock.instant();
        take.run();
        boolean alone = cluster.size() == 1;
        if (alone) {
            node.start();
        }
        Recovery recovery = recovered(watch, living(alone ? -1 : node.index(), from));
        if (!recovery.complete()) {
            throw new ServiceFailure("Expected the total to be complete again without node %d but it is: %s"
                    .formatted(node.index(), recovery));
        }
        if (!alone) {
            node.start();
            node.awaitReady(READY_WITHIN);
            recovered(watch, living(-1, clock.instant()));
        }
        return recovery;
    }

    private Map<Integer, Instant> living(int without, Instant from) {
        Map<Integer, Instant> living = new TreeMap<>();
        cluster.nodes().stream()
                .map(ServiceNode::index)
                .filter(node -> node != without)
                .forEach(node -> living.put(node, from));
        return living;
    }

    /** Looks on until the total was complete for a while on each of these nodes, or it takes too long. */
    private Recovery recovered(Watch watch, Map<Integer, Instant> living) {
        Instant from = living.values().iterator().next();
        Instant begun = clock.instant();
        while (true) {
            Instant now = clock.instant();
            boolean settled = !now.isBefore(from.plus(LOOK_AT_LEAST))
                    && Recovery.isSettled(watch.since(now.minus(QUIET)), living.keySet(), now, QUIET);
            if (settled || now.isAfter(begun.plus(COMPLETE_WITHIN))) {
                return Recovery.of(watch.since(from), living, now);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
