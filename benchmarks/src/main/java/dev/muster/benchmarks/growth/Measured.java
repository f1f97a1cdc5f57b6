package dev.muster.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

/** All that was found of one curve. */
record Measured(Curve curve, List<MeasuredSeries> series) {
    record MeasuredSeries(Curve.Series series, List<Point> points) {
        MeasuredSeries {
            points = List.copyOf(points);
        }

        List<Step> steps() {
            return Step.between(points);
        }
    }

    Measured {
        series = List.copyOf(series);
    }

    /** Where it grows faster than it is expected to, in a sentence each. */
    List<String> bends() {
        List<String> bends = new ArrayList<>();
        for (MeasuredSeries one : series) {
            double most = one.series().exponentMax();
            one.steps().stream()
                    .filter(step -> step.bendsUp(most))
                    .forEach(step -> bends.add("BENDS UP: %s, %s, from %,d to %,d: exponent %s, expected at most %s"
                            .formatted(
                                    curve.id(),
                                    one.series().label(),
                                    step.from(),
                                    step.to(),
                                    Report.two(step.exponent()),
                                    Report.two(most))));
        }
        return bends;
    }
}
