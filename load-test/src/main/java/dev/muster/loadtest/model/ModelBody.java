package dev.muster.loadtest.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Request bodies of the model's routes; ids stand in the path. */
sealed interface ModelBody {
    static ModelBody of(AssetType type) {
        return new TypeBody(type.name(), type.offlineAfter(), type.signals(), type.commands(), type.setPoint());
    }

    static ModelBody of(GroupPlan group) {
        return new GroupBody(group.name(), group.parent());
    }

    static ModelBody of(AssetPlan asset) {
        return new AssetBody(
                asset.name(),
                asset.type(),
                asset.limits(),
                asset.attributes(),
                asset.retiredFrom(),
                placements(asset),
                asset.predecessors(),
                asset.inServiceFrom());
    }

    private static Map<HierarchyId, Object> placements(AssetPlan asset) {
        Map<HierarchyId, Object> placements = new TreeMap<>();
        asset.placements()
                .forEach((hierarchy, group) -> placements.put(
                        hierarchy,
                        asset.inServiceFrom() == null ? group : new PlacementBody(group, asset.inServiceFrom())));
        return placements;
    }

    static ModelBody of(Properties expected) {
        return new PropertiesBody(expected);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TypeBody(
            String name,
            Duration offlineAfter,
            List<Signal> signals,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CommandDefinition> commands,

            @Nullable SetPointControl setPoint)
            implements ModelBody {}

    record HierarchyBody(String name) implements ModelBody {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GroupBody(String name, @Nullable GroupId parent) implements ModelBody {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AssetBody(
            String name,
            TypeId type,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            Map<HierarchyId, Object> placements,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AssetId> predecessors,

            @Nullable Instant validFrom)
            implements ModelBody {}

    /** Inside an asset's body, where just the group would mean from now on. */
    record PlacementBody(GroupId group, Instant validFrom) {}

    record PropertiesBody(Properties properties) implements ModelBody {}
}
