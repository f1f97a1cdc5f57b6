package dev.muster.twinservice.metrics;

import dev.muster.ingest.deadline.PartitionReport;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;

/** The watermarks of the partitions that this node reads, and whether silence counts in them. */
final class WatermarkMetrics implements MultiCollector {
    private final Supplier<List<PartitionReport>> source;

    WatermarkMetrics(Supplier<List<PartitionReport>> source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        List<PartitionReport> reports = source.get();
        return MetricSnapshots.of(
                gauge(
                        "muster_ingest_watermark_timestamp_seconds",
                        "Broker's time up to which everything of the partition has reached its twin; alert when it stands still.",
                        reports,
                        WatermarkMetrics::watermark),
                gauge(
                        "muster_ingest_deadlines_frozen",
                        "1 while no silence counts in the partition: it was just taken up, is behind, or Kafka did not answer.",
                        reports,
                        report -> OptionalDouble.of(report.frozenSince() == null ? 0 : 1)));
    }

    private static OptionalDouble watermark(PartitionReport report) {
        Instant watermark = report.watermark();
        return watermark == null ? OptionalDouble.empty() : OptionalDouble.of(watermark.toEpochMilli() / 1e3);
    }

    private static GaugeSnapshot gauge(
            String name, String help, List<PartitionReport> reports, Function<PartitionReport, OptionalDouble> value) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
        reports.forEach(report -> value.apply(report)
                .ifPresent(known -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("partition", Integer.toString(report.partition())))
                        .value(known)
                        .build())));
        return builder.build();
    }
}
