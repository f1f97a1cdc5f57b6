package dev.muster.twinservice.twin;

import dev.muster.aggregation.StatusRegister;
import org.jspecify.annotations.Nullable;

/**
 * The one status that still has to be stored: a newer one takes its place, and only one write is under way at a time, so
 * that writes never overtake each other. Used by one actor alone.
 */
final class StatusOutbox {
    private @Nullable StatusRegister pending;
    private boolean writing;
    private int failures;

    /** From now on this is the status to store. */
    void offer(StatusRegister status) {
        pending = status;
    }

    /** What to write now; {@code null}: nothing, or a write is under way. */
    @Nullable
    StatusRegister take() {
        StatusRegister taken = pending;
        if (writing || taken == null) {
            return null;
        }
        writing = true;
        return taken;
    }

    /** The write of {@code status} succeeded. */
    void stored(StatusRegister status) {
        writing = false;
        failures = 0;
        if (status.equals(pending)) {
            pending = null;
        }
    }

    /** The write failed: {@link #take()} after a wait. Returns the failures in a row. */
    int failed() {
        failures++;
        return failures;
    }

    /** The wait after a failure is over. */
    void retry() {
        writing = false;
    }
}
