package dev.muster.loadtest.client;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One asset that a total is missing, as Muster names it. */
public record MissingMember(
        AssetId asset,
        GroupId group,
        String reason,
        @Nullable Instant since) {}
