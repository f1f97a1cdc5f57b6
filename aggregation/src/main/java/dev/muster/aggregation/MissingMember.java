package dev.muster.aggregation;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An expected member that does not count.
 *
 * @param group the group that it is directly in
 * @param since by the broker's clock; never reported: since when it is expected; stale: the last arrival of the signal;
 *     bad quality: the arrival of the bad value; {@code null}: Muster does not know
 */
public record MissingMember(
        AssetId asset,
        GroupKey group,
        MissingReason reason,
        @Nullable Instant since) {}
