package dev.muster.loadtest.latency;

/**
 * When what is due: evenly from a start on, and by the start alone, so that whoever was late once is not late for ever.
 *
 * @param startNanos of {@link System#nanoTime}
 */
record Pace(long startNanos, double perSecond) {
    private static final double NANOS = 1e9;

    Pace {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("Expected a pace above 0/s but got " + perSecond);
        }
    }

    /** How many are due by now; the first one at once. */
    long due(long nowNanos) {
        long elapsed = nowNanos - startNanos;
        return elapsed < 0 ? 0 : (long) Math.floor(elapsed * perSecond / NANOS) + 1;
    }

    /** When the one of this number, from 0, is due. */
    long at(long number) {
        return startNanos + Math.round(number * NANOS / perSecond);
    }
}
