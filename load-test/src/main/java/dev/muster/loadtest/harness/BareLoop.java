package dev.muster.loadtest.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.type.FixedPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The least that anybody would write: poll, parse, put the latest power of each source into a map. */
final class BareLoop {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private BareLoop() {}

    /** What one run came to. */
    record Result(double recordsPerSecond, long powerMicros) {}

    /** Reads every partition from {@code starts} to {@code ends}. */
    static Result read(Consumer<byte[], byte[]> consumer, String topic, long[] starts, long[] ends) {
        List<TopicPartition> partitions = IntStream.range(0, ends.length)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        long left = 0;
        for (int i = 0; i < ends.length; i++) {
            consumer.seek(partitions.get(i), starts[i]);
            left += ends[i] - starts[i];
        }
        long records = left;
        Map<String, Double> powers = new HashMap<>();
        long started = System.nanoTime();
        while (left > 0) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                JsonNode sample = parse(message.value());
                powers.put(
                        sample.get("source").textValue(),
                        sample.get("values").get("power").doubleValue());
                left--;
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        long micros = powers.values().stream().mapToLong(FixedPoint::toMicros).sum();
        return new Result(records / seconds, micros);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the JSON that was sent", e);
        }
    }
}
