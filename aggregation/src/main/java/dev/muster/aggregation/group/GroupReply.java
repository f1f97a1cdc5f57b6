package dev.muster.aggregation.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.aggregation.recent.PointColumns;
import dev.muster.aggregation.recent.RecentTotals;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.ChildSince;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

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

        /** As {@code rollup} has it, which stands at {@code asOf}. */
        public static Summary of(GroupRollup rollup, GroupMessage.Summarize question, Instant asOf) {
            List<GroupRollup.Share> shares =
                    rollup.shares(question.signal(), question.afterChild(), question.childrenMax());
            return new Summary(asOf, rollup.whole(question.signal()), shares, shares.size() >= question.childrenMax());
        }
    }

    /**
     * Who is missing directly, and where else to ask.
     *
     * @param members missing direct members, by asset id
     * @param moreMembers there may be more after the last of {@code members}
     * @param children under which somebody is missing, by key; none as long as there may be more members, for these are
     *     asked for first
     * @param moreChildren there may be more after the last of {@code children}
     * @param childrenSince of each of {@code children}, in their order, since when it is silent or recovering; empty
     *     when an older version says it
     */
    record MissingPart(
            List<Absentee> members,
            boolean moreMembers,
            List<GroupKey> children,
            boolean moreChildren,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChildSince> childrenSince)
            implements GroupReply {
        public MissingPart {
            members = List.copyOf(members);
            children = List.copyOf(children);
            childrenSince = childrenSince == null ? List.of() : List.copyOf(childrenSince);
        }

        /** As {@code rollup} has it. */
        public static MissingPart of(GroupRollup rollup, GroupMessage.ListMissing question) {
            List<Absentee> members = rollup.missing(question.signal(), question.after(), question.membersMax());
            if (question.membersMax() > 0 && members.size() >= question.membersMax()) {
                return new MissingPart(members, true, List.of(), true, List.of());
            }
            SortedMap<GroupKey, ChildSince> children =
                    rollup.childrenWithMissing(question.signal(), question.afterChild(), question.childrenMax());
            return new MissingPart(
                    members,
                    false,
                    List.copyOf(children.keySet()),
                    children.size() >= question.childrenMax(),
                    List.copyOf(children.values()));
        }
    }

    /**
     * What the group's totals were lately.
     *
     * @param intervalMillis how long a slot is
     */
    record Recent(long intervalMillis, PointColumns points) implements GroupReply {
        /** As {@code recent} has it at {@code now}. */
        public static Recent of(RecentTotals recent, SignalName signal, Instant now) {
            long intervalMillis = recent.intervalMillis();
            return new Recent(intervalMillis, PointColumns.of(recent.points(signal, now), intervalMillis));
        }
    }

    /** The model of the aggregator's node does not have this group, or not yet. */
    record UnknownHere(GroupKey group) implements GroupReply {}
}
