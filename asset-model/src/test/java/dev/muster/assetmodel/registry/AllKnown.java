package dev.muster.assetmodel.registry;

import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.bucket.References;
import dev.muster.assetmodel.type.AssetType;
import java.time.Instant;
import java.util.Optional;

/** A model in which every reference is known and nobody stands in the way. */
final class AllKnown implements References {
    private final int hierarchies;

    AllKnown() {
        this(1);
    }

    AllKnown(int hierarchies) {
        this.hierarchies = hierarchies;
    }

    @Override
    public Optional<AssetType> type(TypeId type) {
        return Optional.of(ModelFacts.type(type.value()).type());
    }

    @Override
    public boolean hasHierarchy(HierarchyId hierarchy) {
        return true;
    }

    @Override
    public int hierarchies() {
        return hierarchies;
    }

    @Override
    public boolean hasGroup(GroupKey group) {
        return true;
    }

    @Override
    public boolean hasAsset(AssetId asset) {
        return true;
    }

    @Override
    public Optional<AssetId> holderOf(SourceId source, Instant instant) {
        return Optional.empty();
    }

    @Override
    public Optional<AssetId> deviceElsewhere(DeviceId device, Validity during, AssetId here) {
        return Optional.empty();
    }

    @Override
    public Optional<AssetId> memberStaying(GroupKey group, Instant from) {
        return Optional.empty();
    }
}
