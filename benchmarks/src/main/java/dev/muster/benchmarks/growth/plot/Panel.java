package dev.muster.benchmarks.growth.plot;

import java.util.List;
import java.util.stream.Stream;

/**
 * One diagram of a plot.
 *
 * @param title what the vertical axis shows, with its unit
 */
public record Panel(String title, List<Line> lines) {
    public Panel {
        lines = List.copyOf(lines);
    }

    /** Where lines and dots go between two heights. */
    Scale heights(double bottom, double top) {
        return Scale.around(
                dots().mapToDouble(Line.Dot::min).min().orElse(0),
                dots().mapToDouble(Line.Dot::max).max().orElse(1),
                bottom,
                top);
    }

    Stream<Line.Dot> dots() {
        return lines.stream().flatMap(line -> line.dots().stream());
    }
}
