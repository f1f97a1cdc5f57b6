package dev.muster.twinservice.groupcommand.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.twinservice.serialization.NodeMessage;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a group command is.
 *
 * @param counts how many members stand where; altogether {@code members}
 * @param endedAt {@code null}: some member has no outcome yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupView(
        GroupRequest request,
        Instant acceptedAt,
        State state,
        int members,
        Map<MemberStatus, Integer> counts,
        @Nullable Instant endedAt)
        implements NodeMessage {
    /** Exclusive. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        /** Taken back, though some members' commands had gone out already. */
        @JsonProperty("cancelling")
        CANCELLING,
        @JsonProperty("ended")
        ENDED
    }

    public GroupView {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** Of what was started. */
    public static GroupView of(GroupProgress progress) {
        GroupEvent.Started start = progress.start();
        State running = progress.cancelled() == null ? State.RUNNING : State.CANCELLING;
        return new GroupView(
                start.request(),
                start.at(),
                progress.endedAt() == null ? running : State.ENDED,
                progress.members().size(),
                progress.counts(),
                progress.endedAt());
    }
}
