package dev.muster.twinservice.http.api.exchange;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import java.util.Optional;

/** Port: what a CSV file without a column for it leaves as it is. */
interface KnownEntities {
    Optional<Asset> asset(AssetId id);

    Optional<Group> group(GroupKey key);
}
