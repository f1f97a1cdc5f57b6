package dev.muster.twinservice.command.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can move the commands of an asset. */
public sealed interface CommandInput {
    /** What others ask of the twin. Travels between nodes, therefore the names are fixed. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "asked")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Give.class, name = "give"),
        @JsonSubTypes.Type(value = Find.class, name = "find"),
        @JsonSubTypes.Type(value = Cancel.class, name = "cancel"),
        @JsonSubTypes.Type(value = DeviceAnswered.class, name = "deviceAnswered"),
        @JsonSubTypes.Type(value = AnswersRead.class, name = "answersRead"),
        @JsonSubTypes.Type(value = Wake.class, name = "wake")
    })
    sealed interface Asked extends CommandInput {}

    /**
     * Somebody gives a command.
     *
     * @param misfit why the asset's type does not take it: it is refused, so that it has an outcome; {@code null}: it takes it
     * @param until later nobody waits for an answer: then it is let be. Its alarm is set for the end that this implies
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Give(CommandRequest request, @Nullable String misfit, Instant until) implements Asked {}

    /** Somebody wants to know what became of one. */
    record Find(CommandId id) implements Asked {}

    /** Somebody takes one back. */
    record Cancel(CommandId id, Principal by) implements Asked {}

    /**
     * A record on {@code command-acks} says that it comes from the asset's device.
     *
     * @param receivedAt the broker's clock
     */
    record DeviceAnswered(DeviceAck ack, Instant receivedAt) implements Asked {}

    /**
     * Every answer that this source gave until then has come before this.
     *
     * @param until the broker's clock
     */
    record AnswersRead(SourceId source, Instant until) implements Asked {}

    /** An alarm went off. */
    record Wake() implements Asked {}

    /** Nothing happened but time. */
    record TimePassed() implements CommandInput {}

    /**
     * An alarm is set for those that wait: they may go out.
     *
     * @param until later that alarm would be too early
     */
    record Release(Instant until) implements CommandInput {}

    /** Kafka acknowledged it, or was looked into and holds it. */
    record KafkaHas(CommandId id, CommandRecord.Position position) implements CommandInput {}

    /**
     * Kafka was looked into when nothing could be under way any more, and does not hold it.
     *
     * @param releasedAt of the release that was looked for
     */
    record Absent(CommandId id, Instant releasedAt) implements CommandInput {}

    /** Audit, stream and owner have acknowledged its record of so many transitions. */
    record EverybodyKnows(CommandId id, int transitions) implements CommandInput {}

    /** The device answered to one that was forgotten: this is what the audit has of it. */
    record Remembered(CommandRecord known, DeviceAnswered answer) implements CommandInput {}
}
