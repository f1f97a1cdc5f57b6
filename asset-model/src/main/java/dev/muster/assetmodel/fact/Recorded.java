package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When Muster learnt a fact, from whom, and out of which system.
 *
 * @param recordedAt the writer's clock, to the millisecond; never goes back within one writer
 * @param system {@code null}: people said it, see {@link SystemId#MANUAL}
 * @param rank of the system when it was recorded, see {@link Precedence}: 0 is believed first
 */
public record Recorded(
        Instant recordedAt,
        Principal by,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SystemId system,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int rank) {
    @JsonCreator
    public Recorded {
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(by, "by");
    }

    /** By people, who are believed first. */
    public Recorded(Instant recordedAt, Principal by) {
        this(recordedAt, by, null, 0);
    }

    Recorded ranked(int other) {
        return new Recorded(recordedAt, by, system, other);
    }

    boolean ofSameSystem(Recorded other) {
        return Objects.equals(system, other.system);
    }
}
