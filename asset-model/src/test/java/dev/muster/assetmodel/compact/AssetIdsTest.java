package dev.muster.assetmodel.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AssetIdsTest {
    private static final int IDS = 3_000;

    @Test
    void shouldHoldWhatTreeHolds() {
        for (long seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            AssetIds ids = new AssetIds();
            TreeSet<AssetId> tree = new TreeSet<>();
            for (int step = 0; step < 2 * IDS; step++) {
                // First it mostly grows, then it mostly shrinks.
                boolean add = random.nextInt(IDS * 2) > step;
                AssetId id = id(random.nextInt(IDS));
                if (add) {
                    ids.add(id);
                    tree.add(id);
                } else {
                    ids.remove(id);
                    tree.remove(id);
                }
                if (step % 500 == 0) {
                    AssetId after = random.nextInt(5) == 0 ? null : id(random.nextInt(IDS));
                    assertThat(all(ids.behind(after)))
                            .as("seed %d step %d", seed, step)
                            .isEqualTo(List.copyOf(after == null ? tree : tree.tailSet(after, false)));
                }
            }
        }
    }

    @Test
    void shouldTakeTheLowestIdThereIs() {
        AssetIds ids = new AssetIds();
        ids.add(new AssetId("b"));
        ids.add(new AssetId("#"));

        assertThat(all(ids.behind(null))).containsExactly(new AssetId("#"), new AssetId("b"));
        assertThat(all(ids.behind(new AssetId("#")))).containsExactly(new AssetId("b"));
        ids.remove(new AssetId("#"));
        ids.remove(new AssetId("b"));
        assertThat(all(ids.behind(null))).isEmpty();
    }

    /** Between any two steps of a change: what a reader sees who comes right then. */
    @Test
    void shouldShowWhatStaysInTheMidstOfEveryChange() {
        TreeSet<AssetId> staying = new TreeSet<>();
        List<AssetIds> watched = new ArrayList<>();
        AssetIds ids = new AssetIds(new ConcurrentSkipListMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public AssetId[] put(AssetId key, AssetId[] chunk) {
                AssetId[] before = super.put(key, chunk);
                watched.forEach(this::look);
                return before;
            }

            @Override
            public AssetId[] remove(Object key) {
                AssetId[] before = super.remove(key);
                watched.forEach(this::look);
                return before;
            }

            private void look(AssetIds midway) {
                assertThat(all(midway.behind(null)))
                        .containsAll(staying)
                        .doesNotHaveDuplicates()
                        .isSorted();
            }
        });
        watched.add(ids);
        Random random = new Random(7);
        for (int step = 0; step < 800; step++) {
            AssetId id = id(random.nextInt(IDS / 5));
            staying.remove(id);
            if (random.nextInt(4) == 0) {
                ids.remove(id);
            } else {
                ids.add(id);
                staying.add(id);
            }
        }
        List.copyOf(staying).forEach(id -> {
            staying.remove(id);
            ids.remove(id);
        });
        assertThat(all(ids.behind(null))).isEmpty();
    }

    /** Chunks are split and dropped under the eyes of readers. */
    @Test
    void shouldShowWhatStaysToWhoeverReadsMeanwhile() throws ExecutionException, InterruptedException {
        AssetIds ids = new AssetIds();
        List<AssetId> staying = new ArrayList<>();
        for (int i = 0; i < IDS; i += 50) {
            staying.add(id(i));
            ids.add(id(i));
        }
        AtomicBoolean written = new AtomicBoolean();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            int walks = 0;
            do {
                List<AssetId> seen = all(ids.behind(null));
                assertThat(seen).doesNotHaveDuplicates().isSorted().containsAll(staying);
                assertThat(all(ids.behind(staying.get(10)))).containsAll(staying.subList(11, staying.size()));
                walks++;
            } while (!written.get());
            return walks;
        });
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < IDS; i++) {
                ids.add(id(i));
            }
            for (int i = 0; i < IDS; i++) {
                if (i % 50 != 0) {
                    ids.remove(id(i));
                }
            }
        }
        written.set(true);

        assertThat(reading.get()).isPositive();
    }

    private static AssetId id(int number) {
        return new AssetId("asset-%05d".formatted(number));
    }

    private static List<AssetId> all(Iterator<AssetId> ids) {
        List<AssetId> all = new ArrayList<>();
        ids.forEachRemaining(all::add);
        return all;
    }
}
