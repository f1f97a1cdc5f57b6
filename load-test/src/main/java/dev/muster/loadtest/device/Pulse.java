package dev.muster.loadtest.device;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a fleet report again and again at a fixed rate, on a thread of its own. A report that fails is remembered and does not
 * stop the next: devices try on while Kafka is away.
 */
public final class Pulse implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread beat = new Thread(task, "fleet-pulse");
        beat.setDaemon(true);
        return beat;
    });
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<Throwable> lastFailure = new AtomicReference<>();

    private Pulse() {}

    public static Pulse start(DeviceFleet fleet, Duration interval) {
        Pulse pulse = new Pulse();
        pulse.thread.scheduleAtFixedRate(() -> pulse.beat(fleet), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return pulse;
    }

    /** How many reports of the whole fleet Kafka has. */
    public long done() {
        return done.get();
    }

    /** Of the last report, if it failed. */
    public Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure.get());
    }

    private void beat(DeviceFleet fleet) {
        CompletableFuture<Void> sent;
        try {
            sent = fleet.tick();
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        sent.whenComplete((nothing, failure) -> {
            lastFailure.set(failure);
            if (failure == null) {
                done.incrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
