package dev.muster.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.batch.SilentFleet;
import dev.muster.ingest.deadline.DeadlineSettings;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.kafka.OffsetGuard.Offsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
    private static final Instant BROKER_TIME = Instant.parse("2030-01-02T03:04:05Z");
    private static final TopicPartition PARTITION = new TopicPartition("telemetry", 3);

    private final IngestAccounting accounting = new IngestAccounting();
    private final Deadlines deadlines = new Deadlines(
            new SilentFleet(),
            overdue -> CompletableFuture.completedFuture(Optional.empty()),
            new DeadlineSettings(Duration.ofSeconds(1), Duration.ofSeconds(5), 1),
            Clock.fixed(BROKER_TIME.plusSeconds(9), ZoneOffset.UTC));
    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<Instant> time = CompletableFuture.completedFuture(BROKER_TIME);
    private CompletableFuture<Map<TopicPartition, Long>> ends = new CompletableFuture<>();
    private final BrokerWatch watch = new BrokerWatch(this::now, new AskedOffsets(), accounting, deadlines);

    @Test
    void shouldAskTheTimeBeforeTheEndsAndOneQuestionAtATime() {
        accounting.resumed(3, 10, () -> 0);

        watch.look();
        watch.look();
        assertThat(asked).containsExactly("time", "ends");
        ends.complete(Map.of(PARTITION, 25L));

        assertThat(accounting.snapshot().get(0).lag()).hasValue(15);
        watch.look();
        assertThat(asked).containsExactly("time", "ends", "time", "ends");
    }

    @Test
    void shouldMoveTheWatermarkOfAPartitionThatIsReadToItsEnd() {
        deadlines.takeUp(3, 25, () -> null);
        ends.complete(Map.of(PARTITION, 25L));

        watch.look();

        assertThat(report().watermark()).isEqualTo(BROKER_TIME);
    }

    @Test
    void shouldAskForNoEndsWhenTheBrokerTakesNoRecord() {
        time = CompletableFuture.failedFuture(new IllegalStateException("no broker"));

        watch.look();

        assertThat(asked).containsExactly("time");
    }

    @Test
    void shouldFreezeWhenKafkaIsAwayAndGoOnAsking() {
        // given a partition whose silence counts
        deadlines.takeUp(3, 25, () -> null);
        ends.complete(Map.of(PARTITION, 25L));
        watch.look();
        watch.look();
        assertThat(report().frozenSince()).isNull();

        // when
        time = CompletableFuture.failedFuture(new IllegalStateException("no broker"));
        watch.look();

        // then
        assertThat(report().frozenSince()).isEqualTo(BROKER_TIME);
        time = CompletableFuture.completedFuture(BROKER_TIME.plusSeconds(60));
        watch.look();
        watch.look();
        assertThat(report().frozenSince()).isNull();
    }

    @Test
    void shouldFreezeAPartitionThatAloneDoesNotAnswer() {
        deadlines.takeUp(3, 25, () -> null);
        ends.complete(Map.of(PARTITION, 25L));
        watch.look();
        watch.look();

        ends = CompletableFuture.completedFuture(Map.of());
        watch.look();

        assertThat(report().frozenSince()).isEqualTo(BROKER_TIME);
    }

    private PartitionReport report() {
        return deadlines.report().get(0);
    }

    private CompletionStage<Instant> now() {
        asked.add("time");
        return time;
    }

    private final class AskedOffsets implements Offsets {
        @Override
        public CompletionStage<Set<TopicPartition>> partitions() {
            return CompletableFuture.completedFuture(Set.of(PARTITION));
        }

        @Override
        public CompletionStage<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
            asked.add("ends");
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
