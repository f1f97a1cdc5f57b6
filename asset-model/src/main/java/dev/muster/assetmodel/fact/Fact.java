package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of one fact: what was held true of which time, since when, and until when it was believed.
 *
 * @param superseded when and by whom a later version took its place; {@code null}: believed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fact<T>(
        T value,
        Validity validity,
        Recorded recorded,
        @Nullable Recorded superseded) {
    boolean believed() {
        return superseded == null;
    }

    /** Whether it was believed by what was recorded at or before {@code asKnownAt}; {@code null}: whether it is now. */
    public boolean believed(@Nullable Instant asKnownAt) {
        if (asKnownAt == null) {
            return believed();
        }
        return !recorded.recordedAt().isAfter(asKnownAt)
                && (superseded == null || superseded.recordedAt().isAfter(asKnownAt));
    }

    /** Whether {@code next} follows without a gap and with the same value. */
    boolean leadsTo(Fact<T> next) {
        return next.validity().validFrom().equals(validity.validTo()) && value.equals(next.value());
    }

    /** The same said of another value. */
    public Fact<T> withValue(T other) {
        return new Fact<>(other, validity, recorded, superseded);
    }

    Fact<T> during(Validity part) {
        return new Fact<>(value, part, recorded, superseded);
    }

    Fact<T> supersededBy(Recorded later) {
        return new Fact<>(value, validity, recorded, later);
    }
}
