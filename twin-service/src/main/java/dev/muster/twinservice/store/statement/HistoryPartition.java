package dev.muster.twinservice.store.statement;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;

/**
 * The partition of {@code history} that holds the samples of an asset's bucket for an hour.
 *
 * @param hour whole hours since 1970, of {@code measuredAt}
 */
public record HistoryPartition(int bucket, int hour) {
    private static final long HOUR_MS = 3_600_000;

    public static HistoryPartition of(AssetId asset, Instant measuredAt) {
        return new HistoryPartition(AssetBucket.of(asset), hourOf(measuredAt));
    }

    /** {@link ArithmeticException} beyond the year 246000, which no decoder lets through. */
    public static int hourOf(Instant measuredAt) {
        return Math.toIntExact(Math.floorDiv(measuredAt.toEpochMilli(), HOUR_MS));
    }
}
