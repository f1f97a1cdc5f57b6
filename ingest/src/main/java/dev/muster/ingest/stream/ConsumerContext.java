package dev.muster.ingest.stream;

import akka.actor.typed.ActorSystem;
import akka.kafka.CommitterSettings;
import akka.kafka.ConsumerSettings;
import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.IngestSettings;
import dev.muster.ingest.batch.BatchProcessor;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.kafka.OffsetGuard;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What every run of the consumer shares; {@code processors} makes a new one per partition and run. */
record ConsumerContext(
        IngestSettings settings,
        ConsumerSettings<byte[], byte[]> consumer,
        CommitterSettings committer,
        OffsetGuard guard,
        IngestAccounting accounting,
        Deadlines deadlines,
        ConsumerState state,
        Clock clock,
        Function<TopicPartition, BatchProcessor> processors) {
    /** Those who stay learn with a heartbeat that somebody has left: nobody reads that one's partitions until all of them have. */
    private static final int HEARTBEAT_MILLIS_MAX = 1_000;

    static CommitterSettings committer(ActorSystem<?> system, IngestSettings.Committing committing) {
        return CommitterSettings.create(system)
                .withMaxBatch(committing.batchesMax())
                .withMaxInterval(committing.intervalMax());
    }

    static ConsumerSettings<byte[], byte[]> consumer(ActorSystem<?> system, IngestSettings settings) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        IngestSettings.Batching batching = settings.batching();
        int sessionMillis = Math.toIntExact(settings.watching().sessionTimeout().toMillis());
        return ConsumerSettings.create(system, bytes, bytes)
                .withProperties(settings.brokers().properties())
                .withGroupId(settings.consumerGroup())
                // Ingest drains by itself, and waits for nothing when the stream has failed.
                .withStopTimeout(Duration.ZERO)
                .withProperties(Map.of(
                        // A lost offset must stop its partition, never skip; OffsetGuard says so.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        // What a sender took back does not count; its offsets show up as skipped.
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        // Partitions that stay here are not disturbed by a rebalance.
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        Integer.toString(sessionMillis),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        Integer.toString(Math.min(sessionMillis / 3, HEARTBEAT_MILLIS_MAX)),
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        Integer.toString(batching.fetchBytesMax()),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        Integer.toString(batching.pollRecordsMax())));
    }
}
