package dev.muster.twinservice.metrics;

import dev.muster.twinservice.traffic.SentTraffic.Sent;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What this node has said to others; bytes by messages of a kind is how large they are. A single node says nothing. */
final class TrafficMetrics implements MultiCollector {
    private final Supplier<List<Sent>> source;

    TrafficMetrics(Supplier<List<Sent>> source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        List<Sent> sent = source.get();
        return MetricSnapshots.of(
                counter("messages", "Messages that left for other nodes, by kind.", sent, Sent::messages),
                counter("bytes", "Bytes of messages that left for other nodes, by kind.", sent, Sent::bytes));
    }

    private static MetricSnapshot counter(String what, String help, List<Sent> sent, ToLongFunction<Sent> value) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder()
                .name("muster_cluster_" + what + "_sent")
                .help(help);
        sent.forEach(kind -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(Labels.of("kind", kind.kind()))
                .value((double) value.applyAsLong(kind))
                .build()));
        return builder.build();
    }
}
