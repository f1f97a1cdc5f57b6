package dev.muster.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the quarantine topic from end to end, as an operator's tool would. */
final class QuarantineTopic {
    private static final ObjectMapper JSON = new ObjectMapper();

    private QuarantineTopic() {}

    /** How many records there are of each reason. */
    static Map<String, Integer> reasons(String bootstrap, String topic) {
        Map<String, Integer> counts = new TreeMap<>();
        read(bootstrap, topic)
                .forEach(entry -> counts.merge(entry.path("reason").asText(), 1, Integer::sum));
        return counts;
    }

    private static List<JsonNode> read(String bootstrap, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        List<JsonNode> entries = new ArrayList<>();
        try (KafkaConsumer<byte[], String> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> entries.add(json(record.value())));
            }
        }
        return entries;
    }

    private static JsonNode json(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Expected JSON in quarantine but got " + value, e);
        }
    }
}
