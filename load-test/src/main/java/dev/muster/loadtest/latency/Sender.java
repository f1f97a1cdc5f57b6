package dev.muster.loadtest.latency;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.loadtest.service.ServiceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Samples on their way to Kafka, and how many it has. Thread-safe. */
final class Sender implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Sender(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** {@code linger}: how long a sample may wait for others to share a request with. */
    static Sender to(String bootstrapServers, String topic, Duration linger) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", Math.toIntExact(linger.toMillis()));
        settings.put("batch.size", 128 * 1024);
        return new Sender(new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()), topic);
    }

    /** Returns before Kafka has it, unless too many wait to be sent. */
    void send(Sample sample) {
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(
                        topic, sample.source().value().getBytes(StandardCharsets.UTF_8), TelemetryCodec.encode(sample)),
                (metadata, failed) -> {
                    if (failed == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, failed);
                    }
                });
    }

    /** Returns when Kafka has all of them; {@link ServiceFailure}: it lacks some. */
    void flush() {
        try {
            producer.flush();
        } catch (KafkaException e) {
            throw new ServiceFailure("Expected Kafka to take all records but got: " + e.getMessage());
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new ServiceFailure("Expected Kafka to take all records but got: " + failed.getMessage());
        }
    }

    /** How many Kafka has. */
    long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
