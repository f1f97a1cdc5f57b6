package dev.muster.ingest.batch;

import java.time.Duration;
import java.util.PriorityQueue;

/** Timers whose time passes only when a test says so. */
final class ManualTimers implements Timers {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nowMs;
    private long number;

    @Override
    public Timer once(Duration delay, Runnable task) {
        Task scheduled = new Task(nowMs + delay.toMillis(), number++, task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    /** Runs what is due within {@code duration}, in the order of time. */
    void advance(Duration duration) {
        long end = nowMs + duration.toMillis();
        while (!tasks.isEmpty() && tasks.peek().atMs <= end) {
            runNext();
        }
        nowMs = end;
    }

    /** Goes to the next task and runs it; whether there was one. */
    boolean runNext() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        nowMs = next.atMs;
        next.task.run();
        return true;
    }

    int pending() {
        return tasks.size();
    }

    private record Task(long atMs, long number, Runnable task) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return atMs != other.atMs ? Long.compare(atMs, other.atMs) : Long.compare(number, other.number);
        }
    }
}
