package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who is believed, by looking at everything that all systems say; the order is by rank, and no system has the rank of another. */
public final class NaiveBelief {
    private NaiveBelief() {}

    /** Of what is believed now: what each system says of {@code at}, the best first. */
    static <T> List<T> said(Timeline<T> timeline, Instant at) {
        return timeline.facts().stream()
                .filter(fact -> fact.superseded() == null)
                .filter(fact -> fact.validity().covers(at))
                .sorted(Comparator.comparing(fact -> fact.recorded().rank()))
                .map(Fact::value)
                .toList();
    }

    static <T> Optional<T> at(Timeline<T> timeline, Instant at) {
        return said(timeline, at).stream().findFirst();
    }

    /** The first thing said of {@code at}; else of the first instant behind it of which something is said, else of the last. */
    static <T> T nearest(Timeline<T> timeline, Instant at) {
        TreeSet<Instant> changes = changes(timeline);
        return at(timeline, at)
                .or(() -> Optional.ofNullable(changes.higher(at)).map(next -> firstFrom(timeline, changes, next)))
                .or(() -> Optional.of(
                        said(timeline, changes.last().minusMillis(1)).get(0)))
                .orElseThrow();
    }

    /** Instants at which something that is believed begins or ends. */
    static TreeSet<Instant> changes(Timeline<?> timeline) {
        TreeSet<Instant> changes = new TreeSet<>();
        for (Fact<?> fact : timeline.facts()) {
            if (fact.superseded() == null) {
                changes.add(fact.validity().validFrom());
                Optional.ofNullable(fact.validity().validTo()).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static <T> T firstFrom(Timeline<T> timeline, TreeSet<Instant> changes, Instant from) {
        return changes.tailSet(from).stream()
                .flatMap(instant -> at(timeline, instant).stream())
                .findFirst()
                .orElseThrow();
    }

    /** Of several definitions, the best first: each field from the first that has it. */
    public static AssetDefinition together(List<AssetDefinition> bestFirst, @Nullable Instant retiredFrom) {
        AssetDefinition best = bestFirst.get(0);
        List<AssetDefinition> worstFirst = new ArrayList<>(bestFirst);
        Collections.reverse(worstFirst);
        Map<SignalName, Range> limits = new TreeMap<>();
        Map<String, String> attributes = new TreeMap<>();
        for (AssetDefinition definition : worstFirst) {
            if (definition.type().equals(best.type())) {
                limits.putAll(definition.limits());
            }
            attributes.putAll(definition.attributes());
        }
        return new AssetDefinition(
                best.name(),
                best.type(),
                best.source(),
                limits,
                attributes,
                retiredFrom,
                new AssetDetails(
                        first(bestFirst, details -> Optional.ofNullable(details.owner())),
                        first(bestFirst, details -> Optional.ofNullable(details.custodian())),
                        assets(bestFirst, AssetDetails::feeds),
                        assets(bestFirst, AssetDetails::predecessors)));
    }

    /** Of words on a retirement in the order of time: a later one moves it; being put back into service ends it. */
    public static @Nullable Instant lastWord(List<AssetDefinition> definitions) {
        Instant here = definitions.get(0).retiredFrom();
        if (definitions.size() == 1) {
            return here;
        }
        boolean putBack = definitions.get(1).retiredFrom() == null;
        return here != null && putBack ? here : lastWord(definitions.subList(1, definitions.size()));
    }

    private static @Nullable String first(
            List<AssetDefinition> bestFirst, Function<AssetDetails, Optional<String>> field) {
        return bestFirst.stream()
                .flatMap(definition -> field.apply(definition.details()).stream())
                .findFirst()
                .orElse(null);
    }

    private static List<AssetId> assets(List<AssetDefinition> bestFirst, Function<AssetDetails, List<AssetId>> field) {
        return bestFirst.stream()
                .map(definition -> field.apply(definition.details()))
                .filter(assets -> !assets.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
