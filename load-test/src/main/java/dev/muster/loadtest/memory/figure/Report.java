package dev.muster.loadtest.memory.figure;

import static dev.muster.loadtest.bench.figure.Figures.count;
import static dev.muster.loadtest.bench.figure.Figures.number;
import static dev.muster.loadtest.bench.figure.Figures.verdict;

import dev.muster.loadtest.bench.figure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was found, as tables in Markdown that go into docs/performance.md as they are: targets first. */
public final class Report {
    private static final double RATIO_MAX = 1.3;
    private static final int RATIO_SIGNALS = 1;
    private static final double COMPLETE_SECONDS_MAX = 10;
    /** The target of seconds is meant for so many. */
    private static final int COMPLETE_ASSETS = 100_000;

    /** Some may be asked or told something meanwhile; a restart that woke the fleet would wake them all. */
    private static final double AWAKE_SHARE_MAX = 0.01;

    private static final double RECOVERIES_MIN = 2_500;
    private static final int CLASSES = 15;
    private static final double MIB = 1L << 20;
    private static final String NONE = "";

    private final List<TwinFinding> twins;
    private final EntityFinding entities;
    private final List<String> lines = new ArrayList<>();

    private Report(List<TwinFinding> twins, EntityFinding entities) {
        this.twins = twins;
        this.entities = entities;
    }

    public static List<String> of(List<TwinFinding> twins, EntityFinding entities) {
        Report report = new Report(List.copyOf(twins), entities);
        report.targets();
        report.memory();
        report.waking();
        twins.forEach(report::classes);
        return report.lines;
    }

    private void targets() {
        if (!restarted() && twins.stream().noneMatch(twin -> twin.signals() == RATIO_SIGNALS)) {
            return;
        }
        lines.add("| target | wanted | found | |");
        lines.add("|---|---|---|---|");
        for (TwinFinding finding : twins) {
            String of = " (%s)".formatted(title(finding));
            if (finding.signals() == RATIO_SIGNALS) {
                double ratio = finding.twinBytes() / entities.bytes().median();
                target(
                        "heap of a live twin / of an empty entity" + of,
                        "1.3 or less",
                        number(2, ratio),
                        ratio <= RATIO_MAX);
            }
            if (finding.lives().isEmpty()) {
                continue;
            }
            Spread seconds = finding.spread(Life::secondsFromReady);
            target(
                    "s from ready until roots are complete" + of,
                    "10 or less at %,d assets".formatted(COMPLETE_ASSETS),
                    spread(1, seconds),
                    seconds.max() <= COMPLETE_SECONDS_MAX);
            Spread awake = finding.spread(Life::awakeThen);
            target(
                    "twins awake then" + of,
                    "1 % or fewer",
                    spread(0, awake),
                    awake.max() <= AWAKE_SHARE_MAX * finding.assets());
            Spread recoveries = finding.recoveriesPerSecond();
            target("recoveries/s" + of, "2,500 or more", spread(0, recoveries), recoveries.median() >= RECOVERIES_MIN);
        }
        lines.add("");
    }

    private void target(String what, String wanted, String found, boolean met) {
        lines.add("| %s | %s | **%s** | %s |".formatted(what, wanted, found, verdict(met)));
    }

    private void memory() {
        header("heap after full collections");
        row(
                "MiB, nothing loaded",
                twin -> mib(twin.empty()),
                mib(entities.lives().get(0).before()));
        row("MiB with the model, no twin or aggregator awake", twin -> mib(twin.loaded()), NONE);
        row("B per asset of the model", twin -> number(0, twin.modelBytes()), NONE);
        row(
                "MiB with all of them awake",
                twin -> mib(twin.awake()),
                mib(entities.lives().get(0).awake()));
        row("**B per live one, all of it**", twin -> number(0, twin.twinBytes()), spread(0, entities.bytes()));
        row("... came with waking: twin and aggregators", twin -> number(0, twin.wakingBytes()), NONE);
        row("... was there before: deadlines", twin -> number(0, twin.deadlineBytes()), NONE);
        if (restarted()) {
            row("B per twin alone, aggregators being there already", twin -> spread(0, twin.twinAlone()), NONE);
        }
        row("counted as awake", twin -> count(twin.assets()), count(entities.entities()));
        lines.add("");
    }

    private void waking() {
        header("waking");
        row(
                "first: s until all were awake, and persisted an event",
                twin -> number(1, twin.secondsToWake()),
                number(1, entities.secondsToWake()));
        row(
                "... in a second",
                twin -> number(0, twin.assets() / twin.secondsToWake()),
                number(0, entities.entities() / entities.secondsToWake()));
        if (restarted()) {
            restarts();
        }
        lines.add("");
    }

    private boolean restarted() {
        return twins.stream().noneMatch(twin -> twin.lives().isEmpty());
    }

    private void restarts() {
        row("restart: s from start to ready", twin -> spread(1, twin.spread(Life::secondsToReady)), NONE);
        row(
                "... s from start until roots were complete",
                twin -> spread(1, twin.spread(Life::secondsToComplete)),
                NONE);
        row("... s from ready until then", twin -> spread(1, twin.spread(Life::secondsFromReady)), NONE);
        row("... twins awake then", twin -> spread(0, twin.spread(Life::awakeThen)), NONE);
        row("recovery: s until all were awake again", twin -> spread(1, twin.spread(Life::secondsToWake)), NONE);
        row(
                "... in a second",
                twin -> spread(0, twin.recoveriesPerSecond()),
                spread(0, entities.recoveriesPerSecond()));
    }

    private void classes(TwinFinding finding) {
        lines.add("| %s: class, the most bytes first | per live twin | B per live twin |".formatted(title(finding)));
        lines.add("|---|---|---|");
        finding.awake()
                .classes()
                .growth(finding.loaded().classes(), finding.assets(), CLASSES)
                .forEach(share -> lines.add("| `%s` | %s | %s |"
                        .formatted(share.name(), number(2, share.instances()), number(0, share.bytes()))));
        lines.add("");
    }

    private void header(String first) {
        lines.add("| " + first + " |" + cells(Report::title) + " empty entity |");
        lines.add("|---|" + "---|".repeat(twins.size() + 1));
    }

    private void row(String name, Function<TwinFinding, String> cell, String entity) {
        lines.add("| " + name + " |" + cells(cell) + " " + entity + " |");
    }

    private String cells(Function<TwinFinding, String> cell) {
        return twins.stream().map(twin -> " " + cell.apply(twin) + " |").collect(Collectors.joining());
    }

    private static String title(TwinFinding finding) {
        return finding.signals() == 1 ? "1 signal" : finding.signals() + " signals";
    }

    private static String mib(Heap heap) {
        return number(1, heap.used() / MIB);
    }

    /** The median, and behind it the least and the greatest where there are several. */
    private static String spread(int decimals, Spread spread) {
        String median = number(decimals, spread.median());
        return spread.min() == spread.max()
                ? median
                : "%s (%s to %s)".formatted(median, number(decimals, spread.min()), number(decimals, spread.max()));
    }
}
