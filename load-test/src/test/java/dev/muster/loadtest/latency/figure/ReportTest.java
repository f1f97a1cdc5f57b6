package dev.muster.loadtest.latency.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final long MS = 1_000_000;
    private static final Kept KEPT = new Kept(1_000, 1_000, Duration.ofMillis(3));

    @Test
    void shouldObjectToARateThatWasNotKept() {
        assertThat(KEPT.objection()).isEmpty();
        assertThat(new Kept(1_000, 990, Duration.ofSeconds(1)).objection()).isEmpty();
        assertThat(new Kept(1_000, 989, Duration.ZERO).objection())
                .contains("Expected 1,000 records/s, none later than 1000 ms, but this program sent 989/s, up to 0 ms"
                        + " late");
        assertThat(new Kept(1_000, 1_000, Duration.ofMillis(1_001)).objection()).isPresent();
    }

    @Test
    void shouldShowAgesWithTheTargetWhereThereIsOne() {
        List<String> lines = Report.of(
                List.of(share(10, Optional.empty(), 100, 1_200), share(50, Optional.empty(), 300, 999)),
                Optional.empty());

        assertThat(lines)
                .startsWith(
                        "| share of capacity | records/s | steps | p50 | p99 | p99.9 | max | p50 by probe | target | |",
                        "|---|---|---|---|---|---|---|---|---|---|",
                        "| 10 % | 1,000 | 3 | 100 ms | **1,200 ms** | 1,200 ms | 1,200 ms | 100 ms to 1,200 ms |  |  |",
                        "| 50 % | 1,000 | 3 | 300 ms | **999 ms** | 999 ms | 999 ms | 300 ms to 999 ms | p99 below 1 s"
                                + " | met |",
                        "")
                .contains(
                        "At 50 % events came every 1,000 ms (median; at most 1,500 ms): with that alone p99 is about"
                                + " 990 ms, however fast the rest is.",
                        "At 50 % 12 records were not read yet at the end; the fleet was 3 ms late at most; 1 events"
                                + " without everybody, 2 without anything current.");
        assertThat(Report.of(List.of(share(50, Optional.empty(), 300, 1_000)), Optional.empty()))
                .anyMatch(line -> line.startsWith("| 50 %") && line.endsWith("| p99 below 1 s | MISSED |"));
    }

    @Test
    void shouldShowNoFigureThatDoesNotCount() {
        List<String> lines = Report.of(
                List.of(share(10, Optional.empty(), 1, 2), share(50, Optional.of("Expected 3 but got 4"), 1, 2)),
                Optional.of(queries(Optional.of("Expected 200 but got 503"), 1)));

        assertThat(lines).noneMatch(line -> line.startsWith("| 50 %")).noneMatch(line -> line.startsWith("| all"));
        assertThat(lines)
                .contains(
                        "NOT COUNTED at 50 %: Expected 3 but got 4",
                        "NOT COUNTED, questions at 50 %: Expected 200 but got 503");
        assertThat(lines.stream().filter(line -> line.startsWith("| 10 %"))).hasSize(2);
    }

    @Test
    void shouldShowAnswersByLevelWithTheTargetForAll() {
        assertThat(Report.of(List.of(), Optional.of(queries(Optional.empty(), 9))))
                .startsWith(
                        "| 1,000 questions/s, 2,000 assets, at 50 % of capacity | answers | p50 | p99 | p99.9 | max |"
                                + " target | |",
                        "|---|---|---|---|---|---|---|---|",
                        "| total of a root | 2 | 1.0 ms | **9.0 ms** | 9.0 ms | 9.0 ms | | |",
                        "| total of a leaf | 1 | 2.5 ms | **2.5 ms** | 2.5 ms | 2.5 ms | | |",
                        "| all | 3 | 2.5 ms | **9.0 ms** | 9.0 ms | 9.0 ms | p99 below 10 ms | met |",
                        "");
        assertThat(Report.of(List.of(), Optional.of(queries(Optional.empty(), 10))))
                .anyMatch(line -> line.startsWith("| all") && line.endsWith("| MISSED |"));
    }

    @Test
    void shouldShowWhoKeptProcessorsBusy() {
        assertThat(Report.of(List.of(share(10, Optional.empty(), 1, 2)), Optional.of(queries(Optional.empty(), 1))))
                .containsSequence(
                        "| processors kept busy, at | Muster | Kafka | all |",
                        "|---|---|---|---|",
                        "| 10 % | 0.50 | 0.25 | 0.75 |",
                        "| 50 % and questions | 1.00 | 0.50 | 1.50 |");
    }

    /** Two probes: one with two steps, one with one. */
    private static ShareFigure share(int percent, Optional<String> wrong, long low, long high) {
        return new ShareFigure(
                percent,
                List.of(new long[] {low * MS, low * MS}, new long[] {high * MS}),
                KEPT,
                new Stream(1_000 * MS, 1_500 * MS, 1, 2),
                12,
                busy(0.5, 0.25),
                wrong);
    }

    private static QueryFigure queries(Optional<String> wrong, long slowest) {
        return new QueryFigure(
                2_000,
                50,
                new Answers(
                        1_000,
                        List.of(Level.ROOT, Level.LEAF, Level.ROOT),
                        new long[] {slowest * MS, 2_500_000, MS},
                        wrong),
                Optional.of(KEPT),
                busy(1, 0.5));
    }

    private static Map<String, Double> busy(double muster, double kafka) {
        Map<String, Double> busy = new LinkedHashMap<>();
        busy.put("Muster", muster);
        busy.put("Kafka", kafka);
        return busy;
    }
}
