package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command with everything that became of it. Immutable. The number of its transitions is its version: of two records of one
 * command the longer one is newer, and holds the shorter.
 *
 * @param refusal {@code null}: it was not refused at once
 * @param released when, and to whom, it goes out; {@code null}: it waits, or never will
 * @param sent where it stands on the topic {@code commands}; {@code null}: not known to be there
 * @param transitions what became of it, in the order in which it became known; at least one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandRecord(
        CommandRequest request,
        @Nullable Refusal refusal,
        @Nullable Release released,
        @Nullable Position sent,
        List<Transition> transitions) {
    /**
     * The twin's decision that it goes out, persisted before it does.
     *
     * @param epoch of the session it is meant for; {@code null}: its source never told one
     * @param expiresAt when whatever is not known by then ends it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Release(SourceId source, @Nullable Long epoch, Instant at, Instant expiresAt) {}

    /** Of its record in Kafka. */
    public record Position(int partition, long offset, Instant at) {}

    public CommandRecord {
        transitions = List.copyOf(transitions);
    }

    @JsonIgnore
    public CommandId id() {
        return request.id();
    }

    @JsonIgnore
    public AssetId asset() {
        return request.asset();
    }

    /** Where it stands: its last step that did not come late. */
    @JsonIgnore
    public CommandStatus status() {
        for (int i = transitions.size() - 1; i >= 0; i--) {
            if (!transitions.get(i).late()) {
                return transitions.get(i).status();
            }
        }
        throw new IllegalStateException("Expected a first step of command " + id() + " but there is none");
    }

    /** When it was accepted, or refused at once; the node's clock. */
    @JsonIgnore
    public Instant acceptedAt() {
        return transitions.get(0).at();
    }

    /** When its time is over: one that waits ends then, one that went out once what was answered until then has been read. */
    @JsonIgnore
    public Instant due() {
        if (released != null) {
            return released.expiresAt();
        }
        Instant queueUntil = request.queueUntil();
        return queueUntil == null ? acceptedAt() : queueUntil;
    }

    /** Whether it may stand on the topic although that is not known; a device that answered has it from there. */
    @JsonIgnore
    public boolean isInDoubt() {
        return released != null && sent == null && status() == CommandStatus.ACCEPTED;
    }

    CommandRecord with(Transition transition) {
        List<Transition> longer = new ArrayList<>(transitions);
        longer.add(transition);
        return new CommandRecord(request, refusal, released, sent, longer);
    }

    CommandRecord releasedAs(Release release) {
        return new CommandRecord(request, refusal, release, sent, transitions);
    }

    CommandRecord sentAt(Position position) {
        return new CommandRecord(request, refusal, released, position, transitions);
    }
}
