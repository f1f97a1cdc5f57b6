package dev.muster.aggregation.recent;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Duration;
import java.util.List;

/** Answer to {@link dev.muster.aggregation.node.Aggregation#recent}. */
public sealed interface RecentReply {
    /**
     * What the group's aggregator remembers.
     *
     * @param interval how long the slot of a point is
     * @param points the oldest first; a slot that is absent is not known
     */
    record Found(Duration interval, List<RecentPoint> points) implements RecentReply {
        public Found {
            points = List.copyOf(points);
        }
    }

    /** The model of this node has no such group now. */
    record UnknownGroup(GroupKey group) implements RecentReply {}

    /** No asset type has such a summed signal. */
    record UnknownSignal(SignalName signal) implements RecentReply {}

    /** The group's aggregator did not answer in time, or does not know the group yet. Try again. */
    record Unreachable(String detail) implements RecentReply {}
}
