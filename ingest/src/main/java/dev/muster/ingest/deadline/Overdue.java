package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;

/**
 * A source was silent for longer than allowed: its twin is to decide.
 *
 * @param watermark up to then the partition was read, and nothing of the source was there after {@code lastSeen}
 */
public record Overdue(AssetId asset, SourceId source, Instant watermark, Instant lastSeen) {}
