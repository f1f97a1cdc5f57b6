package dev.muster.twinservice.lease.sharding;

import dev.muster.twinservice.lease.LeaseLoop;
import dev.muster.twinservice.lease.SteadyTime;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own: renewals must not wait behind twins. It never ends, but keeps no process alive. */
final class LeaseThread implements LeaseLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseThread.class);

    private final ScheduledThreadPoolExecutor executor;
    private final SteadyTime time;

    LeaseThread(Clock clock) {
        this.time = new SteadyTime(System::nanoTime, clock);
        this.executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "leases");
                    thread.setDaemon(true);
                    return thread;
                },
                new DiscardPolicy());
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> run(task));
    }

    @Override
    public void after(Duration delay, Runnable task) {
        var unused = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    /** Otherwise the executor would swallow what fails. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("Expected nothing of leases to fail but it did", e);
        }
    }
}
