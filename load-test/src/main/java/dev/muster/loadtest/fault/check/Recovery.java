package dev.muster.loadtest.fault.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a fault showed in the root's total, on the slowest of the nodes that lived.
 *
 * @param complete whether all of them came to show a complete total
 * @param after from the fault until it was complete, and stayed so; zero when it never was not
 * @param lasted the longest time without a complete answer: from one that was not complete, or failed, until the next that was
 * @param depth the least share of the fleet that reported, 0 to 1
 * @param failed answers of nodes that lived which failed
 */
public record Recovery(boolean complete, Duration after, Duration lasted, double depth, int failed) {
    /** Of what was seen up to {@code to}; {@code living}: since when each node is looked at. */
    public static Recovery of(List<Sight> seen, Map<Integer, Instant> living, Instant to) {
        boolean complete = true;
        Duration after = Duration.ZERO;
        Duration lasted = Duration.ZERO;
        double depth = 1;
        int failed = 0;
        for (Map.Entry<Integer, Instant> node : living.entrySet()) {
            Instant from = node.getValue();
            @Nullable Instant bad = null;
            boolean whole = false;
            for (Sight sight : seen) {
                if (sight.node() != node.getKey()
                        || sight.at().isBefore(from)
                        || sight.at().isAfter(to)) {
                    continue;
                }
                failed += sight.answered() ? 0 : 1;
                depth = sight.answered() ? Math.min(depth, sight.share()) : depth;
                whole = sight.isComplete();
                if (!whole) {
                    bad = bad == null ? sight.at() : bad;
                } else if (bad != null) {
                    after = longer(after, Duration.between(from, sight.at()));
                    lasted = longer(lasted, Duration.between(bad, sight.at()));
                    bad = null;
                }
            }
            complete &= whole;
            if (bad != null) {
                after = longer(after, Duration.between(from, to));
                lasted = longer(lasted, Duration.between(bad, to));
            }
        }
        return new Recovery(complete, after, lasted, depth, failed);
    }

    /** Whether every one of them has answered with a complete total, and nothing else, for so long. */
    public static boolean isSettled(List<Sight> seen, Set<Integer> living, Instant now, Duration quiet) {
        Instant since = now.minus(quiet);
        return living.stream().allMatch(node -> {
            List<Sight> last = seen.stream()
                    .filter(sight -> sight.node() == node && sight.at().isAfter(since))
                    .toList();
            return !last.isEmpty()
                    && last.stream().allMatch(Sight::isComplete)
                    && last.get(last.size() - 1).at().isAfter(now.minusSeconds(2));
        });
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s after %.1f s, incomplete for %.1f s, dip to %.0f %%, %d answers failed",
                complete ? "complete" : "NOT complete",
                after.toMillis() / 1000.0,
                lasted.toMillis() / 1000.0,
                100 * depth,
                failed);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
