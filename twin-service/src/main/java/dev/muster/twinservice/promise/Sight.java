package dev.muster.twinservice.promise;

import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What the model says of one property of an asset.
 *
 * @param wish what is wanted; {@code null}: nothing
 * @param reported {@code null}: the device never said
 */
public record Sight(
        PromiseKey key, @Nullable Wish wish, @Nullable String reported) {
    /**
     * A wish.
     *
     * @param group of which it is wanted; {@code null}: of the asset itself
     * @param by who wants it
     * @param command that brings it about; {@code null}: none does
     * @param whyNot empty where there is a command; else "Expected … but …"
     */
    public record Wish(
            String value,
            @Nullable GroupKey group,
            Principal by,
            @Nullable Command command,
            String whyNot) {}

    /** The command that a device must be given. */
    public record Command(CommandName name, Arguments arguments) {}
}
