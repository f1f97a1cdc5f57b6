package dev.muster.assetmodel.view.temporal.lineage;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an asset came out of, and what it went into, step by step and each asset once, however often it comes up: people can
 * describe circles. Nearest first, then in the order of ids.
 *
 * @param complete whether that is all; false where more than {@link #RELATIVES_MAX} are known in one direction
 */
public record Lineage(Relative asset, List<Relative> predecessors, List<Relative> successors, boolean complete) {
    /** In one direction: more than that is no history of a plant. */
    public static final int RELATIVES_MAX = 1_000;

    /** Empty for an asset that was not known. */
    public static Optional<Lineage> of(AssetId id, ModelHistory history, Moment moment) {
        return history.asset(id, moment).map(asset -> {
            Walk back = new Walk(history, moment, next -> predecessors(next, history, moment));
            Walk on = new Walk(history, moment, next -> history.successors(next, moment));
            List<Relative> predecessors = back.from(id);
            List<Relative> successors = on.from(id);
            Relative self = relative(asset, 0, Set.of(), history, moment);
            return new Lineage(self, predecessors, successors, back.complete && on.complete);
        });
    }

    private static List<AssetId> predecessors(AssetId id, ModelHistory history, Moment moment) {
        return history.asset(id, moment)
                .map(asset -> asset.details().predecessors())
                .orElse(List.of());
    }

    private static Relative relative(Asset asset, int steps, Set<AssetId> next, ModelHistory history, Moment moment) {
        List<Fact<AssetDefinition>> described = history.everythingOf(asset.id())
                .map(AssetDocument::definition)
                .orElse(Timeline.<AssetDefinition>empty())
                .governing(moment.asKnownAt());
        Instant from = described.isEmpty()
                ? Validity.BEGINNING
                : described.get(0).validity().validFrom();
        @Nullable
        Instant to = described.isEmpty()
                ? null
                : described.get(described.size() - 1).validity().validTo();
        @Nullable Instant retiredFrom = asset.retiredFrom();
        return new Relative(
                asset.id(),
                asset.name(),
                steps,
                next.stream().sorted().toList(),
                from.equals(Validity.BEGINNING) ? null : from,
                retiredFrom != null && (to == null || retiredFrom.isBefore(to)) ? retiredFrom : to);
    }

    /** In one direction. */
    private static final class Walk {
        private final ModelHistory history;
        private final Moment moment;
        private final Function<AssetId, List<AssetId>> direction;
        private boolean complete = true;

        Walk(ModelHistory history, Moment moment, Function<AssetId, List<AssetId>> direction) {
            this.history = history;
            this.moment = moment;
            this.direction = direction;
        }

        List<Relative> from(AssetId start) {
            Set<AssetId> met = new HashSet<>(Set.of(start));
            List<Relative> found = new ArrayList<>();
            List<AssetId> level = List.of(start);
            for (int steps = 1; !level.isEmpty() && complete; steps++) {
                Map<AssetId, Set<AssetId>> further = further(level, met);
                level = new ArrayList<>();
                for (Map.Entry<AssetId, Set<AssetId>> entry : further.entrySet()) {
                    Asset asset = history.asset(entry.getKey(), moment).orElse(null);
                    if (asset == null) {
                        continue;
                    }
                    if (found.size() == RELATIVES_MAX) {
                        complete = false;
                        break;
                    }
                    found.add(relative(asset, steps, entry.getValue(), history, moment));
                    level.add(entry.getKey());
                }
                met.addAll(further.keySet());
            }
            return List.copyOf(found);
        }

        /** Whom {@code level} is tied to and nobody met yet, with those of {@code level} that are tied to them. */
        private Map<AssetId, Set<AssetId>> further(List<AssetId> level, Set<AssetId> met) {
            Map<AssetId, Set<AssetId>> further = new TreeMap<>();
            for (AssetId at : level) {
                for (AssetId next : direction.apply(at)) {
                    if (!met.contains(next)) {
                        further.computeIfAbsent(next, any -> new TreeSet<>()).add(at);
                    }
                }
            }
            return further;
        }
    }
}
