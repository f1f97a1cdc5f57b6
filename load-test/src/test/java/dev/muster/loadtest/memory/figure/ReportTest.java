package dev.muster.loadtest.memory.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.loadtest.memory.figure.EntityFinding.EntityLife;
import dev.muster.loadtest.memory.figure.Histogram.Count;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final int ASSETS = 1_024;
    private static final String KEEPER = "dev.muster.ingest.deadline.DeadlineKeeper$";

    /** 1,000 bytes each at first, 1,100 when recovered. */
    private static final EntityFinding ENTITIES = new EntityFinding(
            ASSETS,
            List.of(
                    new EntityLife(heap(0), 0.5, heap(1_000)),
                    new EntityLife(heap(0), 0.25, heap(1_100)),
                    new EntityLife(heap(0), 0.256, heap(1_000))));

    @Test
    void shouldBeginWithTargetsAndSayWhichAreMissed() {
        assertThat(Report.of(List.of(twins(1, 1_172, 9.9, 10, 0.4), twins(10, 2_000, 10.1, 11, 0.5)), ENTITIES))
                .startsWith(
                        "| target | wanted | found | |",
                        "|---|---|---|---|",
                        // 1,172 and 128 of deadlines, beside 1,000
                        "| heap of a live twin / of an empty entity (1 signal) | 1.3 or less | **1.30** | met |",
                        "| s from ready until roots are complete (1 signal) | 10 or less at 100,000 assets | **5.9 (1.9 to 9.9)** | met |",
                        "| twins awake then (1 signal) | 1 % or fewer | **5 (0 to 10)** | met |",
                        "| recoveries/s (1 signal) | 2,500 or more | **2,560** | met |",
                        "| s from ready until roots are complete (10 signals) | 10 or less at 100,000 assets | **6.0 (1.9 to 10.1)** | MISSED |",
                        "| twins awake then (10 signals) | 1 % or fewer | **6 (0 to 11)** | MISSED |",
                        "| recoveries/s (10 signals) | 2,500 or more | **2,048** | MISSED |",
                        "");
        assertThat(Report.of(List.of(twins(1, 1_190, 9, 0, 0.4)), ENTITIES))
                .contains("| heap of a live twin / of an empty entity (1 signal) | 1.3 or less | **1.32** | MISSED |");
    }

    @Test
    void shouldCountDeadlinesThatWereThereBeforeWithTheTwin() {
        assertThat(Report.of(List.of(twins(1, 1_172, 9, 0, 0.4)), ENTITIES))
                .contains(
                        "| heap after full collections | 1 signal | empty entity |",
                        "| MiB, nothing loaded | 0.1 | 0.0 |",
                        "| MiB with the model, no twin or aggregator awake | 0.6 |  |",
                        "| B per asset of the model | 500 |  |",
                        "| MiB with all of them awake | 1.7 | 1.0 |",
                        "| **B per live one, all of it** | 1,300 | 1,000 (1,000 to 1,100) |",
                        "| ... came with waking: twin and aggregators | 1,172 |  |",
                        "| ... was there before: deadlines | 128 |  |",
                        "| B per twin alone, aggregators being there already | 700 |  |",
                        "| counted as awake | 1,024 | 1,024 |");
    }

    @Test
    void shouldShowRatesOfFirstWakingAndOfRecoveryApart() {
        assertThat(Report.of(List.of(twins(1, 1_172, 9, 0, 0.4)), ENTITIES))
                .contains(
                        "| first: s until all were awake, and persisted an event | 0.8 | 0.5 |",
                        "| ... in a second | 1,280 | 2,048 |",
                        "| restart: s from start to ready | 20.0 |  |",
                        "| ... s from start until roots were complete | 25.5 (21.9 to 29.0) |  |",
                        "| recovery: s until all were awake again | 0.4 |  |",
                        "| ... in a second | 2,560 | 4,048 (4,000 to 4,096) |");
    }

    @Test
    void shouldSayNothingOfRestartsWhereThereWereNone() {
        EntityFinding entities =
                new EntityFinding(ASSETS, List.of(ENTITIES.lives().get(0)));

        assertThat(Report.of(List.of(notRestarted(1)), entities))
                .startsWith(
                        "| target | wanted | found | |",
                        "|---|---|---|---|",
                        "| heap of a live twin / of an empty entity (1 signal) | 1.3 or less | **1.30** | met |",
                        "",
                        "| heap after full collections | 1 signal | empty entity |")
                .containsSequence(
                        "| waking | 1 signal | empty entity |",
                        "|---|---|---|",
                        "| first: s until all were awake, and persisted an event | 0.8 | 0.5 |",
                        "| ... in a second | 1,280 | 2,048 |",
                        "")
                .noneMatch(line -> line.contains("alone") || line.contains("recover"));
        assertThat(Report.of(List.of(notRestarted(10)), entities))
                .startsWith("| heap after full collections | 10 signals | empty entity |");
    }

    private static TwinFinding notRestarted(int signals) {
        TwinFinding twins = twins(signals, 1_172, 9, 0, 0.4);
        return new TwinFinding(
                signals, ASSETS, twins.empty(), twins.loaded(), twins.secondsToWake(), twins.awake(), List.of());
    }

    @Test
    void shouldNameTheClassesThatGrewMost() {
        assertThat(Report.of(List.of(twins(1, 1_172, 9, 0, 0.4)), ENTITIES))
                .containsSequence(
                        "| 1 signal: class, the most bytes first | per live twin | B per live twin |",
                        "|---|---|---|",
                        "| `dev.muster.Twin` | 1.00 | 40 |",
                        "| `" + KEEPER + "Deadline` | 0.00 | 0 |");
    }

    private static TwinFinding twins(int signals, int bytes, double seconds, long awakeThen, double toWake) {
        Histogram before = new Histogram(Map.of(
                KEEPER + "Deadline", new Count(ASSETS, ASSETS * 56L), KEEPER + "Due", new Count(ASSETS, ASSETS * 24L)));
        Histogram after = new Histogram(Map.of(
                KEEPER + "Deadline",
                new Count(ASSETS, ASSETS * 56L),
                KEEPER + "Due",
                new Count(ASSETS, ASSETS * 24L),
                "dev.muster.Twin",
                new Count(ASSETS, ASSETS * 40L)));
        return new TwinFinding(
                signals,
                ASSETS,
                heap(100),
                new Heap(600L * ASSETS, before),
                0.8,
                new Heap((600L + bytes) * ASSETS, after),
                List.of(
                        new Life(20, 21.9, 0, heap(800), toWake, heap(1_500)),
                        new Life(20, 20 + seconds, awakeThen, heap(800), toWake, heap(1_500))));
    }

    private static Heap heap(long bytesEach) {
        return new Heap(bytesEach * ASSETS, new Histogram(Map.of("[B", new Count(1, 16))));
    }
}
