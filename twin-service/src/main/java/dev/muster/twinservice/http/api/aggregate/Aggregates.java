package dev.muster.twinservice.http.api.aggregate;

import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.node.Aggregation;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Port: totals of groups, now and lately, and who is missing from them. */
public interface Aggregates {
    CompletionStage<AggregateReply> aggregate(GroupKey group, SignalName signal);

    /** The same without naming anybody, which costs less. */
    CompletionStage<AggregateReply> totals(GroupKey group, SignalName signal);

    /** {@code cursor} as an earlier reply gave it; {@code null}: from the first. */
    CompletionStage<MissingReply> missing(GroupKey group, SignalName signal, @Nullable String cursor, int limit);

    /** What the totals were lately. */
    CompletionStage<RecentReply> recent(GroupKey group, SignalName signal);

    static Aggregates of(Aggregation aggregation) {
        return new Aggregates() {
            @Override
            public CompletionStage<AggregateReply> aggregate(GroupKey group, SignalName signal) {
                return aggregation.aggregate(group, signal);
            }

            @Override
            public CompletionStage<AggregateReply> totals(GroupKey group, SignalName signal) {
                return aggregation.totals(group, signal);
            }

            @Override
            public CompletionStage<MissingReply> missing(
                    GroupKey group, SignalName signal, @Nullable String cursor, int limit) {
                return aggregation.missing(group, signal, cursor, limit);
            }

            @Override
            public CompletionStage<RecentReply> recent(GroupKey group, SignalName signal) {
                return aggregation.recent(group, signal);
            }
        };
    }
}
