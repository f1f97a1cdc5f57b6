package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What comes back to a {@link CommandDesk}. Never leaves the node. One that was meant for the desk before a restart is true all the
 * same, and harms nobody.
 */
public sealed interface DeskStep {
    /** Kafka has it. */
    record Delivered(CommandId id, CommandRecord.Position position) implements DeskStep {}

    /** Whether Kafka has it, or will, is open. */
    record Undelivered(CommandId id, Instant releasedAt, Throwable cause) implements DeskStep {}

    /** Time to look whether Kafka has it. */
    record LookDue(CommandId id, Instant releasedAt) implements DeskStep {}

    record Looked(CommandId id, Instant releasedAt, Optional<CommandRecord.Position> found) implements DeskStep {}

    record LookFailed(CommandId id, Instant releasedAt, Throwable cause) implements DeskStep {}

    record ChannelTold(CommandId id, Telling.Channel channel, CommandRecord told) implements DeskStep {}

    record ChannelFailed(CommandId id, Telling.Channel channel, Throwable cause) implements DeskStep {}

    record ChannelDue(CommandId id, Telling.Channel channel) implements DeskStep {}

    /** Kafka has a mark among the answers of a source. */
    record Marked(SourceId source, Instant at) implements DeskStep {}

    record MarkFailed(SourceId source, Throwable cause) implements DeskStep {}

    record MarkDue(SourceId source) implements DeskStep {}

    /** The end of something may have come. */
    record Due() implements DeskStep {}

    /** Until then those that wait can be released. */
    record AlarmSet(Instant until) implements DeskStep {}

    record AlarmFailed(Throwable cause) implements DeskStep {}

    record AlarmDue() implements DeskStep {}

    /** What the audit has of a command that the twin does not know. */
    record Recollected(CommandInput.Asked asked, Consumer<CommandAnswer> asker, Optional<CommandRecord> found)
            implements DeskStep {}

    record NotRecollected(Consumer<CommandAnswer> asker, Throwable cause) implements DeskStep {}
}
