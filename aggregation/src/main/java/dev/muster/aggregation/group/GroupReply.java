package dev.muster.aggregation.group;

import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.List;

/** What the aggregator of a group answers. */
public sealed interface GroupReply extends AggregationMessage {
    /** A batch was taken. */
    record Taken(long batch) implements GroupReply {}

    /**
     * One signal over the group.
     *
     * @param children by key
     * @param moreChildren there are more after the last of {@code children}
     */
    record Summary(Instant asOf, SignalPartial whole, List<GroupRollup.Share> children, boolean moreChildren)
            implements GroupReply {
        public Summary {
            children = List.copyOf(children);
        }
    }

    /**
     * Who is missing directly, and where else to ask.
     *
     * @param members missing direct members, by asset id
     * @param moreMembers there may be more after the last of {@code members}
     * @param children under which somebody is missing, by key
     * @param moreChildren there may be more after the last of {@code children}
     */
    record MissingPart(List<Absentee> members, boolean moreMembers, List<GroupKey> children, boolean moreChildren)
            implements GroupReply {
        public MissingPart {
            members = List.copyOf(members);
            children = List.copyOf(children);
        }
    }

    /** The model of the aggregator's node does not have this group, or not yet. */
    record UnknownHere(GroupKey group) implements GroupReply {}
}
