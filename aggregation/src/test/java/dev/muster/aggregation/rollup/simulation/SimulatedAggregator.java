package dev.muster.aggregation.rollup.simulation;

import dev.muster.aggregation.fleet.SetNodes;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Roster;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The aggregator of a group on one of the nodes, and beside it all that came to it. */
final class SimulatedAggregator {
    final GroupRollup rollup;
    final Heard heard;
    final int node;
    boolean reading;
    private final SetNodes nodes;
    private @Nullable Roster expected;

    SimulatedAggregator(GroupRollup rollup, Heard heard, int node, SetNodes nodes) {
        this.rollup = rollup;
        this.heard = heard;
        this.node = node;
        this.nodes = nodes;
    }

    @SuppressWarnings("ReferenceEquality")
    void expect(Roster roster, Instant now) {
        if (roster != expected) {
            expected = roster;
            heard.expect(roster, now);
            rollup.expect(roster, now);
        }
    }

    Optional<GroupRollup.WakeCall> take(Partial partial, Instant now) {
        if (expected != null) {
            heard.take(expected, partial, now);
        }
        return rollup.take(partial, now);
    }

    /** Children whose last word came from a node that is unreachable from here. */
    Set<GroupKey> lostChildren() {
        Set<GroupKey> lost = new TreeSet<>();
        if (expected != null) {
            expected.children().keySet().forEach(child -> {
                Partial last = heard.lastOf(child);
                if (last != null && nodes.unreachable().contains(last.node())) {
                    lost.add(child);
                }
            });
        }
        return lost;
    }

    /** Whether {@code child} is unreachable from here: it is lost, or was silent for too long. */
    boolean misses(GroupKey child, Instant now) {
        Instant last = heard.heardOf(child);
        return lostChildren().contains(child)
                || last == null
                || last.plus(SimulatedCluster.ROLL_UP.unreachableAfter()).isBefore(now);
    }
}
