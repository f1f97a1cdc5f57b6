package dev.muster.assetmodel.mismatch;

import dev.muster.assetmodel.identity.AssetId;
import java.util.List;

/** All that differs at one asset, the oldest first; at least one. */
public record AssetMismatches(AssetId asset, List<Mismatch> mismatches) {
    public AssetMismatches {
        mismatches = List.copyOf(mismatches);
    }
}
