package dev.muster.twinservice.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import akka.cluster.sharding.typed.ShardingEnvelope;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.Partitioning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwinShardsTest {
    private static final int ASSETS = 40_000;

    @ParameterizedTest
    @CsvSource({
        "96, 12, 96",
        "100, 12, 108",
        "97, 12, 108",
        "1, 12, 12",
        "1, 1, 1",
        "7, 3, 9",
        "10000, 64, 10048",
        "50, 100, 100"
    })
    void shouldShareAShardOnlyAmongThoseOfOnePartition(int atLeast, int partitions, int count) {
        TwinShards shards = TwinShards.of(atLeast, partitions);
        assertThat(shards.count()).isEqualTo(count);
        for (int i = 0; i < 2_000; i++) {
            String id = "WT-%d/%d".formatted(i % 7, i);
            int shard = shards.shardOf(new AssetId(id));
            assertThat(shard).isBetween(0, count - 1);
            assertThat(shards.partitionOf(shard)).isEqualTo(Partitioning.partitionOf(new SourceId(id), partitions));
        }
    }

    @Test
    void shouldFillAllShardsAlike() {
        TwinShards shards = TwinShards.of(96, 12);
        Map<Integer, Integer> twins = new HashMap<>();
        for (int i = 0; i < ASSETS; i++) {
            twins.merge(shards.shardOf(new AssetId("unit-%05d".formatted(i))), 1, Integer::sum);
        }
        assertThat(twins).hasSize(96);
        assertThat(twins.values()).allMatch(count -> count > ASSETS / 96 * 3 / 4 && count < ASSETS / 96 * 5 / 4);
    }

    /** Another answer in another build would have a twin run twice while both are in one cluster. */
    @Test
    void shouldNeverPutATwinIntoAnotherShard() {
        TwinShards shards = TwinShards.of(96, 12);
        assertThat(IntStream.range(0, 8).map(i -> shards.shardOf(new AssetId("WT-0" + i))))
                .containsExactly(34, 32, 85, 69, 2, 95, 16, 59);
        assertThat(TwinShards.of(100, 12).shardOf(new AssetId("W/HOE#1._~:@+-")))
                .isEqualTo(50);
    }

    @Test
    void shouldTellSharding() {
        TwinShards shards = TwinShards.of(96, 12);
        TwinExtractor<String> extractor = new TwinExtractor<>(shards);
        ShardingEnvelope<String> envelope = new ShardingEnvelope<>("WT-07", "hello");
        assertThat(extractor.entityId(envelope)).isEqualTo("WT-07");
        assertThat(extractor.unwrapMessage(envelope)).isEqualTo("hello");
        assertThat(extractor.shardId("WT-07")).isEqualTo(Integer.toString(shards.shardOf(new AssetId("WT-07"))));
    }

    @Test
    void shouldCountWhatRunsHereByWhetherItsPartitionIsReadHere() {
        TwinShards shards = new TwinShards(12, 4);
        Set<Integer> running = Set.of(1, 5, 9, 2, 3);
        List<PartitionReport> read = List.of(report(1), report(2), report(0));
        assertThat(ShardsHere.of(shards, running::contains, read)).isEqualTo(new ShardsHere(4, 1));
        assertThat(ShardsHere.of(shards, running::contains, List.of())).isEqualTo(new ShardsHere(0, 5));
    }

    @Test
    void shouldRefuseShardsThatAreNotAsManyForEachPartition() {
        assertThat(new TwinShards(12, 12).count()).isEqualTo(12);
        for (int count : List.of(0, 11, 13)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TwinShards(count, 12))
                    .withMessage("Expected shards to be a multiple of 12 partitions but got " + count);
        }
    }

    private static PartitionReport report(int partition) {
        return new PartitionReport(partition, null, 0, -1, null);
    }
}
