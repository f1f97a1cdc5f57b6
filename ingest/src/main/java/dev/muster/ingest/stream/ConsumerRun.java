package dev.muster.ingest.stream;

import akka.Done;
import akka.NotUsed;
import akka.kafka.ConsumerMessage.CommittableMessage;
import akka.kafka.ConsumerMessage.CommittableOffset;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Committer;
import akka.kafka.javadsl.Consumer;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.batch.BatchProcessor;
import dev.muster.ingest.batch.Progress;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.kafka.OffsetGuard.Position;
import dev.muster.ingest.kafka.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the consumer, from the check of its offsets to its failure or drain. Each partition is an island of its own, so
 * that partitions use all cores; their commits are batched together.
 */
final class ConsumerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRun.class);

    private final ConsumerContext context;
    private final SharedKillSwitch failure = KillSwitches.shared("ingest-consumer");
    private final StuckWatch watch = new StuckWatch();
    /** Has work always: the consumer must answer every look. */
    private final Progress heartbeat = new Progress();

    private volatile boolean ended;
    private volatile Consumer.@Nullable Control control;

    ConsumerRun(ConsumerContext context) {
        this.context = context;
        heartbeat.begun();
    }

    /** Emits after each commit. */
    Source<Done, NotUsed> source() {
        return Source.completionStageSource(context.guard().prepare().thenApply(prepared -> committing()))
                .watchTermination((materialized, done) -> {
                    done.whenComplete((value, problem) -> ended(problem));
                    return NotUsed.getInstance();
                });
    }

    private void ended(@Nullable Throwable problem) {
        ended = true;
        if (problem != null) {
            context.state().failed(problem);
        }
    }

    private Source<Done, NotUsed> committing() {
        return Consumer.committablePartitionedSource(
                        context.consumer(),
                        Subscriptions.topics(context.settings().topic()))
                .mapMaterializedValue(this::started)
                .flatMapMerge(TopicSpec.PARTITIONS_MAX, pair -> partition(pair.first(), pair.second()))
                .via(failure.flow())
                .via(Committer.batchFlow(context.committer()))
                .map(batch -> {
                    batch.getOffsets().keySet().forEach(committed -> context.accounting()
                            .committed(committed.partition(), context.clock().instant()));
                    return Done.getInstance();
                });
    }

    private NotUsed started(Consumer.Control started) {
        watch.watch("the Kafka consumer", heartbeat);
        control = started;
        return NotUsed.getInstance();
    }

    private Source<CommittableOffset, NotUsed> partition(
            TopicPartition partition, Source<CommittableMessage<byte[], byte[]>, NotUsed> messages) {
        CompletionStage<Source<CommittableOffset, NotUsed>> source = context.guard()
                .position(partition)
                .thenApply(position -> {
                    if (!ended) {
                        context.state().running();
                    }
                    if (position instanceof Position.At at) {
                        return processed(partition, at.offset(), messages);
                    }
                    String alarm = ((Position.Lost) position).alarm();
                    LOG.error("Partition {} is stopped: {}", partition, alarm);
                    context.accounting().stopped(partition.partition(), alarm);
                    // Its messages are never asked for, so the consumer keeps it paused, and the others go on.
                    return Source.<CommittableOffset>empty();
                });
        return Source.completionStageSource(source).mapMaterializedValue(materialized -> NotUsed.getInstance());
    }

    private Source<CommittableOffset, NotUsed> processed(
            TopicPartition partition, long committed, Source<CommittableMessage<byte[], byte[]>, NotUsed> messages) {
        IngestAccounting accounting = context.accounting();
        BatchProcessor processor = context.processors().apply(partition);
        Progress progress = processor.progress();
        IntSupplier inFlight = progress::batchesInFlight;
        accounting.resumed(partition.partition(), committed, inFlight);
        Deadlines.Partition deadlines =
                context.deadlines().takeUp(partition.partition(), committed, processor::oldestUnanswered);
        watch.watch(partition.toString(), progress);
        LOG.info("Partition {} goes on at offset {}", partition, committed);
        return messages.via(PartitionFlow.of(
                        context.settings().batching(),
                        processor,
                        CommittableMessage::record,
                        new WatchedPassage(accounting, deadlines)))
                .map(CommittableMessage::committableOffset)
                .watchTermination((materialized, done) -> {
                    done.whenComplete((value, problem) -> {
                        processor.stop();
                        watch.forget(progress);
                        accounting.released(partition.partition(), inFlight);
                        context.deadlines().release(deadlines);
                    });
                    return materialized;
                })
                .async();
    }

    /** Once per idle timeout. */
    void look() {
        Consumer.Control running = control;
        if (running == null || running.isShutdown().toCompletableFuture().isDone()) {
            return;
        }
        List<String> stuck = watch.look();
        if (!stuck.isEmpty()) {
            Duration idleTimeout = context.settings().watching().idleTimeout();
            failure.abort(new StuckStreamException(stuck, idleTimeout));
            return;
        }
        running.getMetrics().whenComplete((metrics, problem) -> {
            if (problem == null) {
                heartbeat.moved();
            }
        });
    }

    /** The running consumer, if there is one to drain. */
    Consumer.@Nullable Control running() {
        Consumer.Control running = control;
        return running == null || running.isShutdown().toCompletableFuture().isDone() ? null : running;
    }
}
