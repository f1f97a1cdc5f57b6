package dev.muster.twinservice.store.statement.latest;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import org.jspecify.annotations.Nullable;

/** Which row of {@code latest}: an asset has one for each source that ever spoke for it. */
record RegisterRow(AssetId asset, SourceId source) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RegisterRow that && asset.equals(that.asset) && source.equals(that.source);
    }

    /** Of the source alone: nearly always it has the id of its asset, and both together would share few different sums. */
    @Override
    public int hashCode() {
        return source.hashCode();
    }
}
