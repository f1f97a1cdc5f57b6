package dev.muster.loadtest.scale;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages that left nodes for other nodes, by kind, as their metrics count them. */
record Traffic(SortedMap<String, Count> byKind) {
    static final Traffic NONE = new Traffic(new TreeMap<>());

    private static final Pattern LINE = Pattern.compile(
            "^muster_cluster_(messages|bytes)_sent_total\\{kind=\"([^\"]*)\"} (\\S+)", Pattern.MULTILINE);

    Traffic {
        byKind = Collections.unmodifiableSortedMap(new TreeMap<>(byKind));
    }

    record Count(long messages, long bytes) {
        static final Count ZERO = new Count(0, 0);

        Count plus(Count other) {
            return new Count(messages + other.messages, bytes + other.bytes);
        }
    }

    /** Out of a node's metrics, as Prometheus reads them. */
    static Traffic parse(String metrics) {
        SortedMap<String, Count> byKind = new TreeMap<>();
        for (Matcher line = LINE.matcher(metrics); line.find(); ) {
            long value = (long) Double.parseDouble(line.group(3));
            Count count = line.group(1).equals("messages") ? new Count(value, 0) : new Count(0, value);
            byKind.merge(line.group(2), count, Count::plus);
        }
        return new Traffic(byKind);
    }

    Traffic plus(Traffic other) {
        SortedMap<String, Count> sum = new TreeMap<>(byKind);
        other.byKind.forEach((kind, count) -> sum.merge(kind, count, Count::plus));
        return new Traffic(sum);
    }

    /** What came since then; {@link IllegalStateException} when a counter has begun anew in between. */
    Traffic minus(Traffic earlier) {
        SortedMap<String, Count> since = new TreeMap<>(byKind);
        for (Map.Entry<String, Count> before : earlier.byKind.entrySet()) {
            Count now = byKind.getOrDefault(before.getKey(), Count.ZERO);
            if (now.messages < before.getValue().messages || now.bytes < before.getValue().bytes) {
                throw new IllegalStateException("Expected %s to have grown from %s but it is %s: was a node restarted?"
                        .formatted(before.getKey(), before.getValue(), now));
            }
            since.put(
                    before.getKey(),
                    new Count(now.messages - before.getValue().messages, now.bytes - before.getValue().bytes));
        }
        return new Traffic(since);
    }

    Count total() {
        return byKind.values().stream().reduce(Count.ZERO, Count::plus);
    }
}
