package dev.muster.aggregation.rollup;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Which items are due, without looking at all of them and without touching the heap when a deadline moves later, which
 * it does with every value that arrives: an item stays queued under its old deadline and is queued again under the new
 * one when the old comes up. An item is in the heap at most once per deadline that moved <em>earlier</em>. Not
 * thread-safe.
 */
final class Deadlines {
    /** No deadline; after all others. */
    static final long NEVER = Long.MAX_VALUE;

    /** Something that wants to be looked at when its time has come. */
    abstract static class Item {
        private long queuedMillis = NEVER;

        /** When this item is due as things stand, in epoch milliseconds, or {@link #NEVER}. */
        abstract long dueMillis();
    }

    private record Entry(long atMillis, Item item) {}

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
        Entry first = heap.peek();
        while (first != null && first.atMillis <= nowMillis) {
            heap.remove();
            Item item = first.item;
            // Otherwise this entry was overtaken by one for an earlier deadline.
            if (item.queuedMillis == first.atMillis) {
                item.queuedMillis = NEVER;
                if (item.dueMillis() <= nowMillis) {
                    expired.accept(item);
                }
                schedule(item, nowMillis);
            }
            first = heap.peek();
        }
    }

    int size() {
        return heap.size();
    }

    private void schedule(Item item, long nowMillis) {
        // What is still due was handed over just now: it is queued again when its deadline moves.
        if (item.dueMillis() > nowMillis && item.dueMillis() != NEVER) {
            schedule(item);
        }
    }
}
