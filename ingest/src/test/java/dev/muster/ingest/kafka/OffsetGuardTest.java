package dev.muster.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.ingest.kafka.OffsetGuard.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetGuardTest {
    private static final TopicPartition ZERO = new TopicPartition("telemetry", 0);
    private static final TopicPartition ONE = new TopicPartition("telemetry", 1);

    private final FakeOffsets offsets = new FakeOffsets();
    private final OffsetGuard guard = new OffsetGuard(offsets, "muster");

    @Test
    void shouldBeginAFreshTopicAtZero() {
        guard.prepare().toCompletableFuture().join();

        assertThat(offsets.committed).isEqualTo(Map.of(ZERO, 0L, ONE, 0L));
    }

    @Test
    void shouldLeaveCommittedOffsetsAlone() {
        offsets.committed.put(ZERO, 42L);

        guard.prepare().toCompletableFuture().join();

        assertThat(offsets.committed).isEqualTo(Map.of(ZERO, 42L, ONE, 0L));
    }

    @Test
    void shouldCommitNothingWhenAPartitionHasLostItsBeginning() {
        offsets.beginnings.put(ONE, 7L);

        assertThatThrownBy(() -> guard.prepare().toCompletableFuture().join())
                .hasCauseInstanceOf(LostOffsetsException.class)
                .hasMessageContaining("group 'muster'")
                .hasMessageContaining("{telemetry-1=7}");
        assertThat(offsets.committed).isEmpty();
    }

    @Test
    void shouldNotMindALostBeginningOnceAnOffsetIsCommitted() {
        offsets.beginnings.put(ONE, 7L);
        offsets.committed.put(ZERO, 0L);
        offsets.committed.put(ONE, 9L);

        assertThat(guard.prepare().toCompletableFuture()).isCompleted();
    }

    @ParameterizedTest
    @CsvSource({"100,true", "150,true", "200,true", "99,false", "201,false"})
    void shouldGoOnOnlyWhereTheLogStillIs(long committed, boolean within) {
        offsets.beginnings.put(ZERO, 100L);
        offsets.ends.put(ZERO, 200L);
        offsets.committed.put(ZERO, committed);

        Position position = guard.position(ZERO).toCompletableFuture().join();

        if (within) {
            assertThat(position).isEqualTo(new Position.At(committed));
        } else {
            assertThat(position).isInstanceOfSatisfying(Position.Lost.class, lost -> assertThat(lost.alarm())
                    .contains(
                            "Expected the committed offset of group 'muster' on telemetry-0 within 100 to 200 but it is "
                                    + committed));
        }
    }

    @Test
    void shouldNotGuessAPositionWithoutACommittedOffset() {
        assertThatThrownBy(() -> guard.position(ZERO).toCompletableFuture().join())
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    private static final class FakeOffsets implements OffsetGuard.Offsets {
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private final Map<TopicPartition, Long> beginnings = new HashMap<>(Map.of(ZERO, 0L, ONE, 0L));
        private final Map<TopicPartition, Long> ends = new HashMap<>(Map.of(ZERO, 0L, ONE, 0L));

        @Override
        public CompletionStage<Set<TopicPartition>> partitions() {
            return CompletableFuture.completedFuture(Set.of(ZERO, ONE));
        }

        @Override
        public CompletionStage<Map<TopicPartition, Long>> committed() {
            return CompletableFuture.completedFuture(Map.copyOf(committed));
        }

        @Override
        public CompletionStage<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions) {
            return CompletableFuture.completedFuture(of(beginnings, partitions));
        }

        @Override
        public CompletionStage<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
            return CompletableFuture.completedFuture(of(ends, partitions));
        }

        @Override
        public CompletionStage<Void> commit(Map<TopicPartition, Long> offsets) {
            committed.putAll(offsets);
            return CompletableFuture.completedFuture(null);
        }

        private static Map<TopicPartition, Long> of(Map<TopicPartition, Long> all, Collection<TopicPartition> wanted) {
            Map<TopicPartition, Long> found = new HashMap<>(all);
            found.keySet().retainAll(Set.copyOf(wanted));
            return found;
        }
    }
}
