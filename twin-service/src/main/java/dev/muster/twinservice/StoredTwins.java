package dev.muster.twinservice;

import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.latest.LatestStore;
import dev.muster.twinservice.latest.StoredLatest;
import dev.muster.twinservice.twin.TwinStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Plugs the twins into the table of latest values. */
record StoredTwins(LatestStore latest) implements TwinStore {
    @Override
    public CompletionStage<Optional<StoredLatest>> one(AssetId asset) {
        return latest.one(asset);
    }

    @Override
    public CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
        return latest.exists(asset, measuredAt, source, sequence);
    }

    @Override
    public CompletionStage<?> putStatus(AssetId asset, StatusRegister status) {
        return latest.putStatus(asset, status);
    }
}
