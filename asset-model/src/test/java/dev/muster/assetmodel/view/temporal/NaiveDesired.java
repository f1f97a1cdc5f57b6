package dev.muster.assetmodel.view.temporal;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.RecordedFacts.Believed;
import dev.muster.assetmodel.view.temporal.RecordedFacts.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of assets, and where they are otherwise, by looking at everything at every instant anew; what is asked again is
 * kept.
 */
final class NaiveDesired {
    private final Moment moment;
    private final Believed believed;
    /** At which something that is shown may begin. */
    private final TreeSet<Instant> instants;

    private final Map<Instant, NaiveMoment> moments = new HashMap<>();
    private final Map<Wish, Map<String, Object>> wishes = new HashMap<>();

    private record Wish(AssetId asset, Instant instant) {}

    NaiveDesired(RecordedFacts facts, Moment moment) {
        this.moment = moment;
        this.believed = facts.believed(moment.asKnownAt());
        this.instants = new TreeSet<>(facts.boundaries());
        believed.held.values().stream()
                .flatMap(List::stream)
                .map(Held::value)
                .filter(AssetDefinition.class::isInstance)
                .map(value -> ((AssetDefinition) value).retiredFrom())
                .filter(from -> from != null)
                .forEach(instants::add);
    }

    /** Of one in service: "value from since", by property. */
    Map<String, String> values(AssetId asset) {
        Map<String, String> values = new TreeMap<>();
        if (isInService(asset)) {
            wanted(asset, moment.at()).forEach((name, source) -> values.put(name, shown(name, source)));
        }
        return values;
    }

    /** Of one in service: "property wanted reported since", the oldest first. */
    List<String> mismatches(AssetId asset) {
        TreeSet<String> rows = new TreeSet<>();
        if (isInService(asset)) {
            wanted(asset, moment.at()).keySet().forEach(name -> {
                if (differs(asset, name, moment.at())) {
                    rows.add("%s|%s %s %s"
                            .formatted(
                                    since(asset, name),
                                    name,
                                    value(asset, name, moment.at()),
                                    reported(asset, name, moment.at())));
                }
            });
        }
        return List.copyOf(rows);
    }

    private boolean isInService(AssetId asset) {
        NaiveMoment now = at(moment.at());
        // Whoever is in service stands somewhere in every tree, and geography is always there.
        return now.groupOf(asset, new HierarchyId("geography")).isPresent();
    }

    private Instant since(AssetId asset, String name) {
        Instant since = moment.at();
        for (Instant instant : instants.headSet(moment.at(), true).descendingSet()) {
            if (!differs(asset, name, instant)) {
                return since;
            }
            since = instant;
        }
        return since;
    }

    private boolean differs(AssetId asset, String name, Instant instant) {
        String wanted = value(asset, name, instant);
        return wanted != null && !wanted.equals(reported(asset, name, instant));
    }

    private @Nullable String value(AssetId asset, String name, Instant instant) {
        Object source = wanted(asset, instant).get(name);
        return source == null ? null : text(source, name, instant);
    }

    private @Nullable String reported(AssetId asset, String name, Instant instant) {
        return text(RecordedFacts.properties(asset, PropertyKind.REPORTED), name, instant);
    }

    private @Nullable String text(Object source, String name, Instant instant) {
        return believed.inForce(source, instant)
                .map(said -> ((Properties) said).values().get(name))
                .orElse(null);
    }

    /** By property, where its value stands. */
    private Map<String, Object> wanted(AssetId asset, Instant instant) {
        return wishes.computeIfAbsent(new Wish(asset, instant), wish -> findWanted(asset, instant));
    }

    private Map<String, Object> findWanted(AssetId asset, Instant instant) {
        List<Object> sources = new ArrayList<>(List.of(RecordedFacts.properties(asset, PropertyKind.DESIRED)));
        NaiveMoment then = at(instant);
        for (int steps = 1; steps < 10; steps++) {
            for (HierarchyId hierarchy : then.hierarchies()) {
                GroupKey group = then.groupOf(asset, hierarchy).orElse(null);
                List<Group> upwards = new ArrayList<>(group == null ? List.of() : then.path(group));
                Collections.reverse(upwards);
                if (steps <= upwards.size()) {
                    sources.add(RecordedFacts.desired(upwards.get(steps - 1).key()));
                }
            }
        }
        Map<String, Object> wanted = new TreeMap<>();
        for (Object source : sources) {
            believed.inForce(source, instant)
                    .ifPresent(said ->
                            ((Properties) said).values().keySet().forEach(name -> wanted.putIfAbsent(name, source)));
        }
        return wanted;
    }

    private String shown(String name, Object source) {
        String value = text(source, name, moment.at());
        Instant since = moment.at();
        List<Held> parts = believed.governing(source);
        for (int i = parts.size() - 1; i >= 0; i--) {
            Held part = parts.get(i);
            boolean follows = part.validity().covers(moment.at())
                    || since.equals(part.validity().validTo());
            if (!part.validity().validFrom().isAfter(moment.at())) {
                if (!follows
                        || !String.valueOf(value)
                                .equals(((Properties) part.value()).values().get(name))) {
                    break;
                }
                since = part.validity().validFrom();
            }
        }
        return value + " from " + source + " since " + since;
    }

    private NaiveMoment at(Instant instant) {
        return moments.computeIfAbsent(instant, at -> new NaiveMoment(believed, at));
    }
}
