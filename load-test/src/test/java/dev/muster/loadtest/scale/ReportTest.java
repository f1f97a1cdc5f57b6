package dev.muster.loadtest.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.loadtest.fault.check.Recovery;
import dev.muster.loadtest.scale.Meter.Memory;
import dev.muster.loadtest.scale.Traffic.Count;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final long MIB = 1L << 20;

    @Test
    void shouldShowEachClusterInAColumnOfItsOwn() {
        List<String> report = Report.of(List.of(finding(1, Map.of(), Map.of()), three()));

        assertThat(report)
                .contains(
                        "|  | 1 node | 3 nodes |",
                        "| samples/s | 100 | 100 |",
                        "| messages between nodes per sample, all | 0.000 | 2.500 |",
                        "| ... without those at rest | 0.000 | 2.000 |",
                        "| bytes between nodes per sample, all | 0 | 450 |",
                        "| processor ms of nodes per 1,000 samples, all | 2,000 | 2,000 |",
                        "| % of a core per node at rest | 10.0 | 3.3 |",
                        "| MiB resident per node | 600 | 600 |",
                        "| MiB of live heap per node | 90 | 90 |",
                        "| bytes per record in Kafka, one copy | 80 | 80 |",
                        "| bytes per row in Cassandra, one copy | 50 | 50 |",
                        "| `kill -9` of one: complete after | 12.5 s, 11.0 s | 12.5 s, 11.0 s |",
                        "| stop of one: incomplete for | not measured | not measured |");
        assertThat(report)
                .filteredOn(line -> line.startsWith("| ") && line.contains("per sample, all"))
                .allSatisfy(line -> assertThat(columns(line)).isEqualTo(3));
    }

    @Test
    void shouldShowKindsOfMessagesOfClustersTheLargestShareFirst() {
        List<String> report = Report.of(List.of(finding(1, Map.of(), Map.of()), three()));

        assertThat(report)
                .containsSubsequence(
                        "3 nodes, what goes between them while 100 samples/s come:",
                        "| `twin.AssetTwin.Observe` | 2.0000 | 200 | 400.0 | 0.0 |",
                        "| `akka.cluster` | 0.5000 | 100 | 50.0 | 50.0 |");
        assertThat(report).noneMatch(line -> line.startsWith("1 nodes"));
    }

    @Test
    void shouldWorkOutBothFleetsByTheLargestCluster() {
        List<String> report = Report.of(List.of(three(), finding(1, Map.of(), Map.of())));

        assertThat(report)
                .contains("| symbol | value | from 3 nodes |")
                .contains("| `m` | 2.000 | messages between nodes per sample |")
                .contains("| samples/s | 717 | 10,000,000 |");
        assertThat(report.get(report.size() - 1)).startsWith("| **a month, all of it** | ");
    }

    @Test
    void shouldHaveNothingToSayOfNothing() {
        assertThat(Report.of(List.of())).isEmpty();
    }

    private static int columns(String line) {
        return (int) Arrays.stream(line.split("\\|", -1))
                .filter(cell -> !cell.isEmpty())
                .count();
    }

    private static Finding three() {
        return finding(
                3,
                Map.of("twin.AssetTwin.Observe", new Count(2_000, 400_000), "akka.cluster", new Count(500, 50_000)),
                Map.of("akka.cluster", new Count(500, 50_000)));
    }

    /** 1,000 samples in 10 s, and 10 s without. */
    private static Finding finding(int nodes, Map<String, Count> busy, Map<String, Count> idle) {
        Recovery first = new Recovery(true, Duration.ofMillis(12_500), Duration.ofSeconds(6), 0.6, 3);
        Recovery second = new Recovery(true, Duration.ofSeconds(11), Duration.ofSeconds(5), 0.7, 0);
        return new Finding(
                nodes,
                500,
                new Window(
                        Duration.ofSeconds(10),
                        new Traffic(new TreeMap<>(busy)),
                        1_000,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)),
                new Window(
                        Duration.ofSeconds(10),
                        new Traffic(new TreeMap<>(idle)),
                        0,
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ZERO),
                Collections.nCopies(nodes, new Memory(500 * MIB, 80 * MIB)),
                Collections.nCopies(nodes, new Memory(600 * MIB, 90 * MIB)),
                new DiskUse(120_000, 50_000),
                1_500,
                1_000,
                List.of(first, second),
                List.of());
    }
}
