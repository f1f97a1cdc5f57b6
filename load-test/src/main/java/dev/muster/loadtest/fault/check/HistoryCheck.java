package dev.muster.loadtest.fault.check;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.loadtest.fault.check.Breach.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** No accepted sample lost and none double: an asset's history is what Kafka acknowledged, exactly. */
public final class HistoryCheck {
    private static final int NAMED_MAX = 3;

    private HistoryCheck() {}

    /** {@code stored}: all of the asset's history, as it was listed. */
    public static List<Breach> breaches(SentBy sent, List<Sample> stored) {
        Map<String, Sample> expected = new TreeMap<>();
        sent.acknowledged().forEach(sample -> expected.put(key(sample), sample));
        Map<String, Sample> possible = new TreeMap<>(expected);
        sent.uncertain().forEach(sample -> possible.putIfAbsent(key(sample), sample));
        Map<String, Sample> found = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (Sample sample : stored) {
            if (found.put(key(sample), sample) != null) {
                twice.add(key(sample));
            }
        }
        TreeSet<String> lost = new TreeSet<>(expected.keySet());
        lost.removeAll(found.keySet());
        TreeSet<String> invented = new TreeSet<>(found.keySet());
        invented.removeAll(possible.keySet());
        List<String> altered = found.entrySet().stream()
                .filter(entry -> {
                    Sample was = possible.get(entry.getKey());
                    return was != null && !was.equals(entry.getValue());
                })
                .map(entry -> "%s (sent %s, stands as %s)"
                        .formatted(
                                entry.getKey(),
                                possible.get(entry.getKey()),
                                entry.getValue().readings()))
                .toList();

        List<Breach> breaches = new ArrayList<>();
        Function<String, String> of =
                what -> "%s: %s, of %d that Kafka acknowledged: ".formatted(sent.asset(), what, expected.size());
        add(breaches, Kind.SAMPLE_LOST, of.apply(lost.size() + " samples are not in history"), List.copyOf(lost));
        add(breaches, Kind.SAMPLE_DOUBLE, of.apply(twice.size() + " samples stand in history twice"), twice);
        add(
                breaches,
                Kind.SAMPLE_DOUBLE,
                of.apply(invented.size() + " samples in history were never sent"),
                List.copyOf(invented));
        add(breaches, Kind.SAMPLE_ALTERED, of.apply(altered.size() + " samples have other values"), altered);
        return breaches;
    }

    private static void add(List<Breach> breaches, Kind kind, String what, List<String> which) {
        if (!which.isEmpty()) {
            String more = which.size() > NAMED_MAX ? ", ..." : "";
            breaches.add(new Breach(
                    kind, what + String.join(", ", which.subList(0, Math.min(NAMED_MAX, which.size()))) + more));
        }
    }

    private static String key(Sample sample) {
        return "%s %s %d".formatted(sample.measuredAt(), sample.source(), sample.sequence());
    }
}
