package dev.muster.ingest.batch;

import dev.muster.ingest.BatchOutcome;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.deadline.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 *   <li>{@link #hear}: decode, check, attribute to an asset, ask the twins, take to the model what devices say of themselves;
 *   <li>{@link #settle}: write history rows (for accepted, duplicate and late samples) and quarantine (what was refused).
 * </ol>
 *
 * Only when {@code settle} has completed may the offsets be committed. Ports that fail or do not answer are asked until they do;
 * both steps fail with {@link java.util.concurrent.CancellationException} after {@link #stop()}, otherwise only by a bug.
 *
 * <p>For the order of each source to hold, at most one {@code hear} runs at a time and {@code settle} gets the batches in their
 * order, one call at a time. One instance per partition and run of the stream.
 */
public final class BatchProcessor {
    private final TopicPartition partition;
    private final IngestPorts ports;
    private final Outages outages;
    private final PortRetry retry;
    private final TwinQueues twins;
    private final ReportQueues reports;
    private final Progress progress = new Progress();

    public BatchProcessor(
            TopicPartition partition,
            IngestPorts ports,
            Outages outages,
            Retrying retrying,
            Patience patience,
            Timers timers,
            RandomGenerator random) {
        this.partition = partition;
        this.ports = ports;
        this.outages = outages;
        this.retry = new PortRetry(retrying, timers, random, progress);
        this.twins = new TwinQueues(ports.twins(), outages.twins(), retry, timers, patience);
        this.reports = new ReportQueues(ports.reports(), outages.modelWriters(), retry);
    }

    /** Whether this partition has work and whether it moves. */
    public Progress progress() {
        return progress;
    }

    /** Arrival of the oldest record whose twin has not answered though later batches went on; {@code null}: there is none. */
    public @Nullable Instant oldestUnanswered() {
        return twins.oldestUnanswered();
    }

    /** Ends every wait for a port; batches in flight fail and are delivered again to whoever comes next. */
    public void stop() {
        retry.stop();
    }

    /**
     * First step; completes when every twin has answered or was left behind. {@code records} are of this partition, in the order of
     * their offsets, at least one.
     */
    public CompletionStage<HeardBatch> hear(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
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
                        draft.quarantineUnknown(ports.sources());
                    }
                    return askTwins(draft);
                });
    }

    private CompletionStage<HeardBatch> askTwins(BatchDraft draft) {
        List<Sighting> sightings = draft.sightings(ports.sources());
        TwinRound round = draft.round();
        TwinQueues.Asked asked = twins.ask(round);
        CompletableFuture<Map<Integer, Verdict.Refused>> reported = reports.take(round);
        // Not combined: a partition that is stopped never hears of reports whose twins have not answered.
        CompletionStage<JudgedBatch> judged =
                asked.answered().thenCompose(answered -> reported.thenApply(refusals -> draft.judged(round, refusals)));
        return asked.passed()
                .thenApply(passed -> new HeardBatch(sightings, draft.next(), draft.lastReceivedAt(), judged));
    }

    /**
     * Second step: waits for twins that were left behind and for the model, writes what was found, and completes when history
     * and quarantine have acked all of it.
     *
     * @param batches in their order; those that have piled up meanwhile, at least one
     */
    public CompletionStage<List<JudgedBatch>> settle(List<HeardBatch> batches) {
        CompletableFuture<?>[] judging = batches.stream()
                .map(batch -> batch.judged().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(judging)
                .thenCompose(judged -> write(batches.stream()
                        .map(batch -> batch.judged().toCompletableFuture().join())
                        .toList()));
    }

    private CompletionStage<List<JudgedBatch>> write(List<JudgedBatch> batches) {
        List<HistoryRow> rows = new ArrayList<>();
        List<Sighting> sightings = new ArrayList<>();
        List<QuarantinedRecord> refused = new ArrayList<>();
        for (JudgedBatch batch : batches) {
            BatchOutcome outcome = batch.outcome();
            ports.probe().twinsAnswered(outcome.partition(), outcome.firstOffset(), outcome.lastOffset());
            rows.addAll(batch.rows());
            sightings.addAll(batch.unrecorded());
            refused.addAll(batch.refused());
        }
        CompletableFuture<?> history = writeHistory(rows, sightings);
        CompletableFuture<?> quarantine = refused.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : retry.untilAnswered(
                        outages.quarantine(), () -> untyped(ports.quarantine().put(refused)));
        return history.thenCombine(quarantine, (rowsAcked, refusedAcked) -> {
            batches.forEach(done -> progress.ended());
            return batches;
        });
    }

    private CompletableFuture<?> writeHistory(List<HistoryRow> rows, List<Sighting> sightings) {
        if (rows.isEmpty() && sightings.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        int now = Math.min(rows.size(), ports.history().rowsPerCall());
        List<HistoryRow> first = rows.subList(0, now);
        CompletableFuture<Object> written = retry.untilAnswered(
                outages.history(), () -> untyped(ports.history().write(first, sightings)));
        return now == rows.size()
                ? written
                : written.thenCompose(acked -> writeHistory(rows.subList(now, rows.size()), List.of()));
    }

    /** What a port answers does not matter, only that it does. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<Object> untyped(CompletionStage<?> stage) {
        return (CompletionStage<Object>) stage;
    }
}
