package dev.muster.twinservice.command.rules;

import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.serialization.NodeMessage;
import java.time.Duration;

/** What a twin says to who asked. */
public sealed interface CommandAnswer extends NodeMessage {
    /**
     * The command as it is now.
     *
     * @param repeated nothing was changed by what was asked
     */
    record Known(CommandRecord command, boolean repeated) implements CommandAnswer {}

    /** The twin knows none of this id; the audit may. */
    record NotKnown() implements CommandAnswer {}

    /** Another command has this key, or it can no longer be taken back. */
    record Conflicting(String field, String detail, CommandRecord command) implements CommandAnswer {}

    /** Nothing was done with it; after a while it can be. */
    record TooMany(String detail, Duration retryAfter) implements CommandAnswer {}

    /** Nothing was done: the audit cannot be read, or it came too late. Asking again is safe. */
    record NotNow(String detail) implements CommandAnswer {}

    /** The device's answer is persisted, or was already. */
    record Taken() implements CommandAnswer {}

    /**
     * The answer of somebody who was not asked; changed nothing: "Expected … but …".
     *
     * @param given whether there was such a command at all
     */
    record NotYours(String detail, boolean given) implements CommandAnswer {}

    /** Nothing is due and everybody knows what ended: the alarm has done its work. */
    record Settled() implements CommandAnswer {}
}
