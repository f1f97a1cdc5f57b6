package dev.muster.assetmodel.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device is told: one record on the topic of commands, under the key {@code source}.
 *
 * <p>The contract: a device does a command at most once (by {@code id}, over restarts too where doing it twice would harm); it
 * refuses one of another session than its own, and one that has expired by its own clock; it answers with {@link DeviceAck}, and
 * answers again, with the same, when it gets the same again.
 *
 * @param epoch of the session that this was meant for; {@code null}: its source never told one
 * @param expiresAt not to be begun afterwards; the node's clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeviceCommand(
        CommandId id,
        AssetId asset,
        SourceId source,
        @Nullable Long epoch,
        CommandName command,
        Arguments arguments,
        Instant issuedAt,
        Instant expiresAt) {}
