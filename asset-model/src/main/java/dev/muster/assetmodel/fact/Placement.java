package dev.muster.assetmodel.fact;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * "Stands under this group of this hierarchy." To the millisecond.
 *
 * @param validFrom {@code null} in a command: from now
 * @param validTo {@code null}: until the next placement in this hierarchy, if there ever is one
 */
public record Placement(
        HierarchyId hierarchy,
        GroupId group,
        @Nullable Instant validFrom,
        @Nullable Instant validTo) {
    public Placement {
        Objects.requireNonNull(hierarchy, "Expected a hierarchy for each placement");
        Objects.requireNonNull(group, "Expected a group for each placement");
        validFrom = validFrom == null ? null : validFrom.truncatedTo(ChronoUnit.MILLIS);
        validTo = validTo == null ? null : validTo.truncatedTo(ChronoUnit.MILLIS);
    }

    /** From now, until the next placement. */
    public static Placement now(HierarchyId hierarchy, GroupId group) {
        return new Placement(hierarchy, group, null, null);
    }
}
