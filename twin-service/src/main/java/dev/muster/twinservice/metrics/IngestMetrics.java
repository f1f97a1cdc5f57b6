package dev.muster.twinservice.metrics;

import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.PartitionFigures;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The accounting of ingest per partition. In every scrape
 * {@code muster_ingest_received_total = sum by (partition) (muster_ingest_records_total)}, because both come from one
 * snapshot; alert when they differ.
 */
final class IngestMetrics implements MultiCollector {
    private static final String PREFIX = "muster_ingest_";

    private final Supplier<List<PartitionFigures>> source;

    IngestMetrics(Supplier<List<PartitionFigures>> source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        List<PartitionFigures> figures = source.get();
        return MetricSnapshots.of(
                records(figures),
                counter("received", "Records that Kafka delivered, from offsets.", figures, PartitionFigures::received),
                counter(
                        "redelivered",
                        "Deliveries of records that were counted before; not part of received.",
                        figures,
                        f -> f.activity().redelivered()),
                counter("skipped_offsets", "Offsets that Kafka never delivered as records.", figures, f -> f.offsets()
                        .skipped()),
                counter(
                        "elsewhere_offsets",
                        "Offsets that another node consumed, or an operator skipped.",
                        figures,
                        f -> f.offsets().elsewhere()),
                refusals(figures),
                gauge(
                        "start_offset",
                        "Committed offset at which this process took the partition up.",
                        figures,
                        f -> of(f.offsets().start())),
                gauge(
                        "next_offset",
                        "Offset after the last record that twin, history and quarantine have acked.",
                        figures,
                        f -> of(f.offsets().next())),
                gauge(
                        "lag_records",
                        "Offsets behind the end of the partition; absent until the end was asked for.",
                        figures,
                        f -> f.lag().isPresent() ? of(f.lag().getAsLong()) : OptionalDouble.empty()),
                gauge(
                        "in_flight_batches",
                        "Batches taken from Kafka and not yet acked by everyone.",
                        figures,
                        f -> of(f.activity().batchesInFlight())),
                gauge(
                        "last_commit_timestamp_seconds",
                        "When Kafka last acked a commit; absent before the first.",
                        figures,
                        f -> seconds(f.activity().lastCommitAt())),
                gauge(
                        "owned",
                        "1 while this process consumes the partition.",
                        figures,
                        f -> of(f.activity().owned() ? 1 : 0)),
                gauge(
                        "stopped",
                        "1 while the partition is stopped by an alarm; the log says which.",
                        figures,
                        f -> of(f.activity().alarm() == null ? 0 : 1)),
                gauge(
                        "accounting_closed",
                        "1 while received equals the sum of the outcomes; alert on 0.",
                        figures,
                        f -> of(f.closes() ? 1 : 0)));
    }

    private static MetricSnapshot records(List<PartitionFigures> figures) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder()
                .name(PREFIX + "records")
                .help("Records by what became of them; together they are muster_ingest_received_total.");
        for (PartitionFigures partition : figures) {
            PartitionFigures.Counts counts = partition.counts();
            outcome(builder, partition, "accepted", counts.accepted());
            outcome(builder, partition, "duplicate", counts.duplicate());
            outcome(builder, partition, "late", counts.late());
            outcome(builder, partition, "quarantined", counts.quarantined());
            outcome(builder, partition, "rejected", counts.rejected());
        }
        return builder.build();
    }

    private static void outcome(
            CounterSnapshot.Builder builder, PartitionFigures partition, String outcome, long count) {
        builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of("partition", Integer.toString(partition.partition()), "outcome", outcome))
                .value((double) count)
                .build());
    }

    private static MetricSnapshot refusals(List<PartitionFigures> figures) {
        Map<RefusalReason, Long> sums = new EnumMap<>(RefusalReason.class);
        // From zero, so that the first refusal of a kind shows as an increase.
        for (RefusalReason reason : RefusalReason.values()) {
            sums.put(reason, 0L);
        }
        figures.forEach(partition ->
                partition.counts().refusals().forEach((reason, count) -> sums.merge(reason, count, Long::sum)));
        CounterSnapshot.Builder builder = CounterSnapshot.builder()
                .name(PREFIX + "refusals")
                .help("Records that went to quarantine, by reason: outcomes quarantined and rejected of all"
                        + " partitions.");
        sums.forEach((reason, count) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of("reason", RefusalLabels.of(reason)))
                .value((double) count)
                .build()));
        return builder.build();
    }

    private static MetricSnapshot counter(
            String name, String help, List<PartitionFigures> figures, ToLongFunction<PartitionFigures> value) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name(PREFIX + name).help(help);
        figures.forEach(partition -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(partition(partition))
                .value((double) value.applyAsLong(partition))
                .build()));
        return builder.build();
    }

    private static MetricSnapshot gauge(
            String name,
            String help,
            List<PartitionFigures> figures,
            Function<PartitionFigures, OptionalDouble> value) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        figures.forEach(partition -> value.apply(partition)
                .ifPresent(known -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(partition(partition))
                        .value(known)
                        .build())));
        return builder.build();
    }

    private static Labels partition(PartitionFigures figures) {
        return Labels.of("partition", Integer.toString(figures.partition()));
    }

    private static OptionalDouble seconds(@Nullable Instant at) {
        return at == null ? OptionalDouble.empty() : OptionalDouble.of(at.toEpochMilli() / 1e3);
    }

    private static OptionalDouble of(long value) {
        return OptionalDouble.of((double) value);
    }
}
