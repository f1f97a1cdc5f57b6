package dev.muster.benchmarks.growth;

import java.util.Arrays;

/** The least, the middle and the greatest of what was measured several times. */
record Spread(double min, double median, double max) {
    Spread {
        if (!(min > 0 && min <= median && median <= max)) {
            throw new IllegalArgumentException(
                    "Expected a least, a middle and a greatest time but got %s, %s and %s".formatted(min, median, max));
        }
    }

    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
