package dev.muster.ingest.batch;

import java.time.Duration;

/** Runs things later; a simulation's timers run on its own time. */
@FunctionalInterface
public interface Timers {
    /** Runs {@code task} once after {@code delay}, on a thread of the implementer's choice. */
    Timer once(Duration delay, Runnable task);

    /** One thing that is to run later. */
    @FunctionalInterface
    interface Timer {
        /** It does not run any more, unless it already does. */
        void cancel();
    }
}
