package dev.muster.assetmodel.view.temporal.memory;

import dev.muster.assetmodel.compact.AssetIds;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Where to look for assets of a hierarchy: each answer names at least those that are in question, whatever the moment. One
 * thread writes, any thread reads.
 *
 * <p>An asset is <em>settled</em> in a hierarchy from where its last placements follow each other without a gap until further
 * notice. Asked about that time or later, by what is known since anything of it last changed, it is placed somewhere. So whoever
 * may not be is found by the hour from which it is settled, by the hour of its last change, and among those that are not
 * settled at all.
 */
final class PlacementIndex {
    private static final long HOUR_SECONDS = 3_600;
    private static final OfHierarchy NONE = new OfHierarchy();

    private final Map<HierarchyId, OfHierarchy> hierarchies = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Long, AssetIds> changedAt = new ConcurrentSkipListMap<>();

    private static final class OfHierarchy {
        final Map<GroupId, AssetIds> byGroup = new ConcurrentHashMap<>();
        final AssetIds unsettled = new AssetIds();
        final ConcurrentNavigableMap<Long, AssetIds> settledFrom = new ConcurrentSkipListMap<>();
    }

    /** Before the document can be read, so that nothing is missing when it can. */
    void add(AssetDocument document, Collection<HierarchyId> known) {
        document.placements().forEach((hierarchy, timeline) -> add(document.asset(), hierarchy, timeline));
        changedAt
                .computeIfAbsent(hour(document.lastRecordedAt()), hour -> new AssetIds())
                .add(document.asset());
        for (HierarchyId hierarchy : known) {
            if (!document.placements().containsKey(hierarchy)) {
                of(hierarchy).unsettled.add(document.asset());
            }
        }
    }

    /** After the document can be read: nobody looks for a settled asset among the others any more. */
    void tidy(AssetDocument document) {
        document.placements().forEach((hierarchy, timeline) -> {
            if (settledFrom(timeline) != null) {
                of(hierarchy).unsettled.remove(document.asset());
            }
        });
    }

    /** Takes note of a hierarchy in which assets stand that nobody placed there. */
    void add(HierarchyId hierarchy, Iterable<AssetDocument> assets) {
        for (AssetDocument document : assets) {
            if (!document.placements().containsKey(hierarchy)) {
                of(hierarchy).unsettled.add(document.asset());
            }
        }
    }

    /** Groups under which somebody was ever placed, whether they are known or not. */
    Collection<GroupId> groups(HierarchyId hierarchy) {
        return read(hierarchy).byGroup.keySet();
    }

    /** Everybody who was ever placed under {@code group}; {@code null}: nobody. */
    @Nullable
    AssetIds everUnder(GroupKey group) {
        return read(group.hierarchy()).byGroup.get(group.group());
    }

    /** Whoever is not placed anywhere at that moment, and some others. */
    List<AssetIds> perhapsNowhere(HierarchyId hierarchy, Instant at, @Nullable Instant asKnownAt) {
        OfHierarchy of = read(hierarchy);
        List<AssetIds> candidates = new ArrayList<>();
        // The unsettled first: whoever leaves them has been put with the others before.
        candidates.add(of.unsettled);
        candidates.addAll(of.settledFrom.tailMap(hour(at), true).values());
        if (asKnownAt != null) {
            candidates.addAll(changedAt.tailMap(hour(asKnownAt), true).values());
        }
        return candidates;
    }

    private void add(AssetId asset, HierarchyId hierarchy, Timeline<GroupId> timeline) {
        OfHierarchy of = of(hierarchy);
        for (Fact<GroupId> fact : timeline.facts()) {
            of.byGroup.computeIfAbsent(fact.value(), group -> new AssetIds()).add(asset);
        }
        Instant settledFrom = settledFrom(timeline);
        if (settledFrom == null) {
            of.unsettled.add(asset);
        } else {
            of.settledFrom
                    .computeIfAbsent(hour(settledFrom), hour -> new AssetIds())
                    .add(asset);
        }
    }

    private OfHierarchy of(HierarchyId hierarchy) {
        return hierarchies.computeIfAbsent(hierarchy, id -> new OfHierarchy());
    }

    private OfHierarchy read(HierarchyId hierarchy) {
        return hierarchies.getOrDefault(hierarchy, NONE);
    }

    private static @Nullable Instant settledFrom(Timeline<GroupId> timeline) {
        List<Fact<GroupId>> believed = timeline.governing();
        Instant from = null;
        for (int i = believed.size() - 1; i >= 0; i--) {
            Instant to = believed.get(i).validity().validTo();
            boolean follows = from == null ? to == null : from.equals(to);
            if (!follows) {
                return from;
            }
            from = believed.get(i).validity().validFrom();
        }
        return from;
    }

    private static long hour(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), HOUR_SECONDS);
    }
}
