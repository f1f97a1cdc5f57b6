package dev.muster.assetmodel.view.temporal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.temporal.Page;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    @Test
    void shouldLookAtSoManyForOnePage() {
        assertThat(page(Candidates.LOOKED_AT_MAX, null, 10, document -> null).next())
                .isNull();

        Page<AssetId, AssetId> first = page(Candidates.LOOKED_AT_MAX + 1, null, 10, document -> null);

        assertThat(first.items()).isEmpty();
        assertThat(first.next()).isEqualTo(id(Candidates.LOOKED_AT_MAX - 1));
        assertThat(page(Candidates.LOOKED_AT_MAX + 1, first.next(), 10, AssetDocument::asset)
                        .items())
                .containsExactly(id(Candidates.LOOKED_AT_MAX));
    }

    @Test
    void shouldHaveNextPageOnlyIfThereIsMore() {
        assertThat(page(5, null, 5, AssetDocument::asset).next()).isNull();
        assertThat(page(5, null, 4, AssetDocument::asset).next()).isEqualTo(id(3));
        assertThat(page(5, null, 2, document -> document.asset().compareTo(id(2)) < 0 ? document.asset() : null)
                        .next())
                .isNull();
    }

    @Test
    void shouldFindTheRestBehindThePage() {
        Function<AssetDocument, @Nullable AssetId> some =
                document -> id(1).equals(document.asset()) || id(7).equals(document.asset()) ? document.asset() : null;
        Page<AssetId, AssetId> first = page(9, null, 1, some);

        assertThat(first.items()).containsExactly(id(1));
        assertThat(page(9, first.next(), 1, some)).isEqualTo(new Page<>(List.of(id(7)), null));
    }

    private static Page<AssetId, AssetId> page(
            int assets, @Nullable AssetId after, int limit, Function<AssetDocument, @Nullable AssetId> look) {
        NavigableMap<AssetId, AssetDocument> documents = new TreeMap<>();
        for (int i = 0; i < assets; i++) {
            documents.put(id(i), new AssetDocument(id(i), 0, Timeline.empty(), Collections.emptySortedMap()));
        }
        AssetDocuments all = new AssetDocuments() {
            @Override
            public @Nullable AssetDocument get(AssetId asset) {
                return documents.get(asset);
            }

            @Override
            public Iterable<AssetDocument> behind(@Nullable AssetId from) {
                return (from == null ? documents : documents.tailMap(from, false)).values();
            }
        };
        return Candidates.everybody(new RecordedModel(all)).page(after, limit, look);
    }

    private static AssetId id(int number) {
        return new AssetId("asset-%06d".formatted(number));
    }
}
