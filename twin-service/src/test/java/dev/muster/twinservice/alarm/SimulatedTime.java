package dev.muster.twinservice.alarm;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Time that passes from event to event, and chance; a seed gives one history. */
final class SimulatedTime {
    /** Not on a minute, and close to the end of one. */
    static final Instant START = Instant.parse("2030-01-02T03:04:55.123Z");

    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long numbers;
    private boolean calm;

    SimulatedTime(long seed) {
        this.random = new Random(seed);
    }

    private record Event(long at, long number, Runnable run) {}

    void after(long millis, Runnable run) {
        events.add(new Event(now + millis, numbers++, run));
    }

    void runFor(long millis) {
        long end = now + millis;
        while (!events.isEmpty() && events.peek().at <= end) {
            Event next = events.remove();
            now = next.at;
            next.run.run();
        }
        now = end;
    }

    Instant instant() {
        return START.plusMillis(now);
    }

    /** From now on nothing fails, and everything is quick. */
    void calm() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    boolean fails(int percent) {
        return !calm && random.nextInt(100) < percent;
    }

    boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From 0 to {@code millis}. */
    long upTo(long millis) {
        return millis == 0 ? 0 : random.nextLong(millis + 1);
    }

    /** A clock that is wrong by so much. */
    Clock clock(long wrongMillis) {
        return new Clock() {
            @Override
            public Instant instant() {
                return SimulatedTime.this.instant().plusMillis(wrongMillis);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
