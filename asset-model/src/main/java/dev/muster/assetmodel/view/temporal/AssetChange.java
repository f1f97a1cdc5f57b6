package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * An asset that stands elsewhere at the second moment than at the first.
 *
 * @param from right above it at the first moment; {@code null}: it came
 * @param to right above it at the second moment; {@code null}: it went
 */
public record AssetChange(
        AssetId asset, @Nullable GroupId from, @Nullable GroupId to) {}
