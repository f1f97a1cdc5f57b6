package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.kafka.OffsetGuard.Offsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagWatchTest {
    private static final TopicPartition PARTITION = new TopicPartition("telemetry", 3);

    private final IngestAccounting accounting = new IngestAccounting();
    private CompletableFuture<Map<TopicPartition, Long>> ends = new CompletableFuture<>();
    private int asked;
    private final LagWatch lag = new LagWatch(new AskedOffsets(), accounting);

    @Test
    void shouldGiveTheAccountingTheEndsAndAskOneQuestionAtATime() {
        accounting.resumed(3, 10, () -> 0);

        lag.look();
        lag.look();
        assertThat(asked).isEqualTo(1);
        ends.complete(Map.of(PARTITION, 25L));

        assertThat(accounting.snapshot().get(0).lag()).hasValue(15);
        lag.look();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void shouldGoOnAskingWhileKafkaIsAway() {
        accounting.resumed(3, 10, () -> 0);
        lag.look();
        ends.completeExceptionally(new IllegalStateException("no broker"));
        ends = CompletableFuture.completedFuture(Map.of(PARTITION, 25L));

        lag.look();

        assertThat(accounting.snapshot().get(0).lag()).hasValue(15);
    }

    private final class AskedOffsets implements Offsets {
        @Override
        public CompletionStage<Set<TopicPartition>> partitions() {
            return CompletableFuture.completedFuture(Set.of(PARTITION));
        }

        @Override
        public CompletionStage<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
            asked++;
            return ends;
        }

        @Override
        public CompletionStage<Map<TopicPartition, Long>> committed() {
            throw new AssertionError("not asked for");
        }

        @Override
        public CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions) {
            throw new AssertionError("not asked for");
        }

        @Override
        public CompletionStage<Void> commit(Map<TopicPartition, Long> offsets) {
            throw new AssertionError("not asked for");
        }
    }
}
