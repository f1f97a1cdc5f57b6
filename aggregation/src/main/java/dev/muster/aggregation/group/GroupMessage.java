package dev.muster.aggregation.group;

import akka.actor.typed.ActorRef;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What other actors tell the aggregator of a group. Any may be lost, repeated or late. */
public sealed interface GroupMessage extends GroupAggregator.Command, AggregationMessage {
    /** From a node's batcher; answered with {@link GroupReply.Taken}. */
    record TakeUpdates(long batch, List<MemberUpdate> updates, ActorRef<GroupReply> replyTo) implements GroupMessage {
        public TakeUpdates {
            updates = List.copyOf(updates);
        }
    }

    /** From a child group. */
    record TakePartial(Partial partial) implements GroupMessage {}

    /**
     * From the parent: be awake, and report in any case.
     *
     * @param knownIncarnation of the last partial that the parent has; 0: it has none
     */
    record Wake(long knownIncarnation, long knownVersion) implements GroupMessage {}

    /** Answered with {@link GroupReply.Summary} or {@link GroupReply.UnknownHere}. */
    record Summarize(SignalName signal, @Nullable GroupKey afterChild, int childrenMax, ActorRef<GroupReply> replyTo)
            implements GroupMessage {}

    /**
     * Answered with {@link GroupReply.MissingPart} or {@link GroupReply.UnknownHere}.
     *
     * @param after list direct members after this one; {@code null}: from the first
     * @param membersMax 0: no members are asked for
     */
    record ListMissing(
            SignalName signal,
            @Nullable AssetId after,
            int membersMax,
            @Nullable GroupKey afterChild,
            int childrenMax,
            ActorRef<GroupReply> replyTo)
            implements GroupMessage {}

    /** Answered with {@link GroupReply.Recent} or {@link GroupReply.UnknownHere}. */
    record ListRecent(SignalName signal, ActorRef<GroupReply> replyTo) implements GroupMessage {}
}
