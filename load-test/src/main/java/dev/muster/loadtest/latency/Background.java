package dev.muster.loadtest.latency;

import dev.muster.loadtest.latency.figure.Kept;
import dev.muster.loadtest.service.ServiceFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** All that are no probes report at an even rate, a few of them at a time. Started and stopped by one thread. */
final class Background {
    /** From one group of records to the next: tens of records where there are tens of thousands a second. */
    private static final Duration LOOK_AFTER = Duration.ofMillis(2);

    private final Fleet fleet;
    private final Sender sender;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private volatile boolean stopping;
    private long startedAt;
    private double perSecond;
    private CompletableFuture<Long> latest = CompletableFuture.completedFuture(0L);
    private volatile long sent;

    Background(Fleet fleet, Sender sender, Clock clock) {
        this(fleet, sender, clock, System::nanoTime);
    }

    /** {@code nanoTime}: what the rate is kept by. */
    Background(Fleet fleet, Sender sender, Clock clock, LongSupplier nanoTime) {
        this.fleet = fleet;
        this.sender = sender;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Everybody once, as fast as can be; returns when Kafka has it. Returns how many. */
    int reportAll() {
        for (int i = 0; i < fleet.others(); i++) {
            sender.send(fleet.next(clock.instant()));
        }
        for (int probe = 0; probe < fleet.probes().size(); probe++) {
            sender.send(fleet.standing(probe, clock.instant()));
        }
        sender.flush();
        return fleet.others() + fleet.probes().size();
    }

    /** From now on, on a thread of its own. */
    void start(double rate) {
        stopping = false;
        sent = 0;
        perSecond = rate;
        startedAt = nanoTime.getAsLong();
        Pace pace = new Pace(startedAt, rate);
        CompletableFuture<Long> work = new CompletableFuture<>();
        latest = work;
        Thread thread = new Thread(
                () -> {
                    try {
                        work.complete(run(pace));
                    } catch (RuntimeException e) {
                        work.completeExceptionally(e);
                    }
                },
                "background");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the longest that a record was behind its time. */
    private long run(Pace pace) {
        long behind = 0;
        long count = 0;
        while (!stopping) {
            long now = nanoTime.getAsLong();
            long due = pace.due(now);
            if (count < due) {
                behind = Math.max(behind, now - pace.at(count));
                // One moment for all of them, which come together.
                Instant at = clock.instant();
                for (; count < due && !stopping; count++) {
                    sender.send(fleet.next(at));
                }
                sent = count;
            }
            LockSupport.parkNanos(LOOK_AFTER.toNanos());
        }
        // What is due and was not sent is behind, too.
        long now = nanoTime.getAsLong();
        return count < pace.due(now) ? Math.max(behind, now - pace.at(count)) : behind;
    }

    /** Since it was started. */
    long sent() {
        return sent;
    }

    /** Returns when Kafka has what was sent; how the rate was kept. */
    Kept stop() {
        stopping = true;
        long behind;
        try {
            behind = latest.join();
        } catch (CompletionException e) {
            throw new ServiceFailure("Expected the fleet to go on reporting but got: " + e.getCause());
        }
        double seconds = (nanoTime.getAsLong() - startedAt) / 1e9;
        sender.flush();
        return new Kept(perSecond, sent / seconds, Duration.ofNanos(behind));
    }
}
