package dev.muster.loadtest.fault;

import dev.muster.loadtest.fault.check.Recovery;
import dev.muster.loadtest.fault.evidence.Watch;
import dev.muster.loadtest.service.ServiceCluster;
import dev.muster.loadtest.service.ServiceNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The nodes of a cluster: who should be there, since when, and how the root's total fares on them. Not thread-safe. */
final class Crew {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    /** Longer than a node takes to hand over and drain. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(110);

    /** Values go stale within five seconds: whatever is going to be missing is missing by then. */
    private static final Duration LOOK_AT_LEAST = Duration.ofSeconds(8);

    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ServiceCluster cluster;
    private final Watch watch;
    private final Clock clock;
    private final Duration completeWithin;
    private final List<Integer> byAge = new ArrayList<>();

    /** All nodes are ready. {@code completeWithin}: when whoever waits for a complete total gives up. */
    Crew(ServiceCluster cluster, Watch watch, Clock clock, Duration completeWithin) {
        this.cluster = cluster;
        this.watch = watch;
        this.clock = clock;
        this.completeWithin = completeWithin;
        cluster.nodes().forEach(node -> byAge.add(node.index()));
    }

    /** Those that should be there, the oldest first. */
    List<Integer> living() {
        return List.copyOf(byAge);
    }

    /** Those that should not. */
    List<Integer> away() {
        return cluster.nodes().stream()
                .map(ServiceNode::index)
                .filter(node -> !byAge.contains(node))
                .toList();
    }

    ServiceNode node(int index) {
        return cluster.node(index);
    }

    /** Nobody counts on it any more. */
    void gone(int node) {
        byAge.remove(Integer.valueOf(node));
    }

    void kill(int node) {
        gone(node);
        cluster.node(node).kill();
    }

    Duration stop(int node) {
        gone(node);
        return cluster.node(node).stop(STOPPED_WITHIN);
    }

    /** Starts them together; returns when all are ready, which they are looked at from then on. */
    Map<Integer, Instant> start(List<Integer> nodes) {
        nodes.forEach(node -> cluster.node(node).start());
        Map<Integer, Instant> readyAt = new TreeMap<>();
        for (int node : nodes) {
            cluster.node(node).awaitReady(READY_WITHIN);
            readyAt.put(node, clock.instant());
            byAge.add(node);
        }
        return readyAt;
    }

    /** All that should be there, as of now. */
    Map<Integer, Instant> since(Instant from) {
        Map<Integer, Instant> since = new TreeMap<>();
        byAge.forEach(node -> since.put(node, from));
        return since;
    }

    /** Looks on until the total was complete for a while on each of these nodes, or it takes too long. */
    Recovery recovered(Map<Integer, Instant> living) {
        Instant from = living.values().stream().min(Instant::compareTo).orElseGet(clock::instant);
        Instant begun = clock.instant();
        Instant atLeast = from.plus(LOOK_AT_LEAST);
        while (true) {
            Instant now = clock.instant();
            boolean settled = !now.isBefore(atLeast)
                    && Recovery.isSettled(watch.since(now.minus(QUIET)), living.keySet(), now, QUIET);
            if (settled || now.isAfter(begun.plus(completeWithin))) {
                return Recovery.of(watch.since(from), living, now);
            }
            pause();
        }
    }

    /** Those of the living whose process has ended, though nobody asked for it. */
    List<Integer> lost() {
        return byAge.stream().filter(node -> !cluster.node(node).isAlive()).toList();
    }

    /** Waits for a node to end by itself; false: it did not in time. */
    boolean ends(int node, Duration within) {
        Instant deadline = clock.instant().plus(within);
        while (cluster.node(node).isAlive() && clock.instant().isBefore(deadline)) {
            pause();
        }
        return !cluster.node(node).isAlive();
    }

    void rest(Duration time) {
        Instant until = clock.instant().plus(time);
        while (clock.instant().isBefore(until)) {
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
