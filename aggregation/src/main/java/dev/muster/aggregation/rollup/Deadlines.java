package dev.muster.aggregation.rollup;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Which items are due, without looking at all of them and without touching the heap when a deadline moves later, which
 * it does with every value that arrives: an item stays queued under its old deadline and is queued again under the new
 * one when the old comes up. An item is in the heap at most once per deadline that moved <em>earlier</em>.
 *
 * <p>Who is looked at again and again waits in a queue beside the heap, which costs no comparisons: 100,000 items that are
 * all due again in a second come in the order of their deadlines anyway. Not thread-safe.
 */
final class Deadlines {
    /** No deadline; after all others. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Instant BEYOND_ALL_CLOCKS = Instant.parse("+100000-01-01T00:00:00Z");
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The first whole millisecond at or after {@code deadline}; {@link #NEVER} for one beyond all clocks. */
    static long atMillis(Instant deadline) {
        return deadline.isBefore(BEYOND_ALL_CLOCKS)
                ? deadline.plusNanos(NANOS_PER_MILLI - 1).toEpochMilli()
                : NEVER;
    }

    /** Something that wants to be looked at when its time has come. */
    abstract static class Item {
        private long queuedMillis = NEVER;

        /** When this item is due as things stand, in epoch milliseconds, or {@link #NEVER}. */
        abstract long dueMillis();
    }

    private record Entry(long atMillis, Item item) {}

    /** Longest time between two looks at an item that waits in the queue: a later one would make the others wait. */
    private static final long SOON_MILLIS = 1_000;

    /** By deadline, the earliest first. */
    private final Deque<Entry> soon = new ArrayDeque<>();

    private final PriorityQueue<Entry> heap = new PriorityQueue<>(Comparator.comparingLong(Entry::atMillis));

    /** Call after the deadline of {@code item} may have changed. */
    void schedule(Item item) {
        long due = item.dueMillis();
        if (due < item.queuedMillis) {
            item.queuedMillis = due;
            heap.add(new Entry(due, item));
        }
    }

    /** Hands over each item whose deadline is {@code nowMillis} or before. */
    void expire(long nowMillis, Consumer<Item> expired) {
        Queue<Entry> queue = earlier();
        Entry first = queue.peek();
        while (first != null && first.atMillis <= nowMillis) {
            queue.remove();
            Item item = first.item;
            // Otherwise this entry was overtaken by one for an earlier deadline.
            if (item.queuedMillis == first.atMillis) {
                item.queuedMillis = NEVER;
                if (item.dueMillis() <= nowMillis) {
                    expired.accept(item);
                }
                scheduleAgain(item, nowMillis);
            }
            queue = earlier();
            first = queue.peek();
        }
    }

    int size() {
        return heap.size() + soon.size();
    }

    private Queue<Entry> earlier() {
        Entry inHeap = heap.peek();
        Entry inQueue = soon.peek();
        return inQueue == null || (inHeap != null && inHeap.atMillis < inQueue.atMillis) ? heap : soon;
    }

    private void scheduleAgain(Item item, long nowMillis) {
        long due = item.dueMillis();
        // What is still due was handed over just now: it is queued again when its deadline moves.
        if (due <= nowMillis || due == NEVER) {
            return;
        }
        Entry last = soon.peekLast();
        if (due < item.queuedMillis && due - nowMillis <= SOON_MILLIS && (last == null || last.atMillis <= due)) {
            item.queuedMillis = due;
            soon.add(new Entry(due, item));
        } else {
            schedule(item);
        }
    }
}
