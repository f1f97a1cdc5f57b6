package dev.muster.aggregation.recent;

import dev.muster.aggregation.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The points of one signal. A slot lies at its number modulo the capacity, so it needs no room of its own, and one
 * without a point stays empty. The capacity grows with what is kept, up to the most that is. Not thread-safe.
 */
final class TotalsRing {
    static final int CAPACITY_MIN = 16;

    private final int slotsMax;
    private Columns columns = new Columns(0);
    private boolean begun;

    /** From here to the newest every slot is written, be it that it has no point; what lies elsewhere means nothing. */
    private long oldest;

    private long newest;
    private long lastExpected;

    /** @param slotsMax 1 or more */
    TotalsRing(int slotsMax) {
        this.slotsMax = slotsMax;
    }

    /** Somebody should report in {@code slot}. */
    void expectIn(long slot) {
        lastExpected = slot;
    }

    /** The last slot in which somebody should report. */
    long lastExpected() {
        return lastExpected;
    }

    /** How many slots there is room for. */
    int capacity() {
        return columns.expected.length;
    }

    /** {@code slot} is later than those before. */
    void put(long slot, Totals totals) {
        if (!begun || newest <= slot - slotsMax) {
            begun = true;
            oldest = slot;
            newest = slot - 1;
        }
        oldest = Math.max(oldest, slot - slotsMax + 1);
        makeRoom(slot - oldest + 1);
        for (long skipped = newest + 1; skipped < slot; skipped++) {
            columns.expected[columns.index(skipped)] = Columns.NO_POINT;
        }
        columns.put(slot, totals);
        newest = slot;
    }

    /** Those of {@code from} and later, the oldest first. */
    List<RecentPoint> points(long from, long intervalMillis) {
        List<RecentPoint> points = new ArrayList<>();
        if (begun) {
            for (long slot = Math.max(from, oldest); slot <= newest; slot++) {
                if (columns.expected[columns.index(slot)] != Columns.NO_POINT) {
                    points.add(columns.point(slot, intervalMillis));
                }
            }
        }
        return points;
    }

    private void makeRoom(long slots) {
        int capacity = capacity();
        if (slots <= capacity) {
            return;
        }
        long wanted = Math.max(slots, Math.max(CAPACITY_MIN, 2L * capacity));
        Columns wider = new Columns((int) Math.min(slotsMax, wanted));
        for (long slot = oldest; slot <= newest; slot++) {
            wider.copy(slot, columns);
        }
        columns = wider;
    }

    /** 33 bytes a slot. */
    private static final class Columns {
        static final int NO_POINT = -1;

        private final long[] micros;
        private final long[] lowMicros;
        private final long[] highMicros;
        private final int[] expected;
        private final int[] reporting;
        private final boolean[] unbounded;

        Columns(int capacity) {
            micros = new long[capacity];
            lowMicros = new long[capacity];
            highMicros = new long[capacity];
            expected = new int[capacity];
            reporting = new int[capacity];
            unbounded = new boolean[capacity];
        }

        int index(long slot) {
            return Math.floorMod(slot, expected.length);
        }

        void put(long slot, Totals totals) {
            int at = index(slot);
            micros[at] = totals.micros();
            lowMicros[at] = totals.lowMicros();
            highMicros[at] = totals.highMicros();
            expected[at] = totals.expected();
            reporting[at] = totals.reporting();
            unbounded[at] = totals.unbounded() > 0;
        }

        void copy(long slot, Columns from) {
            int source = from.index(slot);
            int at = index(slot);
            micros[at] = from.micros[source];
            lowMicros[at] = from.lowMicros[source];
            highMicros[at] = from.highMicros[source];
            expected[at] = from.expected[source];
            reporting[at] = from.reporting[source];
            unbounded[at] = from.unbounded[source];
        }

        RecentPoint point(long slot, long intervalMillis) {
            int at = index(slot);
            return new RecentPoint(
                    Instant.ofEpochMilli(slot * intervalMillis),
                    micros[at],
                    expected[at],
                    reporting[at],
                    lowMicros[at],
                    highMicros[at],
                    unbounded[at]);
        }
    }
}
