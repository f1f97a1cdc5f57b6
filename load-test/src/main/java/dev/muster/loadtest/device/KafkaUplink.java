package dev.muster.loadtest.device;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends over Kafka, telemetry and the answers to commands: the wire format as value and the source as key; nothing else reaches
 * the service from here. Thread-safe.
 */
public final class KafkaUplink implements Uplink, AutoCloseable {
    private static final String ACKS_TOPIC = "command-acks";
    private static final int REQUEST_BYTES_MAX = 12 * 1024 * 1024;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final String acksTopic;
    private final KafkaProducer<byte[], byte[]> producer;

    public KafkaUplink(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, ACKS_TOPIC);
    }

    public KafkaUplink(String bootstrapServers, String topic, String acksTopic) {
        this.topic = topic;
        this.acksTopic = acksTopic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "muster-devices",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        // On a topic that is just being made, a second request could overtake the first for good
                        // (KAFKA-15591).
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        15_000,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        REQUEST_BYTES_MAX),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public CompletableFuture<Receipt> send(TelemetryRecord telemetry) {
        return sendBytes(telemetry.source().value().getBytes(StandardCharsets.UTF_8), TelemetryCodec.encode(telemetry));
    }

    @Override
    public CompletableFuture<Void> answer(DeviceAck ack) {
        byte[] key = ack.source().value().getBytes(StandardCharsets.UTF_8);
        return produce(acksTopic, key, ControlCodec.encode(ack)).thenAccept(receipt -> {});
    }

    /** Sends any bytes at all, as a broken or hostile device would. */
    public CompletableFuture<Receipt> sendBytes(byte[] key, byte[] value) {
        return produce(topic, key, value);
    }

    private CompletableFuture<Receipt> produce(String to, byte[] key, byte[] value) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try {
            producer.send(new ProducerRecord<>(to, key, value), (metadata, failure) -> {
                if (failure == null) {
                    receipt.complete(new Receipt(
                            metadata.partition(), metadata.offset(), Instant.ofEpochMilli(metadata.timestamp())));
                } else {
                    receipt.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            receipt.completeExceptionally(e);
        }
        return receipt;
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
