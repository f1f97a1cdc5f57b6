package dev.muster.loadtest.harness.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Map<Contender, String> HEAPS =
            Map.of(Contender.BARE, "512 MiB", Contender.WITHOUT_HISTORY, "1024 MiB", Contender.COMPLETE, "1024 MiB");

    @Test
    void shouldBeginWithRatiosOfMediansAndNameTheTargetsThatWereMissed() {
        List<String> lines = Report.of(turns(), Map.of(), HEAPS);

        assertThat(lines)
                .startsWith(
                        "| ratio of medians | | by round | target | |",
                        "|---|---|---|---|---|",
                        // 1,000 / 5 s beside 1,000 / 1 s; rounds: 1/4, 1/5 and 2/6
                        "| Muster without history / bare loop | **0.200** | 0.200 to 0.333 | 0.25 or more | MISSED |",
                        "| Muster complete / Muster without history | **0.500** | 0.400 to 0.600 | 0.50 or more | met |",
                        "");
        assertThat(lines)
                .contains(
                        "| bare loop | 1,000 | 500 to 1,000 | 1.0 to 2.0 |",
                        "| Muster without history | 200 | 167 to 250 | 4.0 to 6.0 |",
                        "| Muster complete | 100 | 100 to 100 | 10.0 to 10.0 |");
        assertThat(String.join("\n", lines)).doesNotContain("Kafka Streams", "NOT SHOWN");
    }

    @Test
    void shouldShowWhatProcessorsDidByRecordAndWhatIsDurable() {
        assertThat(Report.of(turns(), Map.of(), HEAPS))
                .contains(
                        "| processor µs per record, median, while ... reads | itself | Kafka |",
                        "| bare loop | 900.0 | 50.0 |",
                        "| Muster complete | 900.0 | 50.0 |",
                        "| bare loop | 512 MiB | none: totals in memory, offsets are not committed |");
    }

    @Test
    void shouldShowNoFigureOfWhoseTotalsWereOthers() {
        List<String> lines = Report.of(turns(), Map.of(Contender.COMPLETE, "Expected 3 but it shows 4"), HEAPS);

        assertThat(lines).noneMatch(line -> line.startsWith("| Muster complete | 100"));
        assertThat(lines).noneMatch(line -> line.startsWith("| Muster complete / "));
        assertThat(lines).anyMatch(line -> line.startsWith("| Muster without history / bare loop | **0.200**"));
        assertThat(lines).last().isEqualTo("NOT SHOWN Muster complete: Expected 3 but it shows 4");
    }

    /** The warm-up of each would be its best round. */
    private static List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        double[][] seconds = {{0.1, 0.1, 0.1}, {1, 4, 10}, {1, 5, 10}, {2, 6, 10}};
        for (int round = 0; round < seconds.length; round++) {
            turns.add(turn(Contender.BARE, round, seconds[round][0]));
            turns.add(turn(Contender.WITHOUT_HISTORY, round, seconds[round][1]));
            turns.add(turn(Contender.COMPLETE, round, seconds[round][2]));
        }
        return turns;
    }

    private static Turn turn(Contender contender, int round, double seconds) {
        Map<String, Duration> processor = new LinkedHashMap<>();
        processor.put("itself", Duration.ofMillis(900));
        processor.put("Kafka", Duration.ofMillis(50));
        return new Turn(contender, round, 1_000, seconds, processor);
    }
}
