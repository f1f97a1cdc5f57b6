package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A direct member that is missing from its group's total, as the group's aggregator lists it.
 *
 * @param since as the {@linkplain MissingReason reason} says; {@code null}: not known to who lists it. An aggregator
 *     always knows, only its older versions did not
 */
public record Absentee(
        AssetId asset, MissingReason reason, @Nullable Instant since) {}
