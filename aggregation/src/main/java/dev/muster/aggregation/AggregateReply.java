package dev.muster.aggregation;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;

/** Answer to {@link Aggregation#aggregate}. */
public sealed interface AggregateReply {
    record Found(Aggregate aggregate) implements AggregateReply {}

    /** The model of this node has no such group now. */
    record UnknownGroup(GroupKey group) implements AggregateReply {}

    /** No asset type has such a summed signal. */
    record UnknownSignal(SignalName signal) implements AggregateReply {}

    /** The group's aggregator did not answer in time, or does not know the group yet. Try again. */
    record Unreachable(String detail) implements AggregateReply {}

    /** The figure leaves the range of a {@code long} of micros: it is refused rather than shown wrong. */
    record Overflow(String detail) implements AggregateReply {}
}
