package dev.muster.twinservice.lease;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Time that never goes back and does not stand still. A machine that is suspended stops the counter of nanoseconds but not the time of
 * day, and the time of day can be set back: of the two, whichever has come further since the last question counts. So it may run fast,
 * which makes a session unsure too early at worst. Thread-safe.
 */
public final class SteadyTime {
    private final LongSupplier counter;
    private final Clock clock;
    private long lastCount;
    private long lastOfDay;
    private long nanos;

    public SteadyTime(LongSupplier counter, Clock clock) {
        this.counter = counter;
        this.clock = clock;
        this.lastCount = counter.getAsLong();
        this.lastOfDay = ofDay();
    }

    /** In nanoseconds, from zero on. */
    public synchronized long nanos() {
        long count = counter.getAsLong();
        long ofDay = ofDay();
        nanos += Math.max(0, Math.max(count - lastCount, ofDay - lastOfDay));
        lastCount = count;
        lastOfDay = ofDay;
        return nanos;
    }

    private long ofDay() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
