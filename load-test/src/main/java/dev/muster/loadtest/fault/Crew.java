package dev.muster.loadtest.fault;

import dev.muster.loadtest.fault.check.Recovery;
import dev.muster.loadtest.fault.evidence.Watch;
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

/** The nodes of a cluster: who should be there, since when, and how the root's total fares on them. Not thread-safe. */
public final class Crew {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    /** Longer than a node takes to hand over and drain. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(110);

    /** 128 + SIGTERM. */
    private static final int TERMINATED = 143;

    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ServiceCluster cluster;
    private final Watch watch;
    private final Clock clock;
    private final Duration lookAtLeast;
    private final Duration completeWithin;
    private final List<Integer> byAge = new ArrayList<>();

    /**
     * All nodes are ready.
     *
     * @param lookAtLeast whatever is going to be missing is missing by then: longer than values live
     * @param completeWithin when whoever waits for a complete total gives up
     */
    public Crew(ServiceCluster cluster, Watch watch, Clock clock, Duration lookAtLeast, Duration completeWithin) {
        this.cluster = cluster;
        this.watch = watch;
        this.clock = clock;
        this.lookAtLeast = lookAtLeast;
        this.completeWithin = completeWithin;
        cluster.nodes().forEach(node -> byAge.add(node.index()));
    }

    /** Those that should be there, the oldest first. */
    public List<Integer> living() {
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

    public void kill(int node) {
        gone(node);
        cluster.node(node).kill();
    }

    /** Returns how long it took; {@link ServiceFailure} when it ended in another way than by the signal. */
    public Duration stop(int node) {
        gone(node);
        Duration took = cluster.node(node).stop(STOPPED_WITHIN);
        int code = cluster.node(node).process().exitCode().orElse(TERMINATED);
        if (code != TERMINATED) {
            throw new ServiceFailure("Expected node %d to end with %d, as it was told, but it ended with %d"
                    .formatted(node, TERMINATED, code));
        }
        return took;
    }

    /** Starts them together; returns when all are ready, which they are looked at from then on. */
    public Map<Integer, Instant> start(List<Integer> nodes) {
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
    public Map<Integer, Instant> since(Instant from) {
        Map<Integer, Instant> since = new TreeMap<>();
        byAge.forEach(node -> since.put(node, from));
        return since;
    }

    /** Looks on until the total was complete for a while on each of these nodes, or it takes too long. */
    public Recovery recovered(Map<Integer, Instant> living) {
        Instant from = living.values().stream().min(Instant::compareTo).orElseGet(clock::instant);
        Instant begun = clock.instant();
        Instant atLeast = from.plus(lookAtLeast);
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
