package dev.muster.twinservice.groupcommand.progress;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.serialization.JournalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group command and where each of its members stands: what is persisted. Immutable.
 *
 * @param started {@code null}: nothing is
 * @param members in the order of ids, as they were when it was given: nobody joins or leaves later
 * @param standings of the members, in their order; {@link Standing#NONE} of those whose twin has said nothing
 * @param reached members before this one may have been given it, those behind were certainly not
 * @param cancelled {@code null}: it is not
 * @param endedAt {@code null}: some member has no outcome yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupProgress(
        GroupEvent.@Nullable Started started,
        List<AssetId> members,
        List<Standing> standings,
        int reached,
        GroupEvent.@Nullable CancelAsked cancelled,
        @Nullable Instant endedAt)
        implements JournalEvent {
    public static final GroupProgress NONE = new GroupProgress(null, List.of(), List.of(), 0, null, null);

    @JsonCreator
    public GroupProgress(
            @JsonProperty("started") GroupEvent.@Nullable Started started,
            @JsonProperty("members") List<AssetId> members,
            @JsonProperty("standings") List<Standing> standings,
            @JsonProperty("reached") int reached,
            @JsonProperty("cancelled") GroupEvent.@Nullable CancelAsked cancelled,
            @JsonProperty("endedAt") @Nullable Instant endedAt) {
        this.started = started;
        this.members = List.copyOf(members);
        this.standings = List.copyOf(standings);
        this.reached = reached;
        this.cancelled = cancelled;
        this.endedAt = endedAt;
    }

    /** What is persisted, in one go, when a command is given to these members; {@link #apply} turns it into the progress. */
    public static List<GroupEvent> begin(
            GroupRequest request, List<AssetId> members, Instant now, GroupCommandSettings settings) {
        Instant queueUntil = request.queueUntil();
        Instant giveUntil = queueUntil == null ? now.plus(settings.giveWithin()) : queueUntil;
        List<GroupEvent> events = new ArrayList<>();
        events.add(new GroupEvent.Started(request, now, giveUntil, members.size()));
        for (int from = 0; from < members.size(); from += GroupEvent.Named.MEMBERS_MAX) {
            int to = Math.min(members.size(), from + GroupEvent.Named.MEMBERS_MAX);
            events.add(new GroupEvent.Named(members.subList(from, to)));
        }
        if (members.isEmpty()) {
            events.add(new GroupEvent.Ended(now));
        }
        return events;
    }

    /** What was started; {@link IllegalStateException}: nothing. */
    public GroupEvent.Started start() {
        if (started == null) {
            throw new IllegalStateException("Expected a group command but there is none");
        }
        return started;
    }

    @JsonIgnore
    public boolean isRunning() {
        return started != null && endedAt == null;
    }

    MemberStatus status(int member) {
        Standing standing = standings.get(member);
        return standing.isKnown() || member < reached ? standing.status() : MemberStatus.WAITING;
    }

    /** How many stand where; altogether as many as there are members. */
    Map<MemberStatus, Integer> counts() {
        Map<MemberStatus, Integer> counts = new EnumMap<>(MemberStatus.class);
        for (int member = 0; member < members.size(); member++) {
            counts.merge(status(member), 1, Integer::sum);
        }
        return counts;
    }

    /** Its place in the order of ids; negative: no member. */
    int indexOf(AssetId asset) {
        return Collections.binarySearch(members, asset);
    }

    boolean haveAllEnded() {
        return standings.stream().allMatch(standing -> standing.status().isEnd());
    }

    GroupProgress applyAll(List<GroupEvent> events) {
        GroupProgress next = this;
        for (GroupEvent event : events) {
            next = next.apply(event);
        }
        return next;
    }

    public GroupProgress apply(GroupEvent event) {
        if (event instanceof GroupEvent.Started begun) {
            return new GroupProgress(begun, List.of(), List.of(), 0, null, null);
        }
        if (event instanceof GroupEvent.Named named) {
            List<AssetId> more = new ArrayList<>(members);
            more.addAll(named.members());
            return new GroupProgress(
                    started, more, Collections.nCopies(more.size(), Standing.NONE), reached, cancelled, endedAt);
        }
        if (event instanceof GroupEvent.Moved moved) {
            List<Standing> changed = new ArrayList<>(standings);
            moved.changes().forEach(change -> changed.set(change.member(), change.standing()));
            return new GroupProgress(started, members, changed, moved.reached(), cancelled, endedAt);
        }
        if (event instanceof GroupEvent.NotAsked left) {
            List<Standing> changed = new ArrayList<>(standings);
            for (int member = reached; member < changed.size(); member++) {
                changed.set(member, Standing.settled(left.status(), left.detail()));
            }
            return new GroupProgress(started, members, changed, members.size(), cancelled, endedAt);
        }
        if (event instanceof GroupEvent.CancelAsked asked) {
            return new GroupProgress(started, members, standings, reached, asked, endedAt);
        }
        if (event instanceof GroupEvent.Ended ended) {
            return new GroupProgress(started, members, standings, reached, cancelled, ended.at());
        }
        throw new IllegalStateException("Expected an event of a group command but got " + event);
    }
}
