package dev.muster.twinservice.model.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.TypeDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of finished documents, naive and slow: each instant at which anything begins, ends or was recorded is looked at. */
public final class WhatMustHold {
    private WhatMustHold() {}

    /**
     * Of no two groups stands each below the other, at no instant in either time, whichever of the systems is believed; returns
     * how many moments were looked at.
     */
    public static int noCycle(Collection<Document> documents) {
        int moments = 0;
        for (Map<GroupId, Timeline<GroupDefinition>> tree : trees(documents).values()) {
            Set<Instant> valid = new TreeSet<>();
            Set<Instant> recorded = new TreeSet<>();
            tree.values().forEach(timeline -> boundaries(timeline, valid, recorded));
            for (Instant asKnownAt : recorded) {
                for (Instant at : valid) {
                    Map<GroupId, Set<GroupId>> parents = new TreeMap<>();
                    tree.forEach((group, timeline) -> parents.put(group, parents(timeline, at, asKnownAt)));
                    assertThat(cycle(parents))
                            .as("a group below itself at %s as known at %s", at, asKnownAt)
                            .isNull();
                    moments++;
                }
            }
        }
        return moments;
    }

    /** No system ever says two things of one instant; returns how many moments were looked at. */
    public static int oneParent(Collection<Document> documents) {
        int moments = 0;
        for (Timeline<?> timeline :
                documents.stream().flatMap(WhatMustHold::timelines).toList()) {
            Set<Instant> valid = new TreeSet<>();
            Set<Instant> recorded = new TreeSet<>();
            boundaries(timeline, valid, recorded);
            for (Instant asKnownAt : recorded) {
                for (Instant at : valid) {
                    List<?> saying = timeline.factsAt(at, asKnownAt).stream()
                            .map(fact -> String.valueOf(fact.recorded().system()))
                            .toList();
                    assertThat(saying).as("at %s as known at %s", at, asKnownAt).doesNotHaveDuplicates();
                    moments++;
                }
            }
        }
        return moments;
    }

    /** Everybody who recorded anything in them. */
    public static Set<Principal> traces(Collection<Document> documents) {
        Set<Principal> traces = new HashSet<>();
        documents.stream().flatMap(WhatMustHold::timelines).forEach(timeline -> traces.addAll(tracesIn(timeline)));
        return traces;
    }

    private static List<Principal> tracesIn(Timeline<?> timeline) {
        List<Principal> traces = new ArrayList<>();
        for (Fact<?> fact : timeline.facts()) {
            traces.add(fact.recorded().by());
            Recorded superseded = fact.superseded();
            if (superseded != null) {
                traces.add(superseded.by());
            }
        }
        return traces;
    }

    private static Stream<Timeline<?>> timelines(Document document) {
        if (document instanceof TypeDocument type) {
            return Stream.of(type.definition());
        }
        if (document instanceof HierarchyDocument hierarchy) {
            return Stream.of(hierarchy.name());
        }
        if (document instanceof GroupDocument group) {
            return Stream.of(group.definition());
        }
        if (document instanceof AssetDocument asset) {
            return Stream.of(
                            Stream.of(asset.definition(), asset.devices()),
                            asset.placements().values().stream(),
                            asset.properties().values().stream())
                    .flatMap(timelines -> timelines);
        }
        return Stream.of();
    }

    private static Map<HierarchyId, Map<GroupId, Timeline<GroupDefinition>>> trees(Collection<Document> documents) {
        Map<HierarchyId, Map<GroupId, Timeline<GroupDefinition>>> trees = new TreeMap<>();
        for (Document document : documents) {
            if (document instanceof GroupDocument group) {
                GroupKey key = group.group();
                trees.computeIfAbsent(key.hierarchy(), hierarchy -> new TreeMap<>())
                        .put(key.group(), group.definition());
            }
        }
        return trees;
    }

    private static void boundaries(Timeline<?> timeline, Set<Instant> valid, Set<Instant> recorded) {
        for (Fact<?> fact : timeline.facts()) {
            valid.add(fact.validity().validFrom());
            Instant end = fact.validity().validTo();
            if (end != null) {
                valid.add(end);
            }
            recorded.add(fact.recorded().recordedAt());
        }
    }

    private static Set<GroupId> parents(Timeline<GroupDefinition> timeline, Instant at, Instant asKnownAt) {
        Set<GroupId> parents = new TreeSet<>();
        timeline.factsAt(at, asKnownAt).forEach(fact -> parents.add(fact.value().parent()));
        return parents;
    }

    /** A group that stands below itself, whichever way is taken up. */
    private static @Nullable GroupId cycle(Map<GroupId, Set<GroupId>> parents) {
        for (GroupId group : parents.keySet()) {
            Set<GroupId> above = new TreeSet<>();
            List<GroupId> ways = new ArrayList<>(parents.getOrDefault(group, Set.of()));
            while (!ways.isEmpty()) {
                GroupId next = ways.remove(ways.size() - 1);
                if (next.equals(group)) {
                    return group;
                }
                if (above.add(next)) {
                    ways.addAll(parents.getOrDefault(next, Set.of()));
                }
            }
        }
        return null;
    }
}
