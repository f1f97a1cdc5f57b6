package dev.muster.endtoend.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.asyncapi.AsyncApi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Somebody else's consumer, who has nothing of Muster but {@code /asyncapi.json}: reads from the beginning, keeps the latest
 * revision of each key, and holds every record against the schemas, which may name no field too few.
 */
final class ChangelogReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(20);

    private final AsyncApi described;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "somebody-else");
    private final Map<String, JsonNode> latest = new ConcurrentHashMap<>();
    private final Map<String, Long> firstSeenNanos = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    ChangelogReader(String bootstrap, String topic, AsyncApi asyncApi) {
        this.described = asyncApi.closed();
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        thread.setDaemon(true);
        thread.start();
    }

    /** When a record first showed something that was written by each principal, by {@link System#nanoTime()}. */
    Map<String, Long> firstSeenNanos() {
        return firstSeenNanos;
    }

    /** The model as it makes it out, by key. */
    Map<String, JsonNode> latest() {
        return latest;
    }

    /** What was not as described. */
    Queue<String> faults() {
        return faults;
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join();
        consumer.close();
    }

    private void run() {
        while (closing.getCount() > 0) {
            consumer.poll(POLL).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> changed) {
        long now = System.nanoTime();
        String key = new String(changed.key(), UTF_8);
        try {
            JsonNode document = JSON.readTree(changed.value());
            Set.copyOf(document.findValuesAsText("by")).forEach(by -> firstSeenNanos.putIfAbsent(by, now));
            latest.merge(key, document, (known, next) -> revision(next) > revision(known) ? next : known);
            String message = document.path("kind").asText() + "Changed";
            ObjectNode headers = JSON.createObjectNode();
            for (Header header : changed.headers()) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
            faults.addAll(described.faultsOfKey(message, key));
            faults.addAll(described.faultsOfHeaders(message, headers));
            faults.addAll(described.faultsOfPayload(message, document));
            if (!headers.path("ce_id").asText().equals(key + "@" + revision(document))) {
                faults.add("Expected an id of %s but got %s".formatted(key, headers));
            }
        } catch (IOException | RuntimeException e) {
            faults.add(key + ": " + e);
        }
    }

    private static long revision(JsonNode document) {
        return document.path("revision").asLong();
    }
}
