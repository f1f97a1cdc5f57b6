package dev.muster.benchmarks.path;

import com.typesafe.config.Config;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.updates.UpdateLanes;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.benchmarks.fleet.SampleRecords;
import dev.muster.benchmarks.fleet.ShippedSettings;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Patience;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.batch.BatchProcessor;
import dev.muster.ingest.batch.HeardBatch;
import dev.muster.ingest.batch.JudgedBatch;
import dev.muster.ingest.batch.Outages;
import dev.muster.twinservice.twin.InProcessTwins;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * All that happens to samples inside of a process that is the only one: read, attributed, judged by their twins, bound to the
 * statements that would store them, told to their groups, and totalled up to the root. What is the service's own is the real thing;
 * left out are actors and their messages, Kafka's client, the deadlines of silence, and what the driver does with a bound statement.
 */
public final class SamplePath {
    /** Of every clock here. */
    private static final Instant NOW = SampleRecords.RECEIVED_AT.plusSeconds(1);

    private final BatchProcessor processor;
    private final UpdateLanes lanes;
    private final GroupTree tree;
    private final UnsentStatements statements = new UnsentStatements();

    public SamplePath(ModelView model) {
        Config settings = ShippedSettings.read();
        AggregationSettings aggregation = AggregationSettings.from(settings);
        this.tree = new GroupTree(model, aggregation, NOW);
        this.lanes = new UpdateLanes(
                aggregation.updates(), asset -> model.groupsOf(asset).values());
        InProcessTwins twins = new InProcessTwins(model, settings, lanes::offer, Clock.fixed(NOW, ZoneOffset.UTC));
        Config ingest = settings.getConfig("muster.ingest");
        this.processor = new BatchProcessor(
                SampleRecords.PARTITION,
                PromptPorts.of(model, twins, new BoundRows(statements, settings)),
                Outages.none(),
                new Retrying(ingest.getDuration("attempt-timeout"), Backoff.from(ingest, "retry")),
                new Patience(ingest.getDuration("twin-patience"), ingest.getInt("twins-left-behind-max")),
                // Nothing ever takes so long that a timer would have to run.
                (delay, task) -> () -> {},
                new SplittableRandom(1));
    }

    /**
     * Takes a batch all the way. Fails unless each of its records is a sample that is new and totals are others afterwards, so that
     * nothing but the usual way is ever measured.
     */
    public GroupTree take(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
        HeardBatch heard = answered(processor.hear(records));
        for (JudgedBatch judged : answered(processor.settle(List.of(heard)))) {
            if (judged.rows().size() != records.size() || !judged.unrecorded().isEmpty()) {
                throw new IllegalStateException("Expected %d samples to be new but got %d rows, and %d that were not"
                        .formatted(
                                records.size(),
                                judged.rows().size(),
                                judged.unrecorded().size()));
            }
        }
        for (UpdateLanes.Batch batch : lanes.flush(NOW)) {
            tree.update(batch.group(), batch.updates());
            lanes.acknowledge(batch.id());
        }
        if (tree.report() == 0) {
            throw new IllegalStateException(
                    "Expected %d new samples to change a total but none did".formatted(records.size()));
        }
        return tree;
    }

    /** The groups, which change with each batch that is taken. */
    public GroupTree tree() {
        return tree;
    }

    /** How many rows were bound to statements so far. */
    public long rowsBound() {
        return statements.rows();
    }

    private static <T> T answered(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new IllegalStateException("Expected every port to answer at once but one did not");
        }
        return future.join();
    }
}
