package dev.muster.twinservice.metrics;

import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.twinservice.command.ack.AckFigures;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What devices answered to commands; forged and unknown answers are in quarantine, and worth an alert. */
final class AnswerMetrics implements MultiCollector {
    private final Supplier<AckFigures> source;

    AnswerMetrics(Supplier<AckFigures> source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        AckFigures figures = source.get();
        Map<RefusalReason, Long> refused = new TreeMap<>(figures.refused());
        CounterSnapshot.Builder refusals = CounterSnapshot.builder()
                .name("muster_command_answers_refused")
                .help("Answers of devices that went to quarantine, by reason.");
        refused.forEach((reason, count) -> refusals.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of("reason", RefusalLabels.of(reason)))
                .value((double) count)
                .build()));
        return MetricSnapshots.of(
                CounterSnapshot.builder()
                        .name("muster_command_answers")
                        .help("Answers of devices to commands that their twins took.")
                        .dataPoint(CounterDataPointSnapshot.builder()
                                .value((double) figures.taken())
                                .build())
                        .build(),
                refusals.build());
    }
}
