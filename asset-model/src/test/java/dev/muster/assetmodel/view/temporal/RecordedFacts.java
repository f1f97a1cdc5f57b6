package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelEvent.AssetDescribed;
import dev.muster.assetmodel.fact.ModelEvent.AssetPlaced;
import dev.muster.assetmodel.fact.ModelEvent.AssetRetired;
import dev.muster.assetmodel.fact.ModelEvent.GroupPlaced;
import dev.muster.assetmodel.fact.ModelEvent.GroupPropertiesSet;
import dev.muster.assetmodel.fact.ModelEvent.HierarchyNamed;
import dev.muster.assetmodel.fact.ModelEvent.PropertiesSet;
import dev.muster.assetmodel.fact.ModelEvent.TypeDefined;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.memory.RandomHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened, in the order in which it was recorded. What was believed at some time is found by telling the
 * story again up to there; nothing is marked as superseded and nothing is looked up.
 */
final class RecordedFacts {
    private final List<ModelEvent> events = new ArrayList<>();

    void add(ModelEvent event) {
        events.add(event);
    }

    /** Of what was recorded before, something else about the same time; {@code null} when none was drawn. */
    @Nullable
    ModelCommand correction(RandomHistory random) {
        if (events.isEmpty()) {
            return null;
        }
        ModelEvent wrong = events.get(random.below(events.size()));
        GroupId right = new GroupId("g" + random.below(5));
        Instant from = wrong.validity().validFrom();
        if (wrong instanceof AssetPlaced placed) {
            return new ModelCommand.PlaceAsset(placed.asset(), new Placement(placed.hierarchy(), right, from, null));
        }
        if (wrong instanceof GroupPlaced placed) {
            return new ModelCommand.PutGroup(placed.group(), placed.definition().name(), right, Validity.from(from));
        }
        return wrong instanceof AssetRetired retired
                ? new ModelCommand.RetireAsset(
                        retired.asset(), retired.retiredFrom().minusSeconds(1_800))
                : null;
    }

    /** Instants at which something begins, ends or is recorded. */
    List<Instant> boundaries() {
        List<Instant> boundaries = new ArrayList<>();
        for (ModelEvent event : events) {
            boundaries.add(event.validity().validFrom());
            boundaries.add(event.recorded().recordedAt());
            Instant to = event.validity().validTo();
            if (to != null) {
                boundaries.add(to);
            }
        }
        return boundaries;
    }

    /** What was believed about everything; {@code null}: in the end. */
    Believed believed(@Nullable Instant asKnownAt) {
        Believed believed = new Believed();
        events.stream()
                .filter(event ->
                        asKnownAt == null || !event.recorded().recordedAt().isAfter(asKnownAt))
                .forEach(believed::tell);
        return believed;
    }

    /** A value, the time of which one system believes it, and how far that system is believed: 0 before all others. */
    record Held(Object value, Validity validity, int rank) {}

    /** Per subject what is held of it, each instant at most once by one system; no two systems have one rank. */
    static final class Believed {
        final Map<Object, List<Held>> held = new LinkedHashMap<>();
        final Map<AssetId, Recorded> registered = new LinkedHashMap<>();

        List<Held> of(Object subject) {
            return held.getOrDefault(subject, List.of());
        }

        Optional<Object> inForce(Object subject, Instant at) {
            return said(subject, at).stream().map(Held::value).findFirst();
        }

        /** By all systems, the best first. */
        List<Held> said(Object subject, Instant at) {
            return of(subject).stream()
                    .filter(one -> one.validity().covers(at))
                    .sorted(Comparator.comparing(Held::rank))
                    .toList();
        }

        /** What is in force, else what comes next, else what was last. */
        Optional<Held> nearest(Object subject, Instant at) {
            return said(subject, at).stream()
                    .findFirst()
                    .or(() -> of(subject).stream()
                            .filter(one -> one.validity().validFrom().isAfter(at))
                            .min(Comparator.comparing(
                                            (Held one) -> one.validity().validFrom())
                                    .thenComparing(Held::rank)))
                    .or(() -> of(subject).stream()
                            .map(one -> Objects.requireNonNull(one.validity().validTo()))
                            .max(Comparator.naturalOrder())
                            .flatMap(end ->
                                    said(subject, end.minusMillis(1)).stream().findFirst()));
        }

        /** Instants at which somebody begins or ends to say something, in their order. */
        TreeSet<Instant> changes(Object subject) {
            TreeSet<Instant> changes = new TreeSet<>();
            for (Held one : of(subject)) {
                changes.add(one.validity().validFrom());
                Optional.ofNullable(one.validity().validTo()).ifPresent(changes::add);
            }
            return changes;
        }

        /** What governs when, in the order of time. */
        List<Held> governing(Object subject) {
            List<Held> parts = new ArrayList<>();
            Held last = null;
            TreeSet<Instant> changes = changes(subject);
            for (Instant from : changes) {
                Held best = said(subject, from).stream().findFirst().orElse(null);
                if (best != null) {
                    Instant begin = best == last
                            ? parts.remove(parts.size() - 1).validity().validFrom()
                            : from;
                    parts.add(new Held(best.value(), new Validity(begin, changes.higher(from)), best.rank()));
                }
                last = best;
            }
            return parts;
        }

        private void tell(ModelEvent event) {
            int rank = event.recorded().rank();
            if (event instanceof TypeDefined defined) {
                hold(defined.type().id(), defined.type(), event.validity(), rank);
            } else if (event instanceof HierarchyNamed named) {
                hold(named.hierarchy(), named.name(), event.validity(), rank);
            } else if (event instanceof GroupPlaced placed) {
                hold(placed.group(), placed.definition(), event.validity(), rank);
            } else if (event instanceof AssetDescribed described) {
                registered.putIfAbsent(described.asset(), event.recorded());
                hold(described.asset(), described.definition(), event.validity(), rank);
            } else if (event instanceof AssetPlaced placed) {
                hold(placement(placed.asset(), placed.hierarchy()), placed.group(), event.validity(), rank);
            } else if (event instanceof AssetRetired retired) {
                AssetDefinition before = said(
                                retired.asset(), retired.validity().validFrom())
                        .stream()
                        .filter(held -> held.rank() == rank)
                        .map(held -> (AssetDefinition) held.value())
                        .findFirst()
                        .orElseThrow();
                hold(retired.asset(), before.withRetiredFrom(retired.retiredFrom()), event.validity(), rank);
            } else if (event instanceof PropertiesSet set) {
                hold(properties(set.asset(), set.kind()), set.properties(), event.validity(), rank);
            } else if (event instanceof GroupPropertiesSet set) {
                hold(desired(set.group()), set.desired(), event.validity(), rank);
            }
        }

        /** Whatever the same system held that reaches into the new time ends where that begins, and does not come back. */
        private void hold(Object subject, Object value, Validity during, int rank) {
            List<Held> next = new ArrayList<>();
            for (Held before : of(subject)) {
                Instant from = before.validity().validFrom();
                if (before.rank() != rank || !before.validity().overlaps(during)) {
                    next.add(before);
                } else if (from.isBefore(during.validFrom())) {
                    next.add(new Held(before.value(), new Validity(from, during.validFrom()), rank));
                }
            }
            next.add(new Held(value, during, rank));
            held.put(subject, next);
        }
    }

    static Object properties(AssetId asset, PropertyKind kind) {
        return kind + " of " + asset;
    }

    static Object desired(GroupKey group) {
        return "desired below " + group;
    }

    static Object placement(AssetId asset, HierarchyId hierarchy) {
        return asset + " in " + hierarchy;
    }
}
