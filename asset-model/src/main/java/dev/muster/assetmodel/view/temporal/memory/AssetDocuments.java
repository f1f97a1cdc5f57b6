package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.identity.AssetId;
import org.jspecify.annotations.Nullable;

/** The documents of all assets, kept once for every view of the model. Any thread may read. */
public interface AssetDocuments {
    @Nullable
    AssetDocument get(AssetId asset);

    /** In the order of ids, from behind {@code after}; {@code null}: from the first. */
    Iterable<AssetDocument> behind(@Nullable AssetId after);
}
