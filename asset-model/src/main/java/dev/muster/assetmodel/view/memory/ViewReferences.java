package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.bucket.References;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a node's view tells its writers about each other. Thread-safe. */
public final class ViewReferences implements References {
    private final ModelView view;

    public ViewReferences(ModelView view) {
        this.view = view;
    }

    @Override
    public Optional<AssetType> type(TypeId type) {
        return view.type(type);
    }

    @Override
    public boolean hasHierarchy(HierarchyId hierarchy) {
        // Nobody is placed among groups by rule, and no tree grows there.
        return !hierarchy.equals(RuleGroup.HIERARCHY)
                && view.hierarchyName(hierarchy).isPresent();
    }

    @Override
    public int hierarchies() {
        return view.hierarchies().size();
    }

    @Override
    public boolean hasGroup(GroupKey group) {
        return view.group(group).isPresent();
    }

    @Override
    public boolean hasAsset(AssetId asset) {
        return view.asset(asset).isPresent();
    }

    @Override
    public Optional<AssetId> holderOf(SourceId source, Instant instant) {
        return view.assetOf(source, instant).filter(asset -> view.asset(asset)
                .map(Asset::retiredFrom)
                .map(instant::isBefore)
                .orElse(true));
    }

    @Override
    public Optional<AssetId> deviceElsewhere(DeviceId device, Validity during, AssetId here) {
        return view.devices().elsewhere(device, during, here);
    }

    @Override
    public Optional<AssetId> memberStaying(GroupKey group, Instant from) {
        Stream<AssetId> members = view.roster(group).stream().flatMap(roster -> roster.members().keySet().stream());
        // Whoever sleeps at night stands here all the same.
        return Stream.concat(members, view.unexpected(group).stream())
                .filter(asset -> stays(asset, group, from))
                .findFirst();
    }

    private boolean stays(AssetId asset, GroupKey group, Instant from) {
        List<Placement> placements = view.placements(asset).getOrDefault(group.hierarchy(), List.of());
        return placements.stream()
                .anyMatch(placement -> placement.group().equals(group.group())
                        && (placement.validTo() == null || placement.validTo().isAfter(from)));
    }
}
