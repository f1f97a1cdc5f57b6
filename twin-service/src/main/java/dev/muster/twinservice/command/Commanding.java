package dev.muster.twinservice.command;

import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Port: gives commands, for whoever does: HTTP, groups, promises, set-points. Thread-safe. A stage that fails (with {@link
 * java.util.concurrent.TimeoutException} when the twin does not answer) leaves open whether the command was taken: giving it again
 * under the same key is always safe.
 */
public interface Commanding {
    /** Gives a command, or tells what became of it when it was given before. */
    CompletionStage<Reply> give(CommandRequest request);

    /** What became of a command, out of the twin, or of the audit when the twin has forgotten it. */
    CompletionStage<Reply> find(AssetId asset, CommandId id);

    /** Takes it back, unless it has gone out. */
    CompletionStage<Reply> cancel(AssetId asset, CommandId id, Principal by);

    /** Never an exception for what the caller could act upon. */
    sealed interface Reply {}

    /**
     * The command as it is now. One that was refused at once has {@link CommandRecord#refusal()}.
     *
     * @param repeated nothing was changed by this call
     */
    record Known(CommandRecord command, boolean repeated) implements Reply {}

    /** The asset, its type, or a command of this id is not known: "Expected … but …". */
    record Unknown(String what, String id) implements Reply {}

    /** The command does not fit the type's definition; at least one violation. Nothing was persisted. */
    record Invalid(List<Violation> violations) implements Reply {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** The key stands for another command; or it can no longer be taken back. */
    record Conflict(String field, String detail, CommandRecord command) implements Reply {}

    /** Too many commands to this asset; nothing was persisted. */
    record TooMany(String detail, Duration retryAfter) implements Reply {}
}
