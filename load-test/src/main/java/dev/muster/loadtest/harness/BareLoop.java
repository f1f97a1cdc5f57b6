package dev.muster.loadtest.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.bench.Round;
import dev.muster.loadtest.harness.figure.Contender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The least that anybody would write: poll, parse, put the latest power of each source into a map. In this process, on one thread. */
final class BareLoop implements Runner {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<String, Double> powers = new HashMap<>();

    /** Reads from the first record on. */
    BareLoop(Consumer<byte[], byte[]> consumer, String topic, int partitions) {
        this.consumer = consumer;
        this.topic = topic;
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    static Consumer<byte[], byte[]> consumer(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("fetch.min.bytes", 64 * 1024);
        settings.put("fetch.max.wait.ms", 50);
        settings.put("max.poll.records", 5_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Contender contender() {
        return Contender.BARE;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public String heap() {
        return "%d MiB, the harness's own".formatted(Runtime.getRuntime().maxMemory() >> 20);
    }

    @Override
    public Map<HierarchyId, RootTotal> read(Round round) {
        for (long left = round.records(); left > 0; ) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                JsonNode sample = parse(message.value());
                powers.put(
                        sample.get("source").textValue(),
                        sample.get("values").get("power").doubleValue());
                left--;
            }
        }
        long micros = powers.values().stream().mapToLong(FixedPoint::toMicros).sum();
        // It knows of no hierarchies: all assets are below each root.
        RootTotal total = new RootTotal(micros, powers.size());
        return BenchModel.HIERARCHIES.stream().collect(Collectors.toMap(hierarchy -> hierarchy, hierarchy -> total));
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the JSON that was sent", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
