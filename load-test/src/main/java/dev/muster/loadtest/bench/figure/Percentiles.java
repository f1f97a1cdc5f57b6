package dev.muster.loadtest.bench.figure;

import java.util.Arrays;
import java.util.Locale;

/** Of all that was measured, sorted, without any buckets: each is a time that did occur. In nanoseconds. */
public record Percentiles(int count, long p50, long p99, long p999, long max) {
    public static Percentiles of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("Expected times but got none");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length, at(sorted, 500), at(sorted, 990), at(sorted, 999), sorted[sorted.length - 1]);
    }

    /** In one line. */
    public String told() {
        return String.format(
                Locale.ROOT, "p50 %,.1f ms, p99 %,.1f ms, max %,.1f ms of %,d", p50 / 1e6, p99 / 1e6, max / 1e6, count);
    }

    /** The least that so many thousandths of all do not exceed. */
    private static long at(long[] sorted, int thousandths) {
        long rank = ((long) sorted.length * thousandths + 999) / 1_000;
        return sorted[(int) Math.max(1, rank) - 1];
    }
}
