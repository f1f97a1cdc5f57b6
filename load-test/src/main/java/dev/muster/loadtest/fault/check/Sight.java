package dev.muster.loadtest.fault.check;

import java.time.Instant;
import java.util.Map;

/**
 * One look at the root's total on one node.
 *
 * @param answered whether it answered at all; the rest means nothing if not
 * @param missing how many it says are missing
 * @param byReason the same, by reason
 */
public record Sight(
        int node,
        Instant at,
        boolean answered,
        int expected,
        int reporting,
        int missing,
        Map<String, Integer> byReason) {
    public Sight {
        byReason = Map.copyOf(byReason);
    }

    public static Sight failed(int node, Instant at) {
        return new Sight(node, at, false, 0, 0, 0, Map.of());
    }

    boolean isComplete() {
        return answered && reporting == expected;
    }

    double share() {
        return expected == 0 ? 0 : (double) reporting / expected;
    }
}
