package dev.muster.twinservice.twin;

import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Port: what a twin needs from the tables {@code latest} and {@code history}. Called from actor threads: never blocks. */
public interface TwinStore {
    /** What is stored of an asset; empty: it never reported. */
    CompletionStage<Optional<StoredLatest>> one(AssetId asset);

    /** Whether history has the row of this sample. */
    CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence);

    /** Stores the status of an asset; an older {@code journalSequence} never replaces a newer one. */
    CompletionStage<?> putStatus(AssetId asset, StatusRegister status);
}
