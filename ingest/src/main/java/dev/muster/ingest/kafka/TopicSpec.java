package dev.muster.ingest.kafka;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A topic as Muster wants it.
 *
 * @param replicationFactor {@code -1}: the broker's default
 * @param configs of the topic, as Kafka names them; set when Muster creates the topic. Of a topic that exists, only those
 *     in {@link #CHECKED} are compared: the others are the operator's to change
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> configs) {
    /** A topic that differs in one of these would break promises: {@code receivedAt}, or that nothing is compacted away. */
    public static final Set<String> CHECKED = Set.of("message.timestamp.type", "cleanup.policy");

    /** More than any fleet needs of one topic; streams reserve a slot for each. */
    public static final int PARTITIONS_MAX = 1_000;

    public TopicSpec {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Expected a topic name but got none");
        }
        if (partitions < 1 || partitions > PARTITIONS_MAX) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d partitions of topic '%s' but got %d".formatted(PARTITIONS_MAX, name, partitions));
        }
        configs = Collections.unmodifiableMap(new TreeMap<>(configs));
    }
}
