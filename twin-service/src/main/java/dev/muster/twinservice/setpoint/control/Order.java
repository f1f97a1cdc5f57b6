package dev.muster.twinservice.setpoint.control;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import org.jspecify.annotations.Nullable;

/**
 * A command that a set-point wants given.
 *
 * @param parameter of the command, for the value
 * @param micros {@code null}: it ends the control, and takes no argument
 */
public record Order(
        AssetId asset,
        CommandName command,
        String parameter,
        @Nullable Long micros) {}
