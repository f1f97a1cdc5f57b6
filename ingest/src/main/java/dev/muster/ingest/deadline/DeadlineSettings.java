package dev.muster.ingest.deadline;

import java.time.Duration;

/**
 * How silence is watched; each key is documented in {@code reference.conf} under {@code muster.ingest}.
 *
 * @param gapAfter two looks at the broker further apart are a gap, after which no silence counts for one {@code offlineAfter}
 * @param overdueInFlightMax twins that decide about silence at once: each may have to wake
 */
public record DeadlineSettings(Duration lookInterval, Duration gapAfter, int overdueInFlightMax) {
    public DeadlineSettings {
        check(!lookInterval.isNegative() && !lookInterval.isZero(), "look-interval above zero", lookInterval);
        check(
                gapAfter.compareTo(lookInterval.multipliedBy(2)) >= 0,
                "look-gap-after of two look-interval or more",
                gapAfter);
        check(overdueInFlightMax >= 1, "overdue-in-flight-max above zero", overdueInFlightMax);
    }

    private static void check(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("Expected muster.ingest.%s but got '%s'".formatted(expected, got));
        }
    }
}
