package dev.muster.benchmarks.growth.plot;

import java.util.List;

/**
 * What one line of a plot shows.
 *
 * @param label empty: it is the only one
 * @param dots from the left to the right, at least one
 */
public record Line(String label, List<Dot> dots) {
    /** One value, and the least and the greatest that it was found to be. */
    public record Dot(double x, double min, double y, double max) {}

    public Line {
        dots = List.copyOf(dots);
    }
}
