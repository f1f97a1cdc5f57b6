package dev.muster.assetmodel.mismatch;

import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one property of an asset. What is said of the asset itself goes first; then what is said of the groups above it,
 * the nearest first; of groups of several hierarchies at equal distance, that of the hierarchy whose id sorts first.
 *
 * @param group of which it is wanted; {@code null}: of the asset itself
 * @param validFrom since when it is wanted there without a break, whoever stood there
 * @param recorded when, by whom and out of which system this became known, without a break since
 */
public record DesiredValue(String value, @Nullable GroupKey group, Instant validFrom, Recorded recorded) {}
