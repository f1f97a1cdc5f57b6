package dev.muster.assetmodel.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import org.jspecify.annotations.Nullable;

/**
 * Who wishes a change of the model, and which system's knowledge it is.
 *
 * @param system {@code null}: the principal's own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Author(Principal principal, @Nullable SystemId system) {
    /** Somebody who speaks for no system: {@link SystemId#MANUAL} is the same as none. */
    public Author {
        system = SystemId.MANUAL.equals(system) ? null : system;
    }

    public static Author of(Principal principal) {
        return new Author(principal, null);
    }
}
