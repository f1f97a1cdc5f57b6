package dev.muster.ingest.deadline.simulation;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** What happens when, in milliseconds since a history began; nothing else moves its time. Ties are broken at random. */
final class Agenda {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final RandomGenerator random;
    private long now;
    private long sequence;

    private record Entry(long at, int tie, long sequence, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            int byTie = byTime == 0 ? Integer.compare(tie, other.tie) : byTime;
            return byTie == 0 ? Long.compare(sequence, other.sequence) : byTie;
        }
    }

    Agenda(RandomGenerator random) {
        this.random = random;
    }

    long now() {
        return now;
    }

    void at(long time, Runnable task) {
        entries.add(new Entry(Math.max(time, now), random.nextInt(), sequence++, task));
    }

    void after(long delay, Runnable task) {
        at(now + delay, task);
    }

    void runUntil(long end) {
        for (Entry first = entries.peek(); first != null && first.at <= end; first = entries.peek()) {
            entries.remove();
            now = first.at;
            first.task.run();
        }
        now = end;
    }
}
