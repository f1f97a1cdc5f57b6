package dev.muster.loadtest.fault.check;

import dev.muster.loadtest.fault.check.Breach.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code expected} is never wrong, whatever else is: every answer names the whole fleet, and accounts for all of it. */
public final class ExpectedCheck {
    private ExpectedCheck() {}

    /**
     * The first of each node and kind, with how often; an answer that failed says nothing wrong.
     *
     * @param fleetNeverSilent whether no device was silent for as long as makes it offline
     */
    public static List<Breach> breaches(List<Sight> seen, int fleet, boolean fleetNeverSilent) {
        Map<String, List<Sight>> wrong = new TreeMap<>();
        Map<String, List<Sight>> blamed = new TreeMap<>();
        for (Sight sight : seen) {
            if (!sight.answered()) {
                continue;
            }
            if (sight.expected() != fleet || sight.expected() != sight.reporting() + sight.missing()) {
                wrong.computeIfAbsent("node " + sight.node(), any -> new ArrayList<>())
                        .add(sight);
            }
            if (fleetNeverSilent && sight.byReason().getOrDefault("offline", 0) > 0) {
                blamed.computeIfAbsent("node " + sight.node(), any -> new ArrayList<>())
                        .add(sight);
            }
        }
        List<Breach> breaches = new ArrayList<>();
        wrong.forEach((node, sights) -> breaches.add(new Breach(
                Kind.EXPECTED_WRONG,
                "%s, %d times, first at %s: expected %d, reporting %d, missing %d, of a fleet of %d"
                        .formatted(
                                node,
                                sights.size(),
                                sights.get(0).at(),
                                sights.get(0).expected(),
                                sights.get(0).reporting(),
                                sights.get(0).missing(),
                                fleet))));
        blamed.forEach((node, sights) -> breaches.add(new Breach(
                Kind.FALSE_OFFLINE,
                "%s, %d times, first at %s: a total misses %s, but nobody fell silent"
                        .formatted(
                                node,
                                sights.size(),
                                sights.get(0).at(),
                                sights.get(0).byReason()))));
        return breaches;
    }
}
