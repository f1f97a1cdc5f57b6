package dev.muster.assetmodel.view.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.view.temporal.memory.AssetDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Assets that name their own sources, each other's and a gateway's, against a look at all documents. */
class SourceIndexTest {
    private static final int ASSETS = 4;
    private static final int HOURS = 20;

    private final TreeMap<AssetId, AssetDocument> documents = new TreeMap<>();
    private final AssetDocuments assets = new AssetDocuments() {
        @Override
        public @Nullable AssetDocument get(AssetId asset) {
            return documents.get(asset);
        }

        @Override
        public Iterable<AssetDocument> behind(@Nullable AssetId after) {
            throw new UnsupportedOperationException("Expected nobody to go through all assets for a source");
        }
    };
    private final SourceIndex index = new SourceIndex(assets, new DeviceIndex(assets));

    @Test
    void shouldFindForWhomEverySourceSpoke() {
        int shared = 0;
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            SourceIndexTest test = new SourceIndexTest();
            for (int hour = 1; hour < HOURS; hour++) {
                test.describe(random, hour);
                for (SourceId source : sources()) {
                    for (int at = 0; at < HOURS; at++) {
                        assertThat(test.index.assetOf(source, hour(at)))
                                .as("seed %d hour %d: %s at %d", seed, hour, source, at)
                                .isEqualTo(test.naive(source, hour(at)));
                    }
                    shared += test.speaksFor(source).size() > 1 ? 1 : 0;
                }
            }
        }
        assertThat(shared).isPositive();
    }

    private void describe(Random random, int hour) {
        AssetId asset = new AssetId("a" + random.nextInt(ASSETS));
        SourceId source =
                random.nextInt(3) == 0 ? sources().get(random.nextInt(sources().size())) : new SourceId(asset.value());
        AssetDefinition definition = new AssetDefinition(
                "name",
                new TypeId("t"),
                source,
                Map.of(),
                Map.of(),
                random.nextInt(4) == 0 ? hour(random.nextInt(HOURS)) : null);
        AssetDocument before = documents.get(asset);
        Validity validity = Validity.from(before == null ? Validity.BEGINNING : hour(hour));
        AssetDocument after = (AssetDocument) EventApplier.apply(
                before,
                new ModelEvent.AssetDescribed(
                        asset, definition, validity, new Recorded(hour(hour), new Principal("tester"))));
        index.replace(before, after);
        documents.put(asset, after);
    }

    private Optional<AssetId> naive(SourceId source, Instant at) {
        List<AssetDocument> speaking = speaksFor(source).stream()
                .filter(document -> document.definition()
                        .at(at)
                        .filter(definition -> definition.source().equals(source))
                        .isPresent())
                .toList();
        return speaking.stream()
                .filter(document -> {
                    List<Fact<AssetDefinition>> believed = document.definition().believed();
                    return !believed.get(believed.size() - 1).value().retiredAt(at);
                })
                .findFirst()
                .or(() -> speaking.stream().findFirst())
                .map(AssetDocument::asset);
    }

    /** Now or at any other time, the first registered first. */
    private List<AssetDocument> speaksFor(SourceId source) {
        return documents.values().stream()
                .filter(document -> document.definition().believed().stream()
                        .anyMatch(fact -> fact.value().source().equals(source)))
                .sorted(Comparator.comparing((AssetDocument document) ->
                                document.definition().facts().get(0).recorded().recordedAt())
                        .thenComparing(AssetDocument::asset))
                .toList();
    }

    private static List<SourceId> sources() {
        List<SourceId> sources = new ArrayList<>(List.of(new SourceId("gateway")));
        for (int i = 0; i < ASSETS; i++) {
            sources.add(new SourceId("a" + i));
        }
        return sources;
    }

    private static Instant hour(int hour) {
        return Instant.EPOCH.plusSeconds(3_600L * hour);
    }
}
