package dev.muster.aggregation;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Port: how far Muster has read. Tells a member that is silent from one that Muster has not listened to yet.
 *
 * <p>Thread-safe, cheap, never blocks: asked by every aggregator about once a second for each of its members that is
 * missing without a word of its own.
 */
@FunctionalInterface
public interface Watermarks {
    /**
     * Up to when, by the broker's clock, everything that was received of this asset has reached its twin; {@code null}:
     * not known yet. What was true once stays true, so an aggregator keeps the greatest answer that it got for a
     * member.
     */
    @Nullable
    Instant of(AssetId asset);
}
