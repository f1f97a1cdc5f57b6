package dev.muster.ingest;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.telemetry.Sample;
import java.time.Instant;
import java.util.Objects;

/**
 * One sample of one asset; its key is asset, measuredAt, source and sequence.
 *
 * @param receivedAt the broker's clock ({@code LogAppendTime})
 */
public record HistoryRow(AssetId asset, Sample sample, Instant receivedAt) {
    public HistoryRow {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(sample, "sample");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }
}
