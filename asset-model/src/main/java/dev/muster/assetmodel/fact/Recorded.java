package dev.muster.assetmodel.fact;

import dev.muster.assetmodel.identity.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * When Muster learnt a fact, and from whom.
 *
 * @param recordedAt the writer's clock, to the millisecond; never goes back within one writer
 */
public record Recorded(Instant recordedAt, Principal by) {
    public Recorded {
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(by, "by");
    }
}
