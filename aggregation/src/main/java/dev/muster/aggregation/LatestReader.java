package dev.muster.aggregation;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Port: reads the stored registers of many assets at once, so that an aggregator that starts need not wake a twin.
 * Called from many aggregators at once, each with one read under way and a bounded number of assets per read; a failed
 * stage is retried with backoff.
 */
@FunctionalInterface
public interface LatestReader {
    /** An asset that is absent from the answer never reported. */
    CompletionStage<Map<AssetId, MemberRegisters>> read(Collection<AssetId> assets);
}
