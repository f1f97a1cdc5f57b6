package dev.muster.ingest.report;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.Objects;

/**
 * What the device at an asset says of itself when it connects.
 *
 * @param receivedAt the broker's clock ({@code LogAppendTime})
 */
public record DeviceReport(AssetId asset, Properties properties, Instant measuredAt, Instant receivedAt) {
    public DeviceReport {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(measuredAt, "measuredAt");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }
}
