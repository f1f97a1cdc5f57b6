package dev.muster.aggregation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One signal over one group. Generation positive, in micros of the signal's unit. {@code expected} is always
 * {@code reporting} plus all of {@code missing}; figures for which that does not hold cannot be constructed.
 *
 * @param micros sum over the reporting members
 * @param uncertain how many of the reporting members say that their value is uncertain
 * @param missing counts above zero, in the order of the reasons
 * @param lowMicros {@code micros} if every missing member that has limits stood at its minimum
 * @param highMicros {@code micros} if every missing member that has limits stood at its maximum
 * @param unbounded missing members without limits: the true figure may leave low to high by what these contribute
 */
public record Totals(
        long micros,
        int expected,
        int reporting,
        int uncertain,
        Map<MissingReason, Integer> missing,
        long lowMicros,
        long highMicros,
        int unbounded) {
    public Totals {
        Map<MissingReason, Integer> ordered = new EnumMap<>(MissingReason.class);
        ordered.putAll(missing);
        missing = Collections.unmodifiableMap(ordered);
        int sum = reporting;
        for (int count : missing.values()) {
            sum = Math.addExact(sum, count);
        }
        if (sum != expected) {
            throw new IllegalArgumentException("Expected reporting + missing = %d but got %d reporting, missing %s"
                    .formatted(expected, reporting, missing));
        }
    }

    /** All missing members, whatever the reason. */
    public int missingCount() {
        return expected - reporting;
    }
}
