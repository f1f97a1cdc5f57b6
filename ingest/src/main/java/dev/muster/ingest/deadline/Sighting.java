package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;

/**
 * A record of a known source was there, whatever it said and whatever became of it.
 *
 * @param receivedAt the broker's clock
 * @param offset -1: of no record; somebody had reason to expect one
 */
public record Sighting(AssetId asset, SourceId source, Instant receivedAt, long offset) {}
