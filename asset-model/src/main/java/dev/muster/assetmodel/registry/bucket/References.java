package dev.muster.assetmodel.registry.bucket;

import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import java.time.Instant;
import java.util.Optional;

/**
 * What a decider may know of other buckets. It comes from this node's view and can lag behind their writers, so checks on it
 * are best effort: types, hierarchies and groups are never deleted, so "is known" stays true, but two writers can at the same
 * moment give one source or one device to two assets, or place an asset under a group that is being closed. The view then
 * decides: the source belongs to the asset that was registered first, the device is where it was installed first, and the asset
 * is shown as unplaced.
 */
public interface References {
    Optional<AssetType> type(TypeId type);

    boolean hasHierarchy(HierarchyId hierarchy);

    /** How many hierarchies there are. */
    int hierarchies();

    /** Whether the group was ever defined. */
    boolean hasGroup(GroupKey group);

    boolean hasAsset(AssetId asset);

    /** Which asset in service has {@code source} at {@code instant}. */
    Optional<AssetId> holderOf(SourceId source, Instant instant);

    /** Which other asset {@code device} fills at some time of {@code during}. */
    Optional<AssetId> deviceElsewhere(DeviceId device, Validity during, AssetId here);

    /** An asset that stands right under {@code group} now and is going to do so at {@code from} or later. */
    Optional<AssetId> memberStaying(GroupKey group, Instant from);
}
