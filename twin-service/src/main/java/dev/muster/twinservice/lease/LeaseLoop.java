package dev.muster.twinservice.lease;

import java.time.Duration;
import java.util.concurrent.Executor;

/** One thread and one time, so that a simulation can bring its own. */
public interface LeaseLoop extends Executor {
    /** One task at a time, in order. */
    @Override
    void execute(Runnable task);

    void after(Duration delay, Runnable task);

    /** Time that never goes back, from an arbitrary origin; also asked by other threads. */
    long nanos();
}
