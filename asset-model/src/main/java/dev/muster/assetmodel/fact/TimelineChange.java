package dev.muster.assetmodel.fact;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a wish for a value means for a timeline. The rules:
 *
 * <ul>
 *   <li>Without an end, a version lasts until the next one that is already recorded, else until further notice. Wishes
 *       without an end therefore give the same timeline in whatever order they are recorded.
 *   <li>The version in force at the beginning ends there; one that begins at the same instant is corrected.
 *   <li>With an end, a version must not reach into one that begins later: that is an overlap.
 *   <li>What already is so changes nothing.
 * </ul>
 */
public sealed interface TimelineChange {
    /** It already is so. */
    record None() implements TimelineChange {}

    /** To be recorded with this validity. */
    record Place(Validity validity) implements TimelineChange {}

    /** Reaches into the version that begins at {@code next}. */
    record Overlap(Instant next) implements TimelineChange {}

    /** Would end before it begins. */
    record Empty() implements TimelineChange {}

    static <T> TimelineChange plan(Timeline<T> timeline, T value, Instant from, @Nullable Instant to) {
        if (to != null && !to.isAfter(from)) {
            return new Empty();
        }
        Optional<Instant> next = timeline.nextBeginning(from);
        if (to != null && next.isPresent() && to.isAfter(next.get())) {
            return new Overlap(next.get());
        }
        Validity validity = new Validity(from, to == null ? next.orElse(null) : to);
        Fact<T> inForce = timeline.factAt(validity.validFrom());
        boolean already = inForce != null
                && inForce.value().equals(value)
                && Objects.equals(inForce.validity().validTo(), validity.validTo());
        return already ? new None() : new Place(validity);
    }
}
