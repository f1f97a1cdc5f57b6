package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of an asset.
 *
 * @param id follows from asset and {@code key}
 * @param key of idempotency: whoever repeats it gets what became of the first, and nothing is sent again
 * @param reason why, in the words of whoever asks; may be empty
 * @param timeout how long after it goes out the device may take to say what became of it
 * @param queueUntil while the asset is not online it waits until then; {@code null}: it is refused at once
 * @param owner {@code null}: nobody but {@code by}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandRequest(
        CommandId id,
        AssetId asset,
        String key,
        CommandName command,
        Arguments arguments,
        Principal by,
        String reason,
        Duration timeout,
        @Nullable Instant queueUntil,
        @Nullable Owner owner) {
    public static final int KEY_LENGTH_MAX = 128;
    public static final int REASON_LENGTH_MAX = 500;

    /** Whether {@code other} asks for the same: only then may it come under the same key. */
    public boolean asksTheSameAs(CommandRequest other) {
        return id.equals(other.id) && command.equals(other.command) && arguments.equals(other.arguments);
    }
}
