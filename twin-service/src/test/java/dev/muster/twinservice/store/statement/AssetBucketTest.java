package dev.muster.twinservice.store.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AssetBucketTest {
    @Test
    void shouldKeepEveryAssetInItsBucketForever() {
        // These figures are in the keys of stored rows: a change here loses data.
        assertThat(AssetBucket.COUNT).isEqualTo(64);
        assertThat(AssetBucket.of(new AssetId("WT-07"))).isEqualTo(60);
        assertThat(AssetBucket.of(new AssetId("W/HOE#1"))).isEqualTo(55);
        assertThat(AssetBucket.of(new AssetId("TARONG#2"))).isEqualTo(22);
        assertThat(AssetBucket.of(new AssetId("a".repeat(128)))).isEqualTo(12);
    }

    @Test
    void shouldSpreadNumberedAssetsEvenly() {
        // given ids as people number them
        int assets = 100_000;

        // when
        Map<Integer, Long> sizes = IntStream.range(0, assets)
                .mapToObj(number -> AssetBucket.of(new AssetId("asset-%06d".formatted(number))))
                .collect(Collectors.groupingBy(bucket -> bucket, Collectors.counting()));

        // then
        assertThat(sizes).hasSize(AssetBucket.COUNT);
        assertThat(sizes.values()).allMatch(size -> size < 1.2 * assets / AssetBucket.COUNT);
    }
}
