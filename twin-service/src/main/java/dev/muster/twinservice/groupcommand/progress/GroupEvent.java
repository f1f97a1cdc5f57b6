package dev.muster.twinservice.groupcommand.progress;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.serialization.JournalEvent;
import java.time.Instant;
import java.util.List;

/**
 * What became of a group command, in its journal. The names in {@code @JsonSubTypes} are stored; classes may be renamed, names
 * may not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = GroupEvent.Started.class, name = "groupCommandStarted"),
    @JsonSubTypes.Type(value = GroupEvent.Named.class, name = "membersNamed"),
    @JsonSubTypes.Type(value = GroupEvent.Moved.class, name = "membersMoved"),
    @JsonSubTypes.Type(value = GroupEvent.NotAsked.class, name = "membersNotAsked"),
    @JsonSubTypes.Type(value = GroupEvent.CancelAsked.class, name = "cancelAsked"),
    @JsonSubTypes.Type(value = GroupEvent.Ended.class, name = "groupCommandEnded")
})
public sealed interface GroupEvent extends JournalEvent {
    /**
     * Taken. All {@link Named} that belong to it are persisted with it, in one go.
     *
     * @param giveUntil to whom it was not given by then, it is not given any more
     * @param members how many {@link Named} name
     */
    record Started(GroupRequest request, Instant at, Instant giveUntil, int members) implements GroupEvent {}

    /** The next of its members, in the order of ids. Several, so that none is too large. */
    record Named(List<AssetId> members) implements GroupEvent {
        /** Of up to 128 bytes: 64 kB. */
        public static final int MEMBERS_MAX = 500;

        public Named {
            members = List.copyOf(members);
        }
    }

    /**
     * What became known of some members.
     *
     * @param reached members before this one may have been given it from now on, those behind not
     */
    record Moved(int reached, List<Change> changes) implements GroupEvent {
        /** With their details at most 150 kB. */
        public static final int CHANGES_MAX = 200;

        public Moved {
            changes = List.copyOf(changes);
        }
    }

    /** @param member by its place in the order of ids */
    record Change(int member, Standing standing) {}

    /** All members whose turn had not come have ended without being asked. */
    record NotAsked(MemberStatus status, String detail) implements GroupEvent {}

    /** From now on nobody is given it. */
    record CancelAsked(Principal by, Instant at) implements GroupEvent {}

    /** Each member has its outcome. */
    record Ended(Instant at) implements GroupEvent {}
}
