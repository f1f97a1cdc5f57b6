package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.serialization.JournalEvent;
import java.time.Instant;

/**
 * What became of a command, in the journal of its asset's twin. The names in {@code @JsonSubTypes} are stored; classes may be
 * renamed, names may not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CommandEvent.Accepted.class, name = "commandAccepted"),
    @JsonSubTypes.Type(value = CommandEvent.Refused.class, name = "commandRefused"),
    @JsonSubTypes.Type(value = CommandEvent.Released.class, name = "commandReleased"),
    @JsonSubTypes.Type(value = CommandEvent.Sent.class, name = "commandSent"),
    @JsonSubTypes.Type(value = CommandEvent.Answered.class, name = "commandAnswered"),
    @JsonSubTypes.Type(value = CommandEvent.Expired.class, name = "commandExpired"),
    @JsonSubTypes.Type(value = CommandEvent.Cancelled.class, name = "commandCancelled"),
    @JsonSubTypes.Type(value = CommandEvent.Told.class, name = "commandTold"),
    @JsonSubTypes.Type(value = CommandEvent.Recalled.class, name = "commandRecalled")
})
public sealed interface CommandEvent extends JournalEvent {
    CommandId id();

    /** Taken. Where the asset is online, {@link Released} is persisted with it. */
    record Accepted(CommandRequest request, Instant at) implements CommandEvent {
        @Override
        public CommandId id() {
            return request.id();
        }
    }

    /** Not taken; final for its key. */
    record Refused(CommandRequest request, Refusal refusal, Instant at) implements CommandEvent {
        @Override
        public CommandId id() {
            return request.id();
        }
    }

    /** It goes out now. Persisted before it does: from here on it may stand on the topic. */
    record Released(CommandId id, CommandRecord.Release release) implements CommandEvent {}

    /** Kafka has it. */
    record Sent(CommandId id, CommandRecord.Position position) implements CommandEvent {}

    /**
     * The device spoke.
     *
     * @param at when it was received; the broker's clock
     * @param deviceAt the device's clock
     */
    record Answered(CommandId id, DeviceAck.Answer answer, String detail, Instant at, Instant deviceAt)
            implements CommandEvent {}

    /** Its time was over. */
    record Expired(CommandId id, String detail, Instant at) implements CommandEvent {}

    /** Taken back before it went out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cancelled(CommandId id, Principal by, String detail, Instant at) implements CommandEvent {}

    /** It has ended, and audit, stream and owner have acknowledged its record of so many transitions: the twin may forget it. */
    record Told(CommandId id, int transitions) implements CommandEvent {}

    /** The device spoke of a command that the twin had forgotten: this is what the audit has of it. */
    record Recalled(CommandRecord known) implements CommandEvent {
        @Override
        public CommandId id() {
            return known.id();
        }
    }
}
