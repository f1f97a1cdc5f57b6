package dev.muster.twinservice.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The coordinator of Akka's sharding does as it is told, on two nodes. */
class NearAllocationTest {
    private static final TwinShards SHARDS = new TwinShards(12, 4);

    private final Map<Integer, String> readers = new ConcurrentHashMap<>();
    private final AtomicLong posts = new AtomicLong();
    /** One asset of each shard. */
    private final Map<Integer, String> assets = new TreeMap<>();

    NearAllocationTest() {
        for (int i = 0; assets.size() < SHARDS.count(); i++) {
            assets.put(SHARDS.shardOf(new AssetId("WT-" + i)), "WT-" + i);
        }
    }

    @Test
    void shouldHaveShardsLiveWithTheReadersOfTheirPartitionsAndFollowThem() {
        TwinPlacement near = placement(Placement.NEAR_PARTITION);
        try (PlacedNode first = new PlacedNode(near, null);
                PlacedNode second = new PlacedNode(near, first)) {
            // given
            read(first, second);
            first.eventually(() -> assertThat(homes(first)).isEqualTo(homesByReader()));
            assertThat(homes(second)).isEqualTo(homesByReader());

            // when
            read(second, first);

            // then
            first.eventually(() -> assertThat(homes(first)).isEqualTo(homesByReader()));

            // when all are read by one
            read(second, second);

            // then
            first.eventually(() -> assertThat(homes(second)).isEqualTo(homesByReader()));

            // when that one is gone, and nobody has said yet who reads now
            second.leave();

            // then
            first.eventually(() -> assertThat(homes(first).values()).containsOnly(first.address()));
        }
    }

    @Test
    void shouldSpreadShardsWhoeverReads() {
        TwinPlacement spread = placement(Placement.SPREAD);
        try (PlacedNode first = new PlacedNode(spread, null);
                PlacedNode second = new PlacedNode(spread, first)) {
            read(second, second);
            first.eventually(() -> assertThat(homes(first).values().stream().filter(first.address()::equals))
                    .hasSize(SHARDS.count() / 2));
        }
    }

    private void read(PlacedNode even, PlacedNode odd) {
        for (int partition = 0; partition < SHARDS.partitions(); partition++) {
            readers.put(partition, (partition % 2 == 0 ? even : odd).address());
        }
    }

    private TwinPlacement placement(Placement placement) {
        return new TwinPlacement(placement, SHARDS, () -> {
            long post = posts.incrementAndGet();
            return readers.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, reader -> new Reader(reader.getValue(), post)));
        });
    }

    private Map<Integer, String> homesByReader() {
        Map<Integer, String> homes = new TreeMap<>();
        assets.keySet().forEach(shard -> homes.put(shard, readers.get(SHARDS.partitionOf(shard))));
        return homes;
    }

    private Map<Integer, String> homes(PlacedNode asker) {
        Map<Integer, String> homes = new TreeMap<>();
        assets.forEach((shard, asset) -> homes.put(shard, asker.homeOf(asset)));
        return homes;
    }
}
