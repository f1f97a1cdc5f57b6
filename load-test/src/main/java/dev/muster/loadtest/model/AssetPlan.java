package dev.muster.loadtest.model;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An asset to be registered; its source has the asset's id.
 *
 * @param limits by signal; a signal without has the range of its type, if any
 * @param retiredFrom {@code null}: in service
 * @param placements one group at most per hierarchy, from now on
 */
public record AssetPlan(
        AssetId id,
        String name,
        TypeId type,
        Map<SignalName, Range> limits,
        Map<String, String> attributes,
        @Nullable Instant retiredFrom,
        Map<HierarchyId, GroupId> placements) {
    public AssetPlan {
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        placements = Collections.unmodifiableMap(new TreeMap<>(placements));
    }
}
