package dev.muster.twinservice.pace;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import java.time.Duration;
import org.slf4j.event.Level;

/**
 * Waits that double from {@code first} up to {@code max}, each cut by up to half, depending on {@code salt}: those that
 * failed together do not come back together.
 */
public record Backoff(Duration first, Duration max) {
    private static final int DOUBLINGS_MAX = 20;
    private static final int SHARES = 1_000;
    private static final double RESTART_SPREAD = 0.5;

    public Backoff {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "Expected waits above zero, first <= max, but got first=%s max=%s".formatted(first, max));
        }
    }

    /** How long to wait after the given number of failures in a row, 1 or more. */
    public Duration after(int failures, int salt) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        Duration full = doubled.compareTo(max) < 0 ? doubled : max;
        return full.minus(full.multipliedBy(Math.floorMod(salt, SHARES)).dividedBy(2L * SHARES));
    }

    /**
     * How an actor starts anew after a failure. In silence: an outage is said once per node by whoever watches it, not once per
     * actor and attempt.
     */
    public BackoffSupervisorStrategy restarts() {
        return SupervisorStrategy.restartWithBackoff(first, max, RESTART_SPREAD).withLogLevel(Level.DEBUG);
    }
}
