package dev.muster.twinservice.twin.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a device's clock is behind the broker's, the way included: {@code receivedAt - measuredAt}; negative: ahead.
 * Shown, never acted upon. Samples that a device had to keep for a while count as well, so that a steady skew is told from a
 * backlog by looking at both figures.
 */
public final class ClockSkew {
    /** The weight of a new sample in the smoothed figure; as TCP smooths its round trips. */
    private static final double WEIGHT = 1.0 / 8;

    private boolean measured;
    private long lastMillis;
    private double smoothedMillis;

    /** The skew of the last sample, and smoothed over the last ones. */
    public record Skew(Duration last, Duration smoothed) {}

    void measure(Instant measuredAt, Instant receivedAt) {
        // In double: the difference of the two farthest instants does not fit a long of milliseconds.
        double millis = (receivedAt.getEpochSecond() - measuredAt.getEpochSecond()) * 1e3
                + (receivedAt.getNano() - measuredAt.getNano()) / 1e6;
        lastMillis = Math.round(millis);
        smoothedMillis = measured ? smoothedMillis + WEIGHT * (millis - smoothedMillis) : millis;
        measured = true;
    }

    /** {@code null} until the first sample since the twin woke. */
    @Nullable
    Skew measured() {
        return measured ? new Skew(Duration.ofMillis(lastMillis), Duration.ofMillis(Math.round(smoothedMillis))) : null;
    }
}
