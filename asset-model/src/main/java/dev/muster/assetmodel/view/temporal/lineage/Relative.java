package dev.muster.assetmodel.view.temporal.lineage;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An asset that another one came out of, or went into.
 *
 * @param steps how far away: 1 for the ones next to it
 * @param next the assets one step nearer that it is tied to, sorted
 * @param inServiceFrom {@code null}: always was
 * @param inServiceTo {@code null}: until further notice
 */
public record Relative(
        AssetId asset,
        String name,
        int steps,
        List<AssetId> next,
        @Nullable Instant inServiceFrom,
        @Nullable Instant inServiceTo) {}
