package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What the model says of a source that is expected to be heard.
 *
 * @param offlineAfter how long it may be silent, on the broker's clock
 * @param expectedFrom silence before does not count: nobody expected it then; {@link Instant#MIN}: always expected
 */
public record Terms(AssetId asset, Duration offlineAfter, Instant expectedFrom) {
    public Terms {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(offlineAfter, "offlineAfter");
        Objects.requireNonNull(expectedFrom, "expectedFrom");
    }
}
