package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The accounting of ingest as {@code /metrics} shows it. */
public record Accounting(
        Map<String, Map<String, Long>> recordsByPartition,
        Map<String, Long> received,
        Map<String, Long> startOffsets,
        Map<String, Long> nextOffsets,
        Map<String, Long> skipped,
        Map<String, Long> lags) {
    private static final Pattern LINE = Pattern.compile(
            "^muster_ingest_(records_total|received_total|start_offset|next_offset|skipped_offsets_total|lag_records)\\{([^}]*)\\} (\\S+)",
            Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    static Accounting parse(String metrics) {
        Accounting accounting = new Accounting(
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        Matcher lines = LINE.matcher(metrics);
        while (lines.find()) {
            Map<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(lines.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            String partition = labels.getOrDefault("partition", "");
            long value = (long) Double.parseDouble(lines.group(3));
            switch (lines.group(1)) {
                case "records_total" ->
                    accounting
                            .recordsByPartition
                            .computeIfAbsent(partition, any -> new TreeMap<>())
                            .put(labels.getOrDefault("outcome", ""), value);
                case "received_total" -> accounting.received.put(partition, value);
                case "start_offset" -> accounting.startOffsets.put(partition, value);
                case "next_offset" -> accounting.nextOffsets.put(partition, value);
                case "skipped_offsets_total" -> accounting.skipped.put(partition, value);
                default -> accounting.lags.put(partition, value);
            }
        }
        return accounting;
    }

    /** Per partition, from offsets: everything received has exactly one outcome. */
    public void shouldClose() {
        assertThat(received).isNotEmpty();
        received.forEach((partition, count) -> {
            long outcomes = recordsByPartition.getOrDefault(partition, Map.of()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(outcomes)
                    .as("partition %s: outcomes of what was received", partition)
                    .isEqualTo(count);
            assertThat(nextOffsets.getOrDefault(partition, -1L)
                            - startOffsets.getOrDefault(partition, -1L)
                            - skipped.getOrDefault(partition, 0L))
                    .as("partition %s: received, from offsets", partition)
                    .isEqualTo(count);
        });
    }

    /** Over all partitions. */
    Map<String, Long> outcomes() {
        Map<String, Long> sums = new TreeMap<>();
        recordsByPartition
                .values()
                .forEach(byOutcome -> byOutcome.forEach((outcome, count) -> sums.merge(outcome, count, Long::sum)));
        return sums;
    }

    long outcome(String outcome) {
        return outcomes().getOrDefault(outcome, 0L);
    }
}
