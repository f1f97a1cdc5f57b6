package dev.muster.twinservice.promise;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.CommandStatus;
import java.time.Instant;

/**
 * One command that was given to keep a promise.
 *
 * @param no of the promise's attempts, from 1
 * @param at when it was given; the node's clock
 * @param status as far as it is known
 * @param detail in the words of the device, or of whoever refused it; may be empty
 */
public record Attempt(int no, CommandId command, Instant at, CommandStatus status, String detail) {
    Attempt became(CommandStatus next, String words) {
        return new Attempt(no, command, at, next, words);
    }
}
