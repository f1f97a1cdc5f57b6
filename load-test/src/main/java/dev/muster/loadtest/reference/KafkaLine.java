package dev.muster.loadtest.reference;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The line of one device: telemetry and answers go out under its name as the key, commands come in from the end on. It is in no
 * group and commits nothing: what was said while it was away was not meant for it.
 */
final class KafkaLine implements Outside, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final byte[] key;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch down = new CountDownLatch(1);
    private volatile boolean up = true;

    KafkaLine(String bootstrapServers, SourceId source) {
        this.key = source.value().getBytes(StandardCharsets.UTF_8);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        false,
                        "allow.auto.create.topics",
                        false,
                        "auto.offset.reset",
                        "latest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** From now on it hears. */
    void listen() {
        List<TopicPartition> partitions = consumer.partitionsFor("commands").stream()
                .map(partition -> new TopicPartition("commands", partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: asked for now, or what is said before the first poll is passed over.
        partitions.forEach(consumer::position);
    }

    /** What came in since, if it is for this device. */
    void hear(Consumer<DeviceCommand> device) {
        consumer.poll(POLL).forEach(received -> {
            if (Arrays.equals(key, received.key()) && received.value() != null) {
                try {
                    device.accept(ControlCodec.command(received.value()));
                } catch (IllegalArgumentException e) {
                    System.err.println("Not understood: " + e.getMessage());
                }
            }
        });
    }

    @Override
    public void report(TelemetryRecord telemetry) {
        send("telemetry", TelemetryCodec.encode(telemetry));
    }

    @Override
    public void answer(DeviceAck ack) {
        System.out.println(
                "%s %s %s".formatted(ack.answer(), ack.id(), ack.detail()).strip());
        send("command-acks", ControlCodec.encode(ack));
    }

    @Override
    public void act(String what) {
        System.out.println("now " + what);
    }

    private void send(String topic, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
            if (failure != null) {
                System.err.println("Not sent to %s: %s".formatted(topic, failure.getMessage()));
            }
        });
    }

    boolean isUp() {
        return up;
    }

    /** Ends the device from another thread, and waits until it has said goodbye. */
    void hangUp() {
        up = false;
        try {
            down.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        consumer.close(CLOSE_TIMEOUT);
        down.countDown();
    }
}
