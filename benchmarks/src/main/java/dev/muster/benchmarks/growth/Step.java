package dev.muster.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

/**
 * From one point of a curve to the next.
 *
 * @param parameter by what factor the parameter grows
 * @param cost by what factor the median of the time does
 */
record Step(int from, int to, double parameter, double cost) {
    /** The steps between points that go up. */
    static List<Step> between(List<Point> points) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point after = points.get(i);
            steps.add(new Step(
                    before.at(),
                    after.at(),
                    (double) after.at() / before.at(),
                    after.micros().median() / before.micros().median()));
        }
        return steps;
    }

    /** The power of the parameter that the cost grows by: 0 is constant, 1 is proportional, 2 is quadratic. */
    double exponent() {
        return Math.log(cost) / Math.log(parameter);
    }

    boolean bendsUp(double exponentMax) {
        return exponent() > exponentMax;
    }
}
