package dev.muster.loadtest.fault.check;

import dev.muster.assetmodel.identity.GroupKey;
import java.util.ArrayList;
import java.util.List;

/** What a node shows of a group is what was sent. */
public final class TotalCheck {
    private TotalCheck() {}

    /** A group's total; generation positive. */
    public record Total(long micros, int expected, int reporting, int missing) {}

    public static List<Breach> breaches(int node, GroupKey group, Total sent, Total shown) {
        List<Breach> breaches = new ArrayList<>();
        if (!sent.equals(shown)) {
            breaches.add(new Breach(
                    Breach.Kind.TOTAL_WRONG,
                    "node %d, %s: sent %s, but it shows %s".formatted(node, group, sent, shown)));
        }
        return breaches;
    }
}
