package dev.muster.twinservice.lease;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Time that passes from event to event, and chance; a seed gives one history. */
final class SimulatedTime {
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

    /** In milliseconds. */
    long now() {
        return now;
    }

    void after(long millis, Runnable run) {
        events.add(new Event(now + millis, numbers++, run));
    }

    /** Runs {@code check} after each event. */
    void runFor(long millis, Runnable check) {
        long end = now + millis;
        while (!events.isEmpty() && events.peek().at <= end) {
            Event next = events.remove();
            now = next.at;
            next.run.run();
            check.run();
        }
        now = end;
    }

    /** From now on nothing fails, and everything is quick. */
    void calm() {
        calm = true;
    }

    boolean fails(int perMille) {
        return !calm && random.nextInt(1_000) < perMille;
    }

    /** From 0 to {@code millis}. */
    long upTo(long millis) {
        return millis == 0 ? 0 : random.nextLong(millis + 1);
    }

    int oneOf(int count) {
        return random.nextInt(count);
    }
}
