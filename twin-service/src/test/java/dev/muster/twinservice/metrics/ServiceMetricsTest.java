package dev.muster.twinservice.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.PartitionFigures;
import dev.muster.twinservice.placement.ShardsHere;
import dev.muster.twinservice.traffic.SentTraffic.Sent;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{[^}]*})? (\\S+)");
    private static final PartitionFigures BUSY = new PartitionFigures(
            3,
            new PartitionFigures.Offsets(1_000, 1_025, 1_060, 2, 3),
            new PartitionFigures.Counts(
                    10, 4, 3, 2, 1, Map.of(RefusalReason.UNKNOWN_SOURCE, 2L, RefusalReason.OUT_OF_RANGE, 1L)),
            new PartitionFigures.Activity(true, 7, 1, Instant.parse("2030-01-02T03:04:05.500Z"), null));
    private static final PartitionFigures STOPPED = new PartitionFigures(
            4,
            new PartitionFigures.Offsets(0, 5, -1, 0, 0),
            new PartitionFigures.Counts(4, 0, 0, 0, 0, Map.of()),
            new PartitionFigures.Activity(false, 0, 0, null, "offsets lost"));

    @Test
    void shouldShowAccountingOfIngest() {
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.ingest(() -> List.of(BUSY, STOPPED));

        Map<String, Double> samples = samples(metrics.scrape());

        assertThat(samples)
                .containsEntry("muster_ingest_records_total{outcome=\"accepted\",partition=\"3\"}", 10.0)
                .containsEntry("muster_ingest_records_total{outcome=\"duplicate\",partition=\"3\"}", 4.0)
                .containsEntry("muster_ingest_records_total{outcome=\"late\",partition=\"3\"}", 3.0)
                .containsEntry("muster_ingest_records_total{outcome=\"quarantined\",partition=\"3\"}", 2.0)
                .containsEntry("muster_ingest_records_total{outcome=\"rejected\",partition=\"3\"}", 1.0)
                .containsEntry("muster_ingest_received_total{partition=\"3\"}", 20.0)
                .containsEntry("muster_ingest_redelivered_total{partition=\"3\"}", 7.0)
                .containsEntry("muster_ingest_skipped_offsets_total{partition=\"3\"}", 2.0)
                .containsEntry("muster_ingest_elsewhere_offsets_total{partition=\"3\"}", 3.0)
                .containsEntry("muster_ingest_start_offset{partition=\"3\"}", 1_000.0)
                .containsEntry("muster_ingest_next_offset{partition=\"3\"}", 1_025.0)
                .containsEntry("muster_ingest_lag_records{partition=\"3\"}", 35.0)
                .containsEntry("muster_ingest_in_flight_batches{partition=\"3\"}", 1.0)
                .containsEntry("muster_ingest_last_commit_timestamp_seconds{partition=\"3\"}", 1_893_553_445.5)
                .containsEntry("muster_ingest_owned{partition=\"3\"}", 1.0)
                .containsEntry("muster_ingest_stopped{partition=\"3\"}", 0.0)
                .containsEntry("muster_ingest_accounting_closed{partition=\"3\"}", 1.0)
                .containsEntry("muster_ingest_owned{partition=\"4\"}", 0.0)
                .containsEntry("muster_ingest_stopped{partition=\"4\"}", 1.0)
                .containsEntry("muster_ingest_accounting_closed{partition=\"4\"}", 0.0)
                .containsEntry("muster_ingest_refusals_total{reason=\"unknownSource\"}", 2.0)
                .containsEntry("muster_ingest_refusals_total{reason=\"outOfRange\"}", 1.0)
                .containsEntry("muster_ingest_refusals_total{reason=\"malformed\"}", 0.0)
                .doesNotContainKey("muster_ingest_lag_records{partition=\"4\"}")
                .doesNotContainKey("muster_ingest_last_commit_timestamp_seconds{partition=\"4\"}");
    }

    @Test
    void shouldTakeOneSnapshotPerScrapeSoThatSumsClose() {
        AtomicInteger asked = new AtomicInteger();
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.ingest(() -> {
            long accepted = asked.incrementAndGet();
            return List.of(new PartitionFigures(
                    0,
                    new PartitionFigures.Offsets(0, accepted, -1, 0, 0),
                    new PartitionFigures.Counts(accepted, 0, 0, 0, 0, Map.of()),
                    new PartitionFigures.Activity(true, 0, 0, null, null)));
        });

        Map<String, Double> samples = samples(metrics.scrape());

        assertThat(asked).hasValue(1);
        assertThat(samples.get("muster_ingest_received_total{partition=\"0\"}"))
                .isEqualTo(samples.get("muster_ingest_records_total{outcome=\"accepted\",partition=\"0\"}"));
    }

    @Test
    void shouldShowModelReadinessAndWhateverElseRegisters() {
        AtomicInteger position = new AtomicInteger(-1);
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.model(position::get, () -> 600);
        metrics.ready(() -> position.get() >= 0);
        metrics.gauge("muster_twins_live", "Twins awake on this node.", () -> 12);

        assertThat(samples(metrics.scrape()))
                .containsEntry("muster_model_position", -1.0)
                .containsEntry("muster_ready", 0.0);
        position.set(7);
        assertThat(samples(metrics.scrape()))
                .containsEntry("muster_model_position", 7.0)
                .containsEntry("muster_model_assets", 600.0)
                .containsEntry("muster_ready", 1.0)
                .containsEntry("muster_twins_live", 12.0);
    }

    @Test
    void shouldShowWhatLeavesForOtherNodesByKind() {
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.traffic(
                () -> List.of(new Sent("akka.cluster", 3, 300), new Sent("group.GroupMessage.TakePartial", 2, 1_000)));

        assertThat(samples(metrics.scrape()))
                .containsEntry("muster_cluster_messages_sent_total{kind=\"akka.cluster\"}", 3.0)
                .containsEntry("muster_cluster_bytes_sent_total{kind=\"akka.cluster\"}", 300.0)
                .containsEntry("muster_cluster_messages_sent_total{kind=\"group.GroupMessage.TakePartial\"}", 2.0)
                .containsEntry("muster_cluster_bytes_sent_total{kind=\"group.GroupMessage.TakePartial\"}", 1_000.0)
                .hasSize(4);
    }

    @Test
    void shouldShowHowManyTwinsAreWhereTheirSamplesAreRead() {
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.twinShards(() -> new ShardsHere(31, 2));

        assertThat(samples(metrics.scrape()))
                .containsEntry("muster_twin_shards{reader=\"near\"}", 31.0)
                .containsEntry("muster_twin_shards{reader=\"elsewhere\"}", 2.0)
                .hasSize(2);
    }

    @Test
    void shouldShowHeap() {
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.heap(() -> new MemoryUsage(1, 20, 300, 4_000));

        assertThat(samples(metrics.scrape()))
                .containsEntry("muster_heap_used_bytes", 20.0)
                .containsEntry("muster_heap_max_bytes", 4_000.0);
    }

    @Test
    void shouldDescribeEveryMetricOnceAndNameItAsPrometheusDoes() {
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.ingest(() -> List.of(BUSY));
        metrics.model(() -> 1, () -> 1);
        metrics.ready(() -> true);
        metrics.twinShards(() -> new ShardsHere(1, 1));
        metrics.traffic(() -> List.of(new Sent("akka.cluster", 3, 300)));
        metrics.heap(() -> new MemoryUsage(1, 2, 3, 4));
        List<String> helps = new ArrayList<>();
        Map<String, String> types = new HashMap<>();
        Set<String> names = new HashSet<>();

        for (String line : metrics.scrape().lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                helps.add(words[2]);
                assertThat(words[3]).as(line).endsWith(".");
            } else if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            } else {
                names.add(line.replaceAll("[{ ].*", ""));
            }
        }

        assertThat(helps).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(names);
        assertThat(types.keySet()).isEqualTo(names);
        assertThat(types).allSatisfy((name, type) -> {
            assertThat(name).matches("muster_[a-z_]+");
            assertThat(type).as(name).isEqualTo(name.endsWith("_total") ? "counter" : "gauge");
        });
    }

    @Test
    void shouldRefuseSameNameTwice() {
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.ready(() -> true);

        assertThatIllegalStateException().isThrownBy(() -> metrics.ready(() -> true));
    }

    /** By name and labels; fails on a line that is neither a comment nor a sample. */
    private static Map<String, Double> samples(String text) {
        Map<String, Double> samples = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            String labels = sample.group(2) == null ? "" : sample.group(2);
            Double before = samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3)));
            assertThat(before).as("once: %s", line).isNull();
        });
        return samples;
    }
}
