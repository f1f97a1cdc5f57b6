package dev.muster.loadtest.memory.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives on a heap, by the names of classes as the JVM writes them ({@code [B}: arrays of bytes). */
public record Histogram(Map<String, Count> classes) {
    /** {@code 1:  123  4567  [B (java.base@17)}. */
    private static final Pattern LINE = Pattern.compile("^ *\\d+: +(\\d+) +(\\d+) +(\\S+)", Pattern.MULTILINE);

    /** Of one class. */
    public record Count(long instances, long bytes) {
        static final Count ZERO = new Count(0, 0);
    }

    /** Of one class, and how much of it belongs to one of those that are counted. */
    public record Share(String name, double instances, double bytes) {}

    public Histogram {
        classes = Map.copyOf(classes);
    }

    /** As {@code jcmd GC.class_histogram} says it. */
    public static Histogram parse(String text) {
        Map<String, Count> classes = new TreeMap<>();
        for (Matcher line = LINE.matcher(text); line.find(); ) {
            Count count = new Count(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
            // Loaded by several loaders, a class stands there several times.
            classes.merge(
                    line.group(3),
                    count,
                    (one, other) -> new Count(one.instances + other.instances, one.bytes + other.bytes));
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("Expected a histogram of classes but got: " + text);
        }
        return new Histogram(classes);
    }

    public Count of(String name) {
        return classes.getOrDefault(name, Count.ZERO);
    }

    /** Those that have grown most since {@code before}, the greatest first, divided by {@code among}. */
    public List<Share> growth(Histogram before, long among, int most) {
        return classes.entrySet().stream()
                .map(entry -> {
                    Count was = before.of(entry.getKey());
                    return new Share(
                            entry.getKey(),
                            (double) (entry.getValue().instances - was.instances) / among,
                            (double) (entry.getValue().bytes - was.bytes) / among);
                })
                .sorted(Comparator.comparingDouble(Share::bytes).reversed().thenComparing(Share::name))
                .limit(most)
                .toList();
    }
}
