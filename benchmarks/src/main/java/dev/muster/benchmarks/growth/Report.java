package dev.muster.benchmarks.growth;

import dev.muster.benchmarks.growth.Measured.MeasuredSeries;
import dev.muster.benchmarks.growth.plot.Figures;
import dev.muster.benchmarks.growth.plot.Line;
import dev.muster.benchmarks.growth.plot.Panel;
import dev.muster.benchmarks.growth.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was found of a curve: as a table in Markdown, as a picture, and as lines of figures separated by commas. */
final class Report {
    static final String CSV_HEAD =
            "curve,of,parameter,value,us_median,us_min,us_max,bytes,collecting,partials_per_sample,exponent";

    private Report() {}

    /** The table, and below it where the curve bends up. */
    static List<String> markdown(Measured measured) {
        Curve curve = measured.curve();
        boolean several = measured.series().size() > 1;
        boolean told = measured.series().stream()
                .flatMap(series -> series.points().stream())
                .anyMatch(point -> point.partials() != null);
        List<String> lines = new ArrayList<>();
        lines.add("### " + curve.title());
        lines.add("![%s](performance/%s.svg)".formatted(curve.title(), curve.id()));
        lines.add("");
        lines.add("%s| %s | µs, median (min to max) | cost | exponent | bytes allocated | GC pauses |%s"
                .formatted(several ? "| of " : "", curve.axis().title(), told ? " partials told |" : ""));
        lines.add("|---".repeat(6 + (several ? 1 : 0) + (told ? 1 : 0)) + "|");
        for (MeasuredSeries series : measured.series()) {
            rows(lines, series, several, told);
        }
        lines.add("");
        if (!curve.fixed().isEmpty()) {
            lines.add("With "
                    + new TreeMap<>(curve.fixed())
                            .entrySet().stream()
                                    .map(one -> "%s = %,d".formatted(one.getKey(), one.getValue()))
                                    .collect(Collectors.joining(", "))
                    + ".");
        }
        List<String> bends = measured.bends();
        lines.addAll(bends.isEmpty() ? List.of("Bends up nowhere.") : bends);
        lines.add("");
        return lines;
    }

    private static void rows(List<String> lines, MeasuredSeries series, boolean several, boolean told) {
        Map<Integer, Step> steps = series.steps().stream().collect(Collectors.toMap(Step::to, step -> step));
        for (Point point : series.points()) {
            Step step = steps.get(point.at());
            StringBuilder row = new StringBuilder(
                    several ? "| %s ".formatted(series.series().label()) : "");
            row.append("| %,d | %s (%s to %s) | "
                    .formatted(
                            point.at(),
                            Figures.of(point.micros().median()),
                            Figures.of(point.micros().min()),
                            Figures.of(point.micros().max())));
            row.append(
                    step == null
                            ? " | |"
                            : "× %s for × %s | %s%s |"
                                    .formatted(
                                            two(step.cost()),
                                            Figures.of(step.parameter()),
                                            two(step.exponent()),
                                            step.bendsUp(series.series().exponentMax()) ? " BENDS UP" : ""));
            row.append(" %s | %s %% |".formatted(Figures.of(point.bytes()), one(100 * point.collecting())));
            if (told) {
                Double partials = point.partials();
                row.append(partials == null ? " |" : " %s |".formatted(two(partials)));
            }
            lines.add(row.toString());
        }
    }

    /** All figures, as they were measured. */
    static List<String> csv(Measured measured) {
        List<String> lines = new ArrayList<>();
        lines.add(CSV_HEAD);
        for (MeasuredSeries series : measured.series()) {
            Map<Integer, Step> steps = series.steps().stream().collect(Collectors.toMap(Step::to, step -> step));
            for (Point point : series.points()) {
                Step step = steps.get(point.at());
                Double partials = point.partials();
                lines.add(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%d,%.4f,%.4f,%.4f,%.0f,%.4f,%s,%s",
                        measured.curve().id(),
                        series.series().method(),
                        measured.curve().axis().parameter(),
                        point.at(),
                        point.micros().median(),
                        point.micros().min(),
                        point.micros().max(),
                        point.bytes(),
                        point.collecting(),
                        partials == null ? "" : String.format(Locale.ROOT, "%.4f", partials),
                        step == null ? "" : two(step.exponent())));
            }
        }
        return lines;
    }

    static Plot plot(Measured measured) {
        boolean several = measured.series().size() > 1;
        return new Plot(
                measured.curve().title(),
                measured.curve().axis().title(),
                List.of(
                        new Panel(
                                "µs for one (median; bars from the least to the greatest)",
                                lines(measured, several, Report::timed)),
                        new Panel("bytes allocated for one", lines(measured, several, Report::exactly))));
    }

    private static List<Line> lines(Measured measured, boolean several, Function<Point, Line.Dot> dot) {
        return measured.series().stream()
                .map(series -> new Line(
                        several ? series.series().label() : "",
                        series.points().stream().map(dot).toList()))
                .toList();
    }

    private static Line.Dot timed(Point point) {
        Spread micros = point.micros();
        return new Line.Dot(point.at(), micros.min(), micros.median(), micros.max());
    }

    private static Line.Dot exactly(Point point) {
        return new Line.Dot(point.at(), point.bytes(), point.bytes(), point.bytes());
    }

    static String two(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    private static String one(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
