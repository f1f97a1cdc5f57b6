package dev.muster.loadtest.memory.figure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heap after its garbage was collected.
 *
 * @param used bytes that the collector says are in use
 */
public record Heap(long used, Histogram classes) {
    /** Of each generation or of all; what stands beside it of metaspace begins otherwise. */
    private static final Pattern USED = Pattern.compile("total .*?used (\\d+)K");

    private static final long KIB = 1_024;

    /** As {@code jcmd GC.heap_info} says it. */
    public static long used(String info) {
        long kib = 0;
        boolean found = false;
        for (Matcher used = USED.matcher(info); used.find(); found = true) {
            kib += Long.parseLong(used.group(1));
        }
        if (!found) {
            throw new IllegalArgumentException("Expected how much of the heap is used but got: " + info);
        }
        return kib * KIB;
    }

    /** How many bytes more than {@code before}, for each of so many. */
    public double growth(Heap before, long among) {
        return (double) (used - before.used) / among;
    }
}
