package dev.muster.twinservice.twin;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import java.time.Duration;
import org.slf4j.event.Level;

/**
 * Waits that double from {@code first} up to {@code max}, each cut by up to half, depending on {@code salt}: twins that
 * failed together do not come back together.
 */
record Backoff(Duration first, Duration max) {
    private static final int DOUBLINGS_MAX = 20;
    private static final int SHARES = 1_000;
    private static final double RESTART_SPREAD = 0.5;

    Backoff {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "Expected waits above zero, first <= max, but got first=%s max=%s".formatted(first, max));
        }
    }

    /** How long to wait after the given number of failures in a row, 1 or more. */
    Duration after(int failures, int salt) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        Duration full = doubled.compareTo(max) < 0 ? doubled : max;
        return full.minus(full.multipliedBy(Math.floorMod(salt, SHARES)).dividedBy(2L * SHARES));
    }

    /**
     * How a twin starts anew after a failure. In silence: an outage of the store is said once, by {@link StoreWatch}, not once per
     * twin and attempt.
     */
    BackoffSupervisorStrategy restarts() {
        return SupervisorStrategy.restartWithBackoff(first, max, RESTART_SPREAD).withLogLevel(Level.DEBUG);
    }
}
