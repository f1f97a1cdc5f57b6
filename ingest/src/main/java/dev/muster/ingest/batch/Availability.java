package dev.muster.ingest.batch;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when something that ingest depends on goes away, and once when it is back, however many partitions wait for it.
 * Thread-safe.
 */
public final class Availability {
    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    private final String what;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param what as a reader of the log knows it, for example {@code history} */
    public Availability(String what) {
        this.what = what;
    }

    /** Somebody failed to reach it and waits; to be followed by one {@link #released()}. */
    public void waitedFor(Throwable cause) {
        if (waiting.getAndIncrement() == 0) {
            LOG.warn("{} does not answer, trying again until it does: {}", what, cause.toString());
        }
    }

    /** Somebody who waited has reached it. */
    public void reached() {
        if (waiting.decrementAndGet() == 0) {
            LOG.info("{} answers again", what);
        }
    }

    /** Somebody who waited has stopped waiting. */
    public void released() {
        waiting.decrementAndGet();
    }

    /** Whether somebody waits for it now. */
    public boolean isAway() {
        return waiting.get() > 0;
    }

    @Override
    public String toString() {
        return what;
    }
}
