package dev.muster.loadtest.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * One fault after the other without end, the same for the same seed: each kind comes once before any comes again. Not thread-
 * safe.
 */
final class Schedule {
    private final List<Fault> kinds;
    private final Random random;
    private final Deque<Fault> ahead = new ArrayDeque<>();

    /**
     * A fault, and which node it hits.
     *
     * @param draw any number; the same on each run of the same seed
     */
    record Step(Fault fault, int draw) {}

    /** Those of {@code kinds} that a cluster of so many nodes can take. */
    Schedule(long seed, Collection<Fault> kinds, int nodes) {
        this.kinds = kinds.stream()
                .distinct()
                .filter(fault -> fault.nodesMin() <= nodes)
                .toList();
        if (this.kinds.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a fault that %d nodes can take, but got %s".formatted(nodes, kinds));
        }
        this.random = new Random(seed);
    }

    Step next() {
        if (ahead.isEmpty()) {
            List<Fault> round = new ArrayList<>(kinds);
            Collections.shuffle(round, random);
            ahead.addAll(round);
        }
        return new Step(ahead.removeFirst(), random.nextInt(Integer.MAX_VALUE));
    }
}
