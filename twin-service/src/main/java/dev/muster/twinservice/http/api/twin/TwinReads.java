package dev.muster.twinservice.http.api.twin;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.twin.TwinSnapshot;
import java.util.concurrent.CompletionStage;

/** Port: the twins. */
@FunctionalInterface
public interface TwinReads {
    /** What the asset's twin knows; wakes it. Fails with a timeout when the twin or its journal is away. */
    CompletionStage<TwinSnapshot> read(AssetId asset);
}
