package dev.muster.twinservice.latest;

import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The last known registers of each asset. values come in with history, statuses by
 * {@link #putStatus}. Thread-safe; while Cassandra does not answer, stages fail.
 */
public interface LatestStore extends LatestReader {
    /** In bulk: a hundred thousand assets take seconds. Assets of which nothing is stored are absent. */
    @Override
    CompletionStage<Map<AssetId, MemberRegisters>> read(Collection<AssetId> assets);

    /** Likewise, with when they were last seen. */
    CompletionStage<Map<AssetId, StoredLatest>> all(Collection<AssetId> assets);

    /** Completes when the stored status is at least as new, by journal sequence; an older one than stored changes nothing. */
    CompletionStage<?> putStatus(AssetId asset, StatusRegister status);

    /** Empty: the asset has neither reported nor changed its status. */
    CompletionStage<Optional<StoredLatest>> one(AssetId asset);

    /** Whether history has the sample with this full key: tells duplicates beyond what a twin remembers. */
    CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence);
}
