package dev.muster.assetmodel.mismatch;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads single properties out of the timelines that hold them all together. Of several systems that state properties of one
 * kind, the governing one is asked, and no other: who states some properties of a kind states all of them.
 */
public final class PropertyTimes {
    public static final Comparator<Mismatch> OLDEST_FIRST =
            Comparator.comparing(Mismatch::since).thenComparing(Mismatch::property);

    private PropertyTimes() {}

    /** What is said at {@code at} by what was believed then ({@code null}: is believed now), by name. */
    public static SortedMap<String, PropertyValue> valuesAt(
            Timeline<Properties> timeline, Instant at, @Nullable Instant asKnownAt) {
        SortedMap<String, PropertyValue> values = new TreeMap<>();
        Fact<Properties> inForce = timeline.factAt(at, asKnownAt);
        if (inForce != null) {
            List<Fact<Properties>> governing = timeline.governing(asKnownAt);
            inForce.value()
                    .values()
                    .forEach((name, value) -> values.put(
                            name,
                            new PropertyValue(
                                    value,
                                    heldSince(governing, name, value, at),
                                    knownSince(timeline, inForce, name, at))));
        }
        return values;
    }

    /** Where what is stated of {@code asset} is not what its device reports; empty where all is as it should be. */
    public static Optional<AssetMismatches> mismatches(
            AssetDocument asset, PropertyKind stated, Instant at, @Nullable Instant asKnownAt) {
        List<Mismatch> found =
                mismatches(asset.properties(stated), asset.properties(PropertyKind.REPORTED), at, asKnownAt);
        AssetId id = asset.asset();
        return found.isEmpty() ? Optional.empty() : Optional.of(new AssetMismatches(id, found));
    }

    /** What is stated of one property at a time. */
    public interface StatedAt {
        @Nullable
        String value(Instant instant);
    }

    /**
     * The mismatch of one property whose statements stand in several timelines; empty: it is as it should be.
     *
     * @param changes a superset of the times up to {@code at} at which {@code stated} changes
     */
    public static Optional<Mismatch> mismatch(
            String name,
            StatedAt stated,
            Supplier<NavigableSet<Instant>> changes,
            Timeline<Properties> reported,
            Instant at,
            @Nullable Instant asKnownAt) {
        Fact<Properties> said = reported.factAt(at, asKnownAt);
        String is = said == null ? null : said.value().values().get(name);
        String wanted = stated.value(at);
        return wanted == null || !differs(wanted, is)
                ? Optional.empty()
                : Optional.of(new Mismatch(
                        name,
                        wanted,
                        is,
                        differentSince(changes.get(), stated, reported.governing(asKnownAt), name, at)));
    }

    static List<Mismatch> mismatches(
            Timeline<Properties> stated, Timeline<Properties> reported, Instant at, @Nullable Instant asKnownAt) {
        Fact<Properties> inForce = stated.factAt(at, asKnownAt);
        if (inForce == null) {
            return List.of();
        }
        Fact<Properties> said = reported.factAt(at, asKnownAt);
        List<Mismatch> found = new ArrayList<>();
        for (Map.Entry<String, String> entry : inForce.value().values().entrySet()) {
            String name = entry.getKey();
            String is = said == null ? null : said.value().values().get(name);
            if (differs(entry.getValue(), is)) {
                Instant since = differentSince(stated.governing(asKnownAt), reported.governing(asKnownAt), name, at);
                found.add(new Mismatch(name, entry.getValue(), is, since));
            }
        }
        found.sort(OLDEST_FIRST);
        return found;
    }

    private static Instant differentSince(
            List<Fact<Properties>> stated, List<Fact<Properties>> reported, String name, Instant at) {
        TreeSet<Instant> boundaries = new TreeSet<>();
        addBoundaries(stated, at, boundaries);
        return differentSince(boundaries, boundary -> valueAt(stated, name, boundary), reported, name, at);
    }

    private static Instant differentSince(
            NavigableSet<Instant> changes, StatedAt stated, List<Fact<Properties>> reported, String name, Instant at) {
        TreeSet<Instant> boundaries = new TreeSet<>(changes);
        addBoundaries(reported, at, boundaries);
        Instant since = at;
        for (Instant boundary : boundaries.descendingSet()) {
            if (!differs(stated.value(boundary), valueAt(reported, name, boundary))) {
                break;
            }
            since = boundary;
        }
        return since;
    }

    /** Adds when one of {@code facts} begins or ends, up to {@code upTo}. */
    public static void addBoundaries(List<? extends Fact<?>> facts, Instant upTo, Collection<Instant> boundaries) {
        for (Fact<?> fact : facts) {
            Instant from = fact.validity().validFrom();
            Instant to = fact.validity().validTo();
            if (!from.isAfter(upTo)) {
                boundaries.add(from);
            }
            if (to != null && !to.isAfter(upTo)) {
                boundaries.add(to);
            }
        }
    }

    private static Instant heldSince(List<Fact<Properties>> governing, String name, String value, Instant at) {
        Instant since = at;
        for (int i = governing.size() - 1; i >= 0; i--) {
            Fact<Properties> fact = governing.get(i);
            if (fact.validity().validFrom().isAfter(at)) {
                continue;
            }
            boolean unbroken =
                    fact.validity().covers(at) || since.equals(fact.validity().validTo());
            if (!unbroken || !value.equals(fact.value().values().get(name))) {
                break;
            }
            since = fact.validity().validFrom();
        }
        return since;
    }

    /** A version that took the place of one with the same value is no news of it. */
    private static Recorded knownSince(
            Timeline<Properties> timeline, Fact<Properties> inForce, String name, Instant at) {
        Recorded known = inForce.recorded();
        String value = inForce.value().values().get(name);
        List<Fact<Properties>> before = timeline.saidBy(known.system()).facts().stream()
                .filter(fact -> fact.validity().covers(at) && wasBelieved(fact))
                .sorted(Comparator.comparing(
                                (Fact<Properties> fact) -> fact.recorded().recordedAt())
                        .reversed())
                .toList();
        for (Fact<Properties> fact : before) {
            Recorded superseded = fact.superseded();
            if (superseded == null || !superseded.recordedAt().equals(known.recordedAt())) {
                continue;
            }
            if (!Objects.equals(value, fact.value().values().get(name))) {
                break;
            }
            known = fact.recorded();
        }
        return known;
    }

    /** What is taken back within a millisecond was not: nobody can ask for a moment between. */
    private static boolean wasBelieved(Fact<?> fact) {
        Recorded superseded = fact.superseded();
        return superseded == null
                || superseded.recordedAt().isAfter(fact.recorded().recordedAt());
    }

    private static @Nullable String valueAt(List<Fact<Properties>> governing, String name, Instant instant) {
        for (Fact<Properties> fact : governing) {
            if (fact.validity().covers(instant)) {
                return fact.value().values().get(name);
            }
        }
        return null;
    }

    /** Whether that is a mismatch: what nobody states cannot be missed. */
    private static boolean differs(@Nullable String stated, @Nullable String reported) {
        return stated != null && (reported == null || !SameText.of(stated, reported));
    }
}
