package dev.muster.ingest.batch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Whether a partition has work, and whether anything moves in it; what a watch needs to tell stuck from silent. Thread-safe. */
public final class Progress {
    private final AtomicInteger batchesInFlight = new AtomicInteger();
    private final AtomicLong marks = new AtomicLong();

    /** A batch was taken in. */
    public void begun() {
        batchesInFlight.incrementAndGet();
        moved();
    }

    /** A batch is done. */
    public void ended() {
        batchesInFlight.decrementAndGet();
        moved();
    }

    /** Something moved: an attempt at a port, an answer. */
    public void moved() {
        marks.incrementAndGet();
    }

    public int batchesInFlight() {
        return batchesInFlight.get();
    }

    /** Grows whenever something moves. */
    public long marks() {
        return marks.get();
    }
}
