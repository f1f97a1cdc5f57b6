package dev.muster.twinservice.command.ack;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.kafka.CommitterSettings;
import akka.kafka.ConsumerMessage.CommittableMessage;
import akka.kafka.ConsumerMessage.CommittableOffset;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Committer;
import akka.kafka.javadsl.Consumer;
import akka.stream.javadsl.Source;
import dev.muster.ingest.kafka.OffsetGuard;
import dev.muster.ingest.kafka.OffsetGuard.Position;
import dev.muster.ingest.kafka.TopicSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the consumer, from the check of its offsets to its failure or drain. Each partition goes on by itself. */
final class AckRun {
    private static final Logger LOG = LoggerFactory.getLogger(AckRun.class);

    /** As ingest's: those who stay learn with a heartbeat that somebody has left. */
    private static final int HEARTBEAT_MILLIS_MAX = 1_000;

    private final ActorSystem<?> system;
    private final AckSettings settings;
    private final OffsetGuard guard;
    private final Supplier<AckProcessor> processors;
    private final Runnable onRunning;

    private volatile Consumer.@Nullable Control control;

    /**
     * @param processors makes one per partition
     * @param onRunning called when a partition goes on
     */
    AckRun(
            ActorSystem<?> system,
            AckSettings settings,
            OffsetGuard guard,
            Supplier<AckProcessor> processors,
            Runnable onRunning) {
        this.system = system;
        this.settings = settings;
        this.guard = guard;
        this.processors = processors;
        this.onRunning = onRunning;
    }

    /** Emits after each commit. */
    Source<Done, NotUsed> source() {
        return Source.completionStageSource(guard.prepare().thenApply(prepared -> committing()))
                .mapMaterializedValue(materialized -> NotUsed.getInstance());
    }

    private Source<Done, NotUsed> committing() {
        CommitterSettings committer = CommitterSettings.create(system)
                .withMaxBatch(settings.committing().batchesMax())
                .withMaxInterval(settings.committing().intervalMax());
        return Consumer.committablePartitionedSource(consumer(system, settings), Subscriptions.topics(settings.topic()))
                .mapMaterializedValue(started -> {
                    control = started;
                    return NotUsed.getInstance();
                })
                .flatMapMerge(TopicSpec.PARTITIONS_MAX, pair -> partition(pair.first(), pair.second()))
                .via(Committer.batchFlow(committer))
                .map(batch -> Done.getInstance());
    }

    private Source<CommittableOffset, NotUsed> partition(
            TopicPartition partition, Source<CommittableMessage<byte[], byte[]>, NotUsed> messages) {
        CompletionStage<Source<CommittableOffset, NotUsed>> source = guard.position(partition)
                .thenApply(position -> {
                    if (position instanceof Position.Lost lost) {
                        LOG.error("Partition {} is stopped: {}", partition, lost.alarm());
                        // Its messages are never asked for, so the consumer keeps it paused, and the others go on.
                        return Source.<CommittableOffset>empty();
                    }
                    onRunning.run();
                    return processed(messages);
                });
        return Source.completionStageSource(source).mapMaterializedValue(materialized -> NotUsed.getInstance());
    }

    private Source<CommittableOffset, NotUsed> processed(Source<CommittableMessage<byte[], byte[]>, NotUsed> messages) {
        AckProcessor processor = processors.get();
        // Beside each other, but handed on in the order in which they lie in the partition: an offset is committed when
        // all before it are
        // done.
        return messages.mapAsync(
                        settings.inFlightMax(),
                        message -> processor.process(message.record()).thenApply(done -> message.committableOffset()))
                .watchTermination((materialized, done) -> {
                    done.whenComplete((value, problem) -> processor.stop());
                    return materialized;
                })
                .async();
    }

    static ConsumerSettings<byte[], byte[]> consumer(ActorSystem<?> system, AckSettings settings) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        int sessionMillis = Math.toIntExact(settings.sessionTimeout().toMillis());
        return ConsumerSettings.create(system, bytes, bytes)
                .withProperties(settings.brokers().properties())
                .withGroupId(settings.consumerGroup())
                // The drain waits by itself, and for nothing when the stream has failed.
                .withStopTimeout(Duration.ZERO)
                .withProperties(Map.of(
                        // A lost offset must stop its partition, never skip; OffsetGuard says so.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        Integer.toString(sessionMillis),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        Integer.toString(Math.min(sessionMillis / 3, HEARTBEAT_MILLIS_MAX))));
    }

    /** The running consumer, if there is one to drain. */
    Consumer.@Nullable Control running() {
        Consumer.Control running = control;
        return running == null || running.isShutdown().toCompletableFuture().isDone() ? null : running;
    }
}
