package dev.muster.loadtest.latency.figure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How a rate was kept by those who report.
 *
 * @param wanted records a second
 * @param kept what it came to
 * @param behind the longest that a record was behind its time
 */
public record Kept(double wanted, double kept, Duration behind) {
    private static final double SHARE_MIN = 0.99;

    /** What piles up for longer comes as a burst that no fleet makes. */
    private static final Duration BEHIND_MAX = Duration.ofSeconds(1);

    /** Why figures of it do not count; empty: they do. */
    public Optional<String> objection() {
        if (kept >= wanted * SHARE_MIN && behind.compareTo(BEHIND_MAX) <= 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "Expected %,.0f records/s, none later than %d ms, but this program sent %,.0f/s, up to %,d ms late",
                wanted,
                BEHIND_MAX.toMillis(),
                kept,
                behind.toMillis()));
    }
}
