package dev.muster.loadtest.fault.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one node says of one partition of telemetry.
 *
 * @param received records that Kafka delivered, from offsets
 * @param outcomes how many of them by what became of them
 */
public record PartitionCount(int partition, long received, Map<String, Long> outcomes) {
    private static final Pattern LINE =
            Pattern.compile("^muster_ingest_(records|received)_total\\{([^}]*)} (\\S+)", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    public PartitionCount {
        outcomes = Map.copyOf(outcomes);
    }

    public long sum() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Out of a node's metrics, as Prometheus reads them. */
    public static List<PartitionCount> parse(String metrics) {
        Map<Integer, Long> received = new TreeMap<>();
        Map<Integer, Map<String, Long>> outcomes = new TreeMap<>();
        for (Matcher line = LINE.matcher(metrics); line.find(); ) {
            Map<String, String> labels = new TreeMap<>();
            for (Matcher label = LABEL.matcher(line.group(2)); label.find(); ) {
                labels.put(label.group(1), label.group(2));
            }
            int partition = Integer.parseInt(labels.getOrDefault("partition", "-1"));
            long count = (long) Double.parseDouble(line.group(3));
            if (line.group(1).equals("received")) {
                received.put(partition, count);
            } else {
                outcomes.computeIfAbsent(partition, any -> new TreeMap<>())
                        .put(labels.getOrDefault("outcome", ""), count);
            }
        }
        List<PartitionCount> counts = new ArrayList<>();
        received.forEach((partition, count) ->
                counts.add(new PartitionCount(partition, count, outcomes.getOrDefault(partition, Map.of()))));
        return counts;
    }
}
