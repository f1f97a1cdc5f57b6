package dev.muster.ingest.batch;

import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.IngestSettings.Retrying;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the records of one partition, in two steps that a stream can overlap for successive batches:
 *
 * <ol>
 *   <li>{@link #judge}: decode, check, attribute to an asset, ask the twins;
 *   <li>{@link #settle}: write history rows (for accepted, duplicate and late samples) and quarantine (what was refused).
 * </ol>
 *
 * Only when {@code settle} has completed may the offsets be committed. Ports that fail or do not answer are asked until they do;
 * both steps fail with {@link java.util.concurrent.CancellationException} after {@link #stop()}, otherwise only by a bug.
 *
 * <p>For the order of each source to hold, at most one {@code judge} runs at a time and {@code settle} gets the batches in their
 * order. One instance per partition and run of the stream.
 */
public final class BatchProcessor {
    private final TopicPartition partition;
    private final IngestPorts ports;
    private final Outages outages;
    private final PortRetry retry;
    private final Progress progress = new Progress();

    public BatchProcessor(
            TopicPartition partition,
            IngestPorts ports,
            Outages outages,
            Retrying retrying,
            Timers timers,
            RandomGenerator random) {
        this.partition = partition;
        this.ports = ports;
        this.outages = outages;
        this.retry = new PortRetry(retrying, timers, random, progress);
    }

    /** Whether this partition has work and whether it moves. */
    public Progress progress() {
        return progress;
    }

    /** Ends every wait for a port; batches in flight fail and are delivered again to whoever comes next. */
    public void stop() {
        retry.stop();
    }

    /** First step. {@code records} are of this partition, in the order of their offsets, at least one. */
    public CompletionStage<JudgedBatch> judge(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
        progress.begun();
        BatchDraft draft = new BatchDraft(partition, records);
        draft.read();
        if (draft.attribute(ports.sources())) {
            return askTwins(draft);
        }
        // Once per batch, for all of its unknown sources: the view may only be behind.
        return retry.untilAnswered(
                        outages.modelView(), () -> untyped(ports.sources().caughtUp()))
                .thenCompose(caughtUp -> {
                    if (!draft.attribute(ports.sources())) {
                        draft.quarantineUnknown();
                    }
                    return askTwins(draft);
                });
    }

    /** Second step: writes what the first found, and completes when history and quarantine have both acked. */
    public CompletionStage<BatchOutcome> settle(JudgedBatch batch) {
        BatchOutcome outcome = batch.outcome();
        ports.probe().twinsAnswered(outcome.partition(), outcome.firstOffset(), outcome.lastOffset());
        CompletableFuture<?> history = batch.rows().isEmpty()
                ? CompletableFuture.completedFuture(null)
                : retry.untilAnswered(
                        outages.history(), () -> untyped(ports.history().write(batch.rows())));
        CompletableFuture<?> quarantine = batch.refused().isEmpty()
                ? CompletableFuture.completedFuture(null)
                : retry.untilAnswered(
                        outages.quarantine(), () -> untyped(ports.quarantine().put(batch.refused())));
        return history.thenCombine(quarantine, (rowsAcked, refusedAcked) -> {
            progress.ended();
            return outcome;
        });
    }

    private CompletionStage<JudgedBatch> askTwins(BatchDraft draft) {
        TwinRound round = draft.round();
        return retry.untilAnswered(outages.twins(), () -> round.attempt(ports.twins()))
                .thenApply(draft::judged);
    }

    /** What a port answers does not matter, only that it does. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<Object> untyped(CompletionStage<?> stage) {
        return (CompletionStage<Object>) stage;
    }
}
