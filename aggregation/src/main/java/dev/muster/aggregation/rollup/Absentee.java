package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A direct member that is missing from its group's total, as the group's aggregator lists it. */
public record Absentee(
        AssetId asset, MissingReason reason, @Nullable Instant since) {}
