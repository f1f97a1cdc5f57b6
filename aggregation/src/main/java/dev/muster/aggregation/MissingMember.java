package dev.muster.aggregation;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An expected member that does not count.
 *
 * <p>Whoever an aggregator lists has a {@code since}. It is {@code null} in three cases, all of members listed from the
 * roster of the node that was asked because their group's aggregator did not list them: no aggregator above it answered
 * either (the root has none above it); the next one above that did answer misses nobody there, for it heard of the group
 * less than {@code unreachable-after} ago; or that one, or the lister itself, still runs a version of Muster that did
 * not say.
 *
 * @param group the group that it is directly in
 * @param since as the {@linkplain MissingReason reason} says, by the broker's clock
 */
public record MissingMember(
        AssetId asset,
        GroupKey group,
        MissingReason reason,
        @Nullable Instant since) {}
