package dev.muster.assetmodel.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AssetMapTest {
    @Test
    void shouldHoldWhatTreeHoldsInItsOrder() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            AssetMap<Integer> map = new AssetMap<>();
            TreeMap<AssetId, Integer> tree = new TreeMap<>();
            for (int step = 0; step < 500; step++) {
                AssetId asset = asset(random);
                map.put(asset, step);
                tree.put(asset, step);
            }
            AssetId after = asset(random);

            assertThat(map.size()).isEqualTo(tree.size());
            assertThat(map.ids()).containsExactlyElementsOf(tree.keySet());
            assertThat(map.behind(null)).containsExactlyElementsOf(tree.values());
            assertThat(map.behind(after))
                    .containsExactlyElementsOf(tree.tailMap(after, false).values());
            assertThat(map.get(after)).isEqualTo(tree.get(after));
        }
    }

    @Test
    void shouldBeEmptyAtFirst() {
        AssetMap<Integer> map = new AssetMap<>();

        assertThat(map.size()).isZero();
        assertThat(map.ids()).isEmpty();
        assertThat(map.get(new AssetId("a"))).isNull();
    }

    private static AssetId asset(Random random) {
        return new AssetId("a" + random.nextInt(300));
    }
}
