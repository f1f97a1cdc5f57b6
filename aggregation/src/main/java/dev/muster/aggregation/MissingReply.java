package dev.muster.aggregation;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to {@link Aggregation#missing}. */
public sealed interface MissingReply {
    /**
     * At most {@code limit} members; fewer, even none, does not mean that it is the last page.
     *
     * @param next cursor to the rest; {@code null}: this is the last page
     */
    record Page(List<MissingMember> members, @Nullable String next) implements MissingReply {
        public Page {
            members = List.copyOf(members);
        }
    }

    /** The model of this node has no such group now. */
    record UnknownGroup(GroupKey group) implements MissingReply {}

    /** No asset type has such a summed signal. */
    record UnknownSignal(SignalName signal) implements MissingReply {}

    /** Not a cursor, or one of another group. */
    record BadCursor(String detail) implements MissingReply {}

    /** Below 1 or above the page limit of the settings. */
    record BadLimit(String detail) implements MissingReply {}
}
