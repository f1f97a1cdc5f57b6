package dev.muster.twinservice.store;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one asset measured in {@code [from, to)}, oldest first, a page at a time.
 *
 * @param limit samples on the page, 1 to {@value #LIMIT_MAX}
 * @param after where the page before ended ({@link HistoryPage#next()}); {@code null}: the first page
 */
public record HistoryQuery(
        AssetId asset,
        Instant from,
        Instant to,
        int limit,
        @Nullable HistoryPosition after) {
    public static final int LIMIT_MAX = 10_000;

    /** Every hour of the range is a partition to ask for, so a range without an end is not to be had. */
    public static final Duration RANGE_MAX = Duration.ofDays(400);

    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE - 1);

    /** {@link IllegalArgumentException} with what {@link #rejection} says. */
    public HistoryQuery {
        Objects.requireNonNull(asset, "Expected an asset but got none");
        String rejection = rejection(from, to, limit);
        if (rejection != null) {
            throw new IllegalArgumentException(rejection);
        }
    }

    /** Why there is no such query; {@code null}: there is. */
    public static @Nullable String rejection(Instant from, Instant to, int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            return "Expected a limit from 1 to %d but got %d".formatted(LIMIT_MAX, limit);
        }
        if (to.isBefore(from)) {
            return "Expected 'from' not to be after 'to' but got %s and %s".formatted(from, to);
        }
        if (Duration.between(from, to).compareTo(RANGE_MAX) > 0) {
            return "Expected a range of at most %d days but got %s to %s".formatted(RANGE_MAX.toDays(), from, to);
        }
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            return "Expected times that milliseconds since 1970 can express but got %s and %s".formatted(from, to);
        }
        return null;
    }
}
