package dev.muster.twinservice.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many through per minute, and so many at once after a pause. It fills by itself, so nobody is ever locked out for longer
 * than {@link #take} says. Not thread-safe.
 */
public final class TokenBucket {
    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private final double nanosPerToken;
    private final int burst;
    private double tokens;
    private @Nullable Instant filledAt;

    /** One that is full. */
    public TokenBucket(Rate rate) {
        this.nanosPerToken = NANOS_PER_MINUTE / rate.perMinute();
        this.burst = rate.burst();
        this.tokens = rate.burst();
    }

    /**
     * How much may pass.
     *
     * @param burst after a pause, at once
     */
    public record Rate(int perMinute, int burst) {
        private static final int MOST = 1_000_000;

        public Rate {
            if (perMinute < 1 || perMinute > MOST || burst < 1 || burst > MOST) {
                throw new IllegalArgumentException(
                        "Expected a rate and a burst from 1 to %d but got %d per minute and %d at once"
                                .formatted(MOST, perMinute, burst));
            }
        }
    }

    /** Takes one; empty: taken. Otherwise how long to wait until there is one, above zero. */
    public Optional<Duration> take(Instant now) {
        fill(now);
        if (tokens >= 1) {
            tokens -= 1;
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) * nanosPerToken)));
    }

    /** Whether it is as full as it gets, and can be forgotten. */
    public boolean isFull(Instant now) {
        fill(now);
        return tokens >= burst;
    }

    /** A clock that went back gives nothing, and takes nothing. */
    private void fill(Instant now) {
        if (filledAt != null && now.isAfter(filledAt)) {
            double elapsed = (double) Duration.between(filledAt, now).toMillis() * 1_000_000
                    + Duration.between(filledAt, now).toNanosPart() % 1_000_000;
            tokens = Math.min(burst, tokens + elapsed / nanosPerToken);
        }
        filledAt = now;
    }
}
