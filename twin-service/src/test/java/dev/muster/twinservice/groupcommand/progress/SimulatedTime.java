package dev.muster.twinservice.groupcommand.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only from one thing that happens to the next. */
final class SimulatedTime {
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
    private Instant now = GroupFixtures.START;
    private long number;

    private record Planned(Instant at, long number, Runnable what) {}

    Instant now() {
        return now;
    }

    void at(Instant when, Runnable what) {
        planned.add(new Planned(when.isBefore(now) ? now : when, number++, what));
    }

    void in(Duration wait, Runnable what) {
        at(now.plus(wait), what);
    }

    /** Until nothing is left to happen, or {@code end} is reached. */
    void run(Instant end) {
        for (Planned next = planned.poll(); next != null && !next.at().isAfter(end); next = planned.poll()) {
            now = next.at();
            next.what().run();
        }
    }
}
