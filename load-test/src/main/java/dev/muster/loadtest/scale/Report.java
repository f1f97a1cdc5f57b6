package dev.muster.loadtest.scale;

import static dev.muster.loadtest.bench.figure.Figures.count;
import static dev.muster.loadtest.bench.figure.Figures.number;

import dev.muster.loadtest.fault.check.Recovery;
import dev.muster.loadtest.scale.sizing.Assumptions;
import dev.muster.loadtest.scale.sizing.Demand;
import dev.muster.loadtest.scale.sizing.Measured;
import dev.muster.loadtest.scale.sizing.Prices;
import dev.muster.loadtest.scale.sizing.Sizing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was found, as tables in Markdown that go into docs/scaling.md as they are. */
final class Report {
    private static final int KINDS_MAX = 12;
    private static final double MIB = 1L << 20;
    private static final double GIB = 1L << 30;

    private final List<Finding> findings;
    private final List<String> lines = new ArrayList<>();

    private Report(List<Finding> findings) {
        this.findings = findings;
    }

    static List<String> of(List<Finding> findings) {
        Report report = new Report(findings);
        if (findings.isEmpty()) {
            return report.lines;
        }
        report.clusters();
        findings.stream().filter(finding -> finding.nodes() > 1).forEach(report::kinds);
        findings.stream().max(Comparator.comparingInt(Finding::nodes)).ifPresent(largest -> {
            report.constants(largest.measured());
            report.sizes(largest.measured());
        });
        return report.lines;
    }

    private void clusters() {
        header("", findings, finding -> finding.nodes() == 1 ? "1 node" : finding.nodes() + " nodes");
        row("samples/s", f -> number(0, f.busy().perSecond(Window::records)));
        row("messages between nodes per sample, all", f -> number(3, f.busy().perSample(Window::messages)));
        row("... without those at rest", f -> number(3, f.busy().marginalPerSample(f.idle(), Window::messages)));
        row("bytes between nodes per sample, all", f -> number(0, f.busy().perSample(Window::bytes)));
        row("... without those at rest", f -> number(0, f.busy().marginalPerSample(f.idle(), Window::bytes)));
        row("messages/s between nodes at rest", f -> number(1, f.idle().perSecond(Window::messages)));
        row("kB/s between nodes at rest", f -> number(1, f.idle().perSecond(Window::bytes) / 1e3));
        processor("nodes", Window::nodes);
        processor("Kafka", Window::kafka);
        processor("Cassandra", Window::cassandra);
        row("% of a core per node at rest", f -> number(1, f.measured().coresAtRest() * 100));
        row("MiB resident per node", f -> number(0, f.residentPerNode() / MIB));
        row("MiB of live heap per node", f -> number(0, f.livePerNode() / MIB));
        row("kB of live heap per awake asset, all nodes", f -> number(1, f.twinBytes() / 1e3));
        row("bytes per record in Kafka, one copy", f -> number(0, f.kafkaBytes()));
        row("bytes per row in Cassandra, one copy", f -> number(0, f.rowBytes()));
        row("`kill -9` of one: complete after", f -> seconds(f.kills(), Recovery::after));
        row("... dip to", f -> depth(f.kills()));
        row("stop of one: incomplete for", f -> seconds(f.stops(), Recovery::lasted));
        row("... dip to", f -> depth(f.stops()));
        lines.add("");
    }

    private void processor(String whose, Function<Window, Duration> time) {
        row(
                "processor ms of %s per 1,000 samples, all".formatted(whose),
                f -> number(0, 1_000 * f.busy().perSample(Window.millis(time))));
        row(
                "... without those at rest",
                f -> number(0, 1_000 * f.busy().marginalPerSample(f.idle(), Window.millis(time))));
    }

    /** By kind, the most bytes first. */
    private void kinds(Finding finding) {
        Window busy = finding.busy();
        lines.add("%d nodes, what goes between them while %s samples/s come:"
                .formatted(finding.nodes(), number(0, busy.perSecond(Window::records))));
        lines.add("");
        lines.add("| kind | messages per sample | bytes per message | bytes per sample | messages/s at rest |");
        lines.add("|---|---|---|---|---|");
        List<String> kinds = busy.traffic().byKind().entrySet().stream()
                .sorted(Comparator.comparing(kind -> -kind.getValue().bytes()))
                .map(kind -> kind.getKey())
                .toList();
        for (String kind : kinds.subList(0, Math.min(KINDS_MAX, kinds.size()))) {
            Traffic.Count count = busy.traffic().byKind().getOrDefault(kind, Traffic.Count.ZERO);
            Traffic.Count rest = finding.idle().traffic().byKind().getOrDefault(kind, Traffic.Count.ZERO);
            lines.add("| `%s` | %s | %s | %s | %s |"
                    .formatted(
                            kind,
                            number(4, (double) count.messages() / busy.records()),
                            number(0, count.messages() == 0 ? 0 : (double) count.bytes() / count.messages()),
                            number(1, (double) count.bytes() / busy.records()),
                            number(1, rest.messages() / finding.idle().seconds())));
        }
        lines.add("");
    }

    private void constants(Measured measured) {
        lines.add("| symbol | value | from %d nodes |".formatted(measured.nodes()));
        lines.add("|---|---|---|");
        constant("c", number(0, measured.nodeMicros()), "µs of processor of all nodes per sample");
        constant("c0", number(3, measured.coresAtRest()), "cores of a node at rest");
        constant("ck", number(0, measured.kafkaMicros()), "µs of Kafka per sample and copy");
        constant("cc", number(0, measured.cassandraMicros()), "µs of Cassandra per sample and copy");
        constant("m", number(3, measured.messagesBetween()), "messages between nodes per sample");
        constant("b", number(0, measured.bytesBetween()), "bytes between nodes per sample");
        constant("b0", number(0, measured.bytesBetweenAtRest()), "bytes/s that a node sends at rest");
        constant("k", number(0, measured.kafkaBytes()), "bytes per record in Kafka, one copy");
        constant("r", number(0, measured.rowBytes()), "bytes per row in Cassandra, one copy");
        constant("t", number(0, measured.twinBytes()), "bytes of heap per awake asset");
        constant("h0", number(0, measured.baseBytes() / MIB) + " MiB", "heap of a node without assets");
        lines.add("");
    }

    private void constant(String symbol, String value, String what) {
        lines.add("| `%s` | %s | %s |".formatted(symbol, value, what));
    }

    private void sizes(Measured measured) {
        List<Demand> demands = List.of(Demand.METERS, Demand.WORLD);
        List<Sizing> sizes = demands.stream()
                .map(demand -> Sizing.of(demand, measured, Assumptions.DOCUMENTED, Prices.ROUND))
                .toList();
        lines.add("| |"
                + demands.stream().map(demand -> " " + demand.name() + " |").collect(Collectors.joining()));
        lines.add("|---|---|---|");
        size("samples/s", sizes, s -> number(0, s.samplesPerSecond()));
        size("rows a month", sizes, s -> number(0, s.rowsPerMonth() / 1e6) + " million");
        size("nodes by processor", sizes, s -> count(s.nodesByProcessor()));
        size("nodes by memory", sizes, s -> s.nodesByMemory() == 0 ? "does not fit" : count(s.nodesByMemory()));
        size("nodes, spare ones included", sizes, s -> count(s.nodes()));
        size("GiB of live heap per node", sizes, s -> number(2, s.liveBytes() / GIB));
        size("shards of twins", sizes, s -> count(s.shards()));
        size("partitions of telemetry", sizes, s -> count(s.partitions()));
        size("Kafka: brokers", sizes, s -> count(s.brokers()));
        size("Kafka: GiB of disk", sizes, s -> number(0, s.kafkaDisk() / GIB));
        size("Cassandra: nodes", sizes, s -> count(s.cassandras()));
        size("Cassandra: GiB of disk", sizes, s -> number(0, s.cassandraDisk() / GIB));
        size("MB/s between nodes of Muster", sizes, s -> number(2, s.betweenBytes() / 1e6));
        size("GiB a month between zones", sizes, s -> number(0, s.crossBytes() / GIB));
        size("a month: Muster", sizes, s -> number(0, s.cost().muster()));
        size("a month: Kafka", sizes, s -> number(0, s.cost().kafka()));
        size("a month: Cassandra", sizes, s -> number(0, s.cost().cassandra()));
        size("a month: network", sizes, s -> number(0, s.cost().network()));
        size("**a month, all of it**", sizes, s -> number(0, s.cost().total()));
    }

    private void size(String name, List<Sizing> sizes, Function<Sizing, String> cell) {
        lines.add("| " + name + " |"
                + sizes.stream().map(s -> " " + cell.apply(s) + " |").collect(Collectors.joining()));
    }

    private void header(String first, List<Finding> columns, Function<Finding, String> title) {
        lines.add("| " + first + " |"
                + columns.stream().map(c -> " " + title.apply(c) + " |").collect(Collectors.joining()));
        lines.add("|---|" + "---|".repeat(columns.size()));
    }

    private void row(String name, Function<Finding, String> cell) {
        lines.add("| " + name + " |"
                + findings.stream().map(f -> " " + cell.apply(f) + " |").collect(Collectors.joining()));
    }

    private static String seconds(List<Recovery> recoveries, Function<Recovery, Duration> time) {
        return recoveries.isEmpty()
                ? "not measured"
                : recoveries.stream()
                        .map(recovery -> number(1, time.apply(recovery).toMillis() / 1e3) + " s")
                        .collect(Collectors.joining(", "));
    }

    private static String depth(List<Recovery> recoveries) {
        return recoveries.isEmpty()
                ? "not measured"
                : recoveries.stream()
                        .map(recovery -> number(0, 100 * recovery.depth()) + " %")
                        .collect(Collectors.joining(", "));
    }
}
