package dev.muster.twinservice.command.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that a simulation passes: whatever is planned happens in its order, and the clock is there when it does. */
final class SimTime extends Clock {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final PriorityQueue<Planned> plan =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
    private Instant now = START;
    private long planned;

    private record Planned(Instant at, long number, Runnable what) {}

    void in(Duration wait, Runnable what) {
        plan.add(new Planned(now.plus(wait), planned++, what));
    }

    void inMillis(long wait, Runnable what) {
        in(Duration.ofMillis(wait), what);
    }

    void runUntil(Instant end) {
        for (Planned next = plan.peek(); next != null && !next.at().isAfter(end); next = plan.peek()) {
            plan.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Expected UTC but got " + zone);
    }
}
