package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a fact holds in the world: from {@code validFrom} until just before {@code validTo}. To the millisecond: finer
 * digits are cut.
 *
 * @param validTo {@code null}: until further notice
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Validity(Instant validFrom, @Nullable Instant validTo) {
    /** Where the validity of what was always so begins. */
    public static final Instant BEGINNING = Instant.EPOCH;

    /** {@link IllegalArgumentException} when the interval is empty. */
    public Validity {
        Objects.requireNonNull(validFrom, "Expected validFrom");
        validFrom = validFrom.truncatedTo(ChronoUnit.MILLIS);
        validTo = validTo == null ? null : validTo.truncatedTo(ChronoUnit.MILLIS);
        if (validTo != null && !validTo.isAfter(validFrom)) {
            throw new IllegalArgumentException(
                    "Expected validTo after validFrom %s but got %s".formatted(validFrom, validTo));
        }
    }

    /** From {@code validFrom} until further notice. */
    public static Validity from(Instant validFrom) {
        return new Validity(validFrom, null);
    }

    public boolean covers(Instant instant) {
        return !instant.isBefore(validFrom) && (validTo == null || instant.isBefore(validTo));
    }

    public boolean overlaps(Validity other) {
        return startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
    }

    /** What both cover; {@code null} when that is nothing. */
    public @Nullable Validity intersect(Validity other) {
        if (!overlaps(other)) {
            return null;
        }
        Instant from = validFrom.isAfter(other.validFrom) ? validFrom : other.validFrom;
        Instant to = validTo;
        if (to == null || (other.validTo != null && other.validTo.isBefore(to))) {
            to = other.validTo;
        }
        return new Validity(from, to);
    }

    private boolean startsBeforeEndOf(Validity other) {
        return other.validTo == null || validFrom.isBefore(other.validTo);
    }
}
