package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.compact.Sharing;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents that came out of bytes share what is equal in them, within one and among all: two thirds of the memory of
 * a large fleet. Used by the applying thread only.
 */
final class SharedParts {
    private static final int HASH_FACTOR = 0x01000193;

    /** What comes up all the time: types, groups, who recorded, limits, attributes. */
    private final Sharing sharing = new Sharing(1 << 16);

    /** Mostly new with each asset: they would push out everything else. */
    private final Sharing times = new Sharing(1 << 10);

    /** Of as many kinds as there are groups of one hierarchy that go with groups of others. */
    private final Sharing standings = new Sharing(1 << 18);

    <T> T of(T value) {
        return sharing.of(value);
    }

    /** Where an asset stands. */
    Map<HierarchyId, GroupKey> standing(Map<HierarchyId, GroupKey> groups) {
        int hash = 0;
        for (GroupKey group : groups.values()) {
            hash = HASH_FACTOR * hash + group.hashCode();
        }
        return standings.of(ArrayMap.copyOf(groups), hash);
    }

    /** {@code id}: the instance of the asset's id that others hold already. */
    AssetDocument document(AssetDocument document, AssetId id) {
        return new AssetDocument(
                id,
                document.revision(),
                timeline(document.definition(), definition -> definition(definition, id)),
                ArrayMap.copyOf(document.placements())
                        .replaceEach(sharing::of, placements -> timeline(placements, sharing::of)),
                timeline(document.devices(), UnaryOperator.identity()),
                document.properties().isEmpty()
                        ? Map.of()
                        : ArrayMap.copyOf(document.properties())
                                .replaceEach(UnaryOperator.identity(), said -> timeline(said, sharing::of)));
    }

    private <T> Timeline<T> timeline(Timeline<T> timeline, UnaryOperator<T> value) {
        if (timeline.facts().isEmpty()) {
            return Timeline.empty();
        }
        List<Fact<T>> facts = new ArrayList<>();
        for (Fact<T> fact : timeline.facts()) {
            facts.add(new Fact<>(
                    value.apply(fact.value()),
                    validity(fact.validity()),
                    recorded(fact.recorded()),
                    fact.superseded() == null ? null : recorded(fact.superseded())));
        }
        return new Timeline<>(facts);
    }

    private AssetDefinition definition(AssetDefinition definition, AssetId id) {
        // A source mostly has the id of its asset, and then needs no text of its own.
        SourceId source = definition.source();
        return new AssetDefinition(
                definition.name(),
                sharing.of(definition.type()),
                source.value().equals(id.value()) ? new SourceId(id.value()) : source,
                map(definition.limits()),
                map(definition.attributes()),
                instant(definition.retiredFrom()),
                details(definition.details()));
    }

    private <K extends Comparable<? super K>, V> Map<K, V> map(Map<K, V> map) {
        return sharing.of(ArrayMap.copyOf(map).replaceEach(sharing::of, sharing::of));
    }

    private Validity validity(Validity validity) {
        return times.of(new Validity(times.of(validity.validFrom()), instant(validity.validTo())));
    }

    private AssetDetails details(AssetDetails details) {
        return details.isEmpty() ? AssetDetails.NONE : sharing.of(details);
    }

    private Recorded recorded(Recorded recorded) {
        return times.of(new Recorded(
                times.of(recorded.recordedAt()),
                sharing.of(recorded.by()),
                recorded.system() == null ? null : sharing.of(recorded.system()),
                recorded.rank()));
    }

    private @Nullable Instant instant(@Nullable Instant instant) {
        return instant == null ? null : times.of(instant);
    }
}
