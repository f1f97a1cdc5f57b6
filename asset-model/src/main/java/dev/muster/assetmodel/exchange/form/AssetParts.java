package dev.muster.assetmodel.exchange.form;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of an asset beside its definition, in the order of time.
 *
 * @param stated what is expected and desired
 * @param reported what its device says at the moment asked about; not its past, which the device alone can tell
 */
public record AssetParts(
        SortedMap<HierarchyId, List<Fact<GroupId>>> placements,
        List<Fact<Installation>> devices,
        SortedMap<PropertyKind, List<Fact<Properties>>> stated,
        Properties reported) {
    private static final List<PropertyKind> STATED = List.of(PropertyKind.EXPECTED, PropertyKind.DESIRED);

    /** Past and future too. */
    public static AssetParts all(AssetDocument document, Instant now, @Nullable Instant asKnownAt) {
        return of(document, now, asKnownAt, fact -> true, (hierarchy, group) -> true);
    }

    /** @param stands which groups were there then */
    public static AssetParts at(
            AssetDocument document, Instant at, @Nullable Instant asKnownAt, BiPredicate<HierarchyId, GroupId> stands) {
        return of(document, at, asKnownAt, fact -> fact.validity().covers(at), stands);
    }

    private static AssetParts of(
            AssetDocument document,
            Instant at,
            @Nullable Instant asKnownAt,
            Facts wanted,
            BiPredicate<HierarchyId, GroupId> stands) {
        SortedMap<HierarchyId, List<Fact<GroupId>>> placements = new TreeMap<>();
        document.placements()
                .forEach((hierarchy, timeline) -> placements.put(
                        hierarchy,
                        wanted.of(timeline, asKnownAt).stream()
                                .filter(fact -> stands.test(hierarchy, fact.value()))
                                .toList()));
        SortedMap<PropertyKind, List<Fact<Properties>>> stated = new TreeMap<>();
        STATED.forEach(kind -> stated.put(kind, wanted.of(document.properties(kind), asKnownAt)));
        return new AssetParts(
                placements,
                wanted.of(document.devices(), asKnownAt),
                stated,
                document.properties(PropertyKind.REPORTED).at(at, asKnownAt).orElse(Properties.NONE));
    }

    /** Which ones are meant. */
    private interface Facts {
        boolean meant(Fact<?> fact);

        default <T> List<Fact<T>> of(Timeline<T> timeline, @Nullable Instant asKnownAt) {
            return timeline.governing(asKnownAt).stream().filter(this::meant).toList();
        }
    }
}
