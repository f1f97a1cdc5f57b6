package dev.muster.loadtest.harness.figure;

import static dev.muster.loadtest.bench.figure.Figures.number;
import static dev.muster.loadtest.bench.figure.Figures.verdict;

import dev.muster.loadtest.bench.figure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was found, as tables in Markdown that go into docs/performance.md as they are: ratios first. */
public final class Report {
    /** What one contender must come to beside another. */
    private record Target(Contender one, Contender other, double min) {}

    private static final List<Target> TARGETS = List.of(
            new Target(Contender.WITHOUT_HISTORY, Contender.BARE, 0.25),
            new Target(Contender.WITHOUT_HISTORY, Contender.STREAMS, 1.5),
            new Target(Contender.COMPLETE, Contender.WITHOUT_HISTORY, 0.5));

    private final List<Turn> turns;
    private final Map<Contender, String> failures;
    private final List<String> lines = new ArrayList<>();

    private Report(List<Turn> turns, Map<Contender, String> failures) {
        this.turns = turns;
        this.failures = failures;
    }

    /**
     * @param turns those of the warm-up do not count
     * @param failures who did not come to the same totals, and why: their figures are not shown
     * @param heaps greatest heap, by contender
     */
    public static List<String> of(List<Turn> turns, Map<Contender, String> failures, Map<Contender, String> heaps) {
        Report report = new Report(turns, failures);
        report.ratios();
        report.rates();
        report.costs();
        report.durability(heaps);
        failures.forEach(
                (contender, failure) -> report.lines.add("NOT SHOWN %s: %s".formatted(contender.title(), failure)));
        return report.lines;
    }

    private void ratios() {
        lines.add("| ratio of medians | | by round | target | |");
        lines.add("|---|---|---|---|---|");
        for (Target target : TARGETS) {
            List<Turn> ones = counted(target.one);
            List<Turn> others = counted(target.other);
            if (ones.isEmpty() || others.isEmpty()) {
                continue;
            }
            double ratio = rates(ones).median() / rates(others).median();
            List<Double> byRound = new ArrayList<>();
            for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
                byRound.add(ones.get(i).perSecond() / others.get(i).perSecond());
            }
            Spread spread = Spread.of(byRound);
            lines.add("| %s / %s | **%s** | %s to %s | %s or more | %s |"
                    .formatted(
                            target.one.title(),
                            target.other.title(),
                            number(3, ratio),
                            number(3, spread.min()),
                            number(3, spread.max()),
                            number(2, target.min),
                            verdict(ratio >= target.min)));
        }
        lines.add("");
    }

    private void rates() {
        lines.add("| contender | records/s, median | min to max | seconds a round, min to max |");
        lines.add("|---|---|---|---|");
        for (Contender contender : Contender.values()) {
            List<Turn> own = counted(contender);
            if (!own.isEmpty()) {
                Spread rates = rates(own);
                Spread seconds = spread(own, Turn::seconds);
                lines.add("| %s | %s | %s to %s | %s to %s |"
                        .formatted(
                                contender.title(),
                                number(0, rates.median()),
                                number(0, rates.min()),
                                number(0, rates.max()),
                                number(1, seconds.min()),
                                number(1, seconds.max())));
            }
        }
        lines.add("");
    }

    private void costs() {
        List<String> processes = turns.stream()
                .flatMap(turn -> turn.processor().keySet().stream())
                .distinct()
                .toList();
        if (processes.isEmpty()) {
            return;
        }
        lines.add("| processor µs per record, median, while ... reads | " + String.join(" | ", processes) + " |");
        lines.add("|---|" + "---|".repeat(processes.size()));
        for (Contender contender : Contender.values()) {
            List<Turn> own = counted(contender);
            if (!own.isEmpty()) {
                List<String> cells = processes.stream()
                        .map(process -> number(
                                1, spread(own, turn -> turn.micros(process)).median()))
                        .toList();
                lines.add("| %s | %s |".formatted(contender.title(), String.join(" | ", cells)));
            }
        }
        lines.add("");
    }

    private void durability(Map<Contender, String> heaps) {
        lines.add("| contender | greatest heap | durability |");
        lines.add("|---|---|---|");
        for (Contender contender : Contender.values()) {
            if (heaps.containsKey(contender)) {
                lines.add("| %s | %s | %s |"
                        .formatted(contender.title(), heaps.getOrDefault(contender, ""), contender.durability()));
            }
        }
        lines.add("");
    }

    private List<Turn> counted(Contender contender) {
        return failures.containsKey(contender)
                ? List.of()
                : turns.stream()
                        .filter(turn -> turn.contender() == contender && turn.round() > 0)
                        .toList();
    }

    private static Spread rates(List<Turn> turns) {
        return spread(turns, Turn::perSecond);
    }

    private static Spread spread(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.stream().map(figure::applyAsDouble).toList());
    }
}
