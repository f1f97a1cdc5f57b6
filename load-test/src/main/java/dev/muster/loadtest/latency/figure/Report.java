package dev.muster.loadtest.latency.figure;

import static dev.muster.loadtest.bench.figure.Figures.number;
import static dev.muster.loadtest.bench.figure.Figures.verdict;

import dev.muster.loadtest.bench.figure.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found, as tables in Markdown that go into docs/performance.md as they are. */
public final class Report {
    private static final int AGE_PERCENT = 50;
    private static final long AGE_MAX_NANOS = 1_000_000_000;
    private static final long ANSWER_MAX_NANOS = 10_000_000;

    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Report() {}

    /** Both in the order of measuring; of those that do not count, only the reason is told. */
    public static List<String> of(List<ShareFigure> shares, Optional<QueryFigure> queries) {
        Report report = new Report();
        report.ages(shares);
        queries.ifPresent(report::answers);
        report.processors(shares, queries);
        report.lines.addAll(report.notes);
        return report.lines;
    }

    private void ages(List<ShareFigure> shares) {
        if (shares.isEmpty()) {
            return;
        }
        lines.add("| share of capacity | records/s | steps | p50 | p99 | p99.9 | max | p50 by probe | target | |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|");
        for (ShareFigure share : shares) {
            share.objection()
                    .ifPresentOrElse(
                            why -> notes.add("NOT COUNTED at %d %%: %s".formatted(share.percent(), why)),
                            () -> age(share));
        }
        lines.add("");
    }

    private void age(ShareFigure share) {
        Percentiles all = share.all();
        List<Long> medians = share.byProbe().stream()
                .map(nanos -> Percentiles.of(nanos).p50())
                .sorted()
                .toList();
        boolean isTarget = share.percent() == AGE_PERCENT;
        lines.add("| %d %% | %s | %s | %s | **%s** | %s | %s | %s to %s | %s | %s |"
                .formatted(
                        share.percent(),
                        number(0, share.kept().kept()),
                        number(0, all.count()),
                        millis(0, all.p50()),
                        millis(0, all.p99()),
                        millis(0, all.p999()),
                        millis(0, all.max()),
                        millis(0, medians.get(0)),
                        millis(0, medians.get(medians.size() - 1)),
                        isTarget ? "p99 below 1 s" : "",
                        isTarget ? verdict(all.p99() < AGE_MAX_NANOS) : ""));
        stream(share);
    }

    /** Who only looks once in a while sees what is new on average half of that time later, and one in a hundred nearly all of it. */
    private void stream(ShareFigure share) {
        Stream stream = share.stream();
        notes.add(
                "At %d %% events came every %s (median; at most %s): with that alone p99 is about %s, however fast the rest is."
                        .formatted(
                                share.percent(),
                                millis(0, stream.gapNanos()),
                                millis(0, stream.gapMaxNanos()),
                                millis(0, stream.gapNanos() * 99 / 100)));
        notes.add(
                "At %d %% %s records were not read yet at the end; the fleet was %s late at most; %d events without everybody, %d without"
                                .formatted(
                                        share.percent(),
                                        number(0, (double) share.unread()),
                                        millis(0, share.kept().behind().toNanos()),
                                        stream.incomplete(),
                                        stream.unavailable())
                        + " anything current.");
    }

    private void answers(QueryFigure queries) {
        Optional<String> objection = queries.objection();
        if (objection.isPresent()) {
            notes.add("NOT COUNTED, questions at %d %%: %s".formatted(queries.percent(), objection.get()));
            return;
        }
        Answers answers = queries.answers();
        lines.add("| %s questions/s, %s assets, at %d %% of capacity | answers | p50 | p99 | p99.9 | max | target | |"
                .formatted(number(0, answers.perSecond()), number(0, queries.assets()), queries.percent()));
        lines.add("|---|---|---|---|---|---|---|---|");
        for (Level level : Level.values()) {
            answers.of(level).ifPresent(some -> lines.add(answer("total of a " + level.word(), some) + " | |"));
        }
        Percentiles all = answers.all();
        lines.add(answer("all", all) + " p99 below 10 ms | %s |".formatted(verdict(all.p99() < ANSWER_MAX_NANOS)));
        lines.add("");
    }

    private static String answer(String what, Percentiles some) {
        return "| %s | %s | %s | **%s** | %s | %s |"
                .formatted(
                        what,
                        number(0, some.count()),
                        millis(1, some.p50()),
                        millis(1, some.p99()),
                        millis(1, some.p999()),
                        millis(1, some.max()));
    }

    private void processors(List<ShareFigure> shares, Optional<QueryFigure> queries) {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        shares.stream()
                .filter(share -> share.objection().isEmpty())
                .forEach(share -> rows.put(share.percent() + " %", share.processors()));
        queries.filter(some -> some.objection().isEmpty())
                .ifPresent(some -> rows.put(some.percent() + " % and questions", some.processors()));
        if (rows.isEmpty()) {
            return;
        }
        List<String> names = List.copyOf(rows.values().iterator().next().keySet());
        lines.add("| processors kept busy, at | " + String.join(" | ", names) + " | all |");
        lines.add("|---|" + "---|".repeat(names.size() + 1));
        rows.forEach((at, busy) -> {
            List<String> cells = names.stream()
                    .map(name -> number(2, busy.getOrDefault(name, 0.0)))
                    .toList();
            double sum = busy.values().stream().mapToDouble(Double::doubleValue).sum();
            lines.add("| %s | %s | %s |".formatted(at, String.join(" | ", cells), number(2, sum)));
        });
        lines.add("");
    }

    private static String millis(int decimals, long nanos) {
        return number(decimals, nanos / 1e6) + " ms";
    }
}
