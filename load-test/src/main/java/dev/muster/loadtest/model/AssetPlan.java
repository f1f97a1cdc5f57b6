package dev.muster.loadtest.model;

import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An asset to be registered; its source has the asset's id.
 *
 * @param limits by signal; a signal without has the range of its type, if any
 * @param retiredFrom {@code null}: in service
 * @param placements one group at most per hierarchy, from now on or from {@code inServiceFrom} on
 * @param expected what was ordered, from now on
 * @param predecessors assets of the plan that it takes the place of; they have none themselves
 * @param inServiceFrom {@code null}: always was
 */
public record AssetPlan(
        AssetId id,
        String name,
        TypeId type,
        Map<SignalName, Range> limits,
        Map<String, String> attributes,
        @Nullable Instant retiredFrom,
        Map<HierarchyId, GroupId> placements,
        Properties expected,
        List<AssetId> predecessors,
        @Nullable Instant inServiceFrom) {
    public AssetPlan {
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        placements = Collections.unmodifiableMap(new TreeMap<>(placements));
        predecessors = List.copyOf(predecessors);
    }

    /** There always, and in the place of nobody. */
    public AssetPlan(
            AssetId id,
            String name,
            TypeId type,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            Map<HierarchyId, GroupId> placements,
            Properties expected) {
        this(id, name, type, limits, attributes, retiredFrom, placements, expected, List.of(), null);
    }

    /** Of which nobody knows what was ordered. */
    public AssetPlan(
            AssetId id,
            String name,
            TypeId type,
            Map<SignalName, Range> limits,
            Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            Map<HierarchyId, GroupId> placements) {
        this(id, name, type, limits, attributes, retiredFrom, placements, Properties.NONE);
    }

    /** The same asset, in service only from then on and in the place of others. */
    public AssetPlan inPlaceOf(List<AssetId> others, Instant from) {
        return new AssetPlan(id, name, type, limits, attributes, retiredFrom, placements, expected, others, from);
    }
}
