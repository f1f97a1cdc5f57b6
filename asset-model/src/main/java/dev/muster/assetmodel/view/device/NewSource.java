package dev.muster.assetmodel.view.device;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;

/**
 * A source that speaks, or is going to speak, for an asset for which another one has spoken.
 *
 * @param recordedAt when that became known
 */
public record NewSource(SourceId source, AssetId asset, Instant recordedAt) {}
