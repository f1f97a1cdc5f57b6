package dev.muster.ingest.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.SourceId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitioningTest {
    private static final int ANY_POSITIVE = Integer.MAX_VALUE;

    /** Hashes that are published with Kafka's own tests; the sign bit is dropped. */
    @ParameterizedTest
    @CsvSource({
        "21, -973932308",
        "foobar, -790332482",
        "a-little-bit-long-string, -985981536",
        "a-little-bit-longer-string, -1486304829",
        "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971",
        "abc, 479470107"
    })
    void shouldBeMurmur2OfTheKey(String key, int hash) {
        int positive = hash & 0x7fffffff;

        assertThat(Partitioning.partitionOf(new SourceId(key), ANY_POSITIVE)).isEqualTo(positive % ANY_POSITIVE);
        assertThat(Partitioning.partitionOf(new SourceId(key), 12)).isEqualTo(positive % 12);
    }

    @Test
    void shouldAgreeWithKafkasOwnPartitioner() {
        for (int partitions = 1; partitions <= 24; partitions++) {
            Set<Integer> used = new HashSet<>();
            for (int i = 0; i < 1_000; i++) {
                SourceId source = new SourceId("plant/" + i + "#" + i % 7);
                int partition = Partitioning.partitionOf(source, partitions);
                assertThat(partition)
                        .isEqualTo(BuiltInPartitioner.partitionForKey(
                                source.value().getBytes(StandardCharsets.UTF_8), partitions));
                used.add(partition);
            }
            assertThat(used).hasSize(partitions);
        }
    }
}
