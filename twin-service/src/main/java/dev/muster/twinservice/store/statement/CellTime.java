package dev.muster.twinservice.store.statement;

import java.time.Instant;

/** The timestamp that Cassandra orders writes of one cell by. Ours is the device's time, never that of the write. */
public final class CellTime {
    private static final long MICROS_PER_MILLI = 1000;

    private CellTime() {}

    /** Microseconds, which is what Cassandra expects: compaction windows are cut by it. */
    public static long micros(Instant measuredAt) {
        return Math.multiplyExact(measuredAt.toEpochMilli(), MICROS_PER_MILLI);
    }

    /**
     * Milliseconds, negated: on a tie of timestamps Cassandra keeps the cell with the greater bytes, and of two negative
     * numbers that is the one closer to zero, the earlier arrival.
     */
    public static long firstArrivalWins(Instant receivedAt) {
        return -receivedAt.toEpochMilli();
    }

    public static Instant receivedAt(long firstArrivalWins) {
        return Instant.ofEpochMilli(-firstArrivalWins);
    }
}
