package dev.muster.twinservice.http.api.maintenance;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.twin.AssetTwin;
import dev.muster.twinservice.twin.Twins;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Port: tells twins that somebody works on their assets. Fails with a timeout when the twin or its journal is away. */
public interface Maintenance {
    /** Announces work, or changes when it ends. */
    CompletionStage<AssetTwin.ChangeReply> begin(AssetId asset, Principal by, Instant until);

    CompletionStage<AssetTwin.ChangeReply> end(AssetId asset, Principal by);

    static Maintenance of(Twins twins) {
        return new Maintenance() {
            @Override
            public CompletionStage<AssetTwin.ChangeReply> begin(AssetId asset, Principal by, Instant until) {
                return twins.beginMaintenance(asset, by, until);
            }

            @Override
            public CompletionStage<AssetTwin.ChangeReply> end(AssetId asset, Principal by) {
                return twins.endMaintenance(asset, by);
            }
        };
    }
}
