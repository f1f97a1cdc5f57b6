package dev.muster.twinservice.metrics;

import dev.muster.ingest.PartitionFigures;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.twinservice.command.ack.AckFigures;
import dev.muster.twinservice.lease.LeaseFigures;
import dev.muster.twinservice.placement.ShardsHere;
import dev.muster.twinservice.traffic.SentTraffic.Sent;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The metrics of one node. Parts register as they start; their figures are read at each scrape and nowhere else, so that
 * nothing is counted twice. Suppliers are called on the thread that scrapes and must not block. Thread-safe.
 */
public final class ServiceMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    /** The accounting of ingest. One scrape shows one snapshot of it, so that its sums close. */
    public void ingest(Supplier<List<PartitionFigures>> figures) {
        registry.register(new IngestMetrics(figures));
    }

    /** What became of answers of devices to commands. */
    public void answers(Supplier<AckFigures> figures) {
        registry.register(new AnswerMetrics(figures));
    }

    /** How far this node has read its partitions. */
    public void watermarks(Supplier<List<PartitionReport>> reports) {
        registry.register(new WatermarkMetrics(reports));
    }

    /** How far this node's view of the model has come, and how much is in it. */
    public void model(LongSupplier position, IntSupplier assets) {
        gauge(
                "muster_model_position",
                "Offset of the last change of the model that this node shows; -1: none.",
                position::getAsLong);
        gauge("muster_model_assets", "Assets that this node's view of the model holds.", assets::getAsInt);
    }

    /** Whether this node may write, and what it holds. */
    public void leases(Supplier<LeaseFigures> figures) {
        gauge(
                "muster_lease_session_sure",
                "1 while this node may write to the journal; alert on 0: Cassandra does not renew its session.",
                () -> figures.get().sure() ? 1 : 0);
        gauge(
                "muster_lease_session_age_seconds",
                "Since the last renewal of this node's session that succeeded was sent.",
                () -> figures.get().sinceRenewed().toMillis() / 1e3);
        gauge("muster_lease_held", "Shards whose lease this node holds.", () -> figures.get()
                .held());
        gauge(
                "muster_lease_waiting",
                "Shards that are to run here and whose lease another node still holds, or that Cassandra has not"
                        + " answered for.",
                () -> figures.get().waiting());
    }

    /** What this node has said to others. */
    public void traffic(Supplier<List<Sent>> sent) {
        registry.register(new TrafficMetrics(sent));
    }

    /** The memory of this process; garbage that was not collected yet is a part of what is used. */
    public void heap(Supplier<MemoryUsage> heap) {
        gauge("muster_heap_used_bytes", "Heap in use, garbage included.", () -> heap.get()
                .getUsed());
        gauge("muster_heap_max_bytes", "Heap that this process may use.", () -> heap.get()
                .getMax());
    }

    /** How many twins are where their samples are read. */
    public void twinShards(Supplier<ShardsHere> shards) {
        GaugeWithCallback.builder()
                .name("muster_twin_shards")
                .help("Shards of twins that this node runs; near: it reads the partition of their sources, too.")
                .labelNames("reader")
                .callback(callback -> {
                    ShardsHere here = shards.get();
                    callback.call(here.near(), "near");
                    callback.call(here.elsewhere(), "elsewhere");
                })
                .register(registry);
    }

    public void ready(BooleanSupplier ready) {
        gauge("muster_ready", "1 once this node was ready, 0 before.", () -> ready.getAsBoolean() ? 1 : 0);
    }

    /** Any other figure that goes up and down; {@code name} ends in its unit, {@code help} is one sentence. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Everything, in Prometheus' text format 0.0.4. */
    public String scrape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(8_192);
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing an array cannot fail", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
