package dev.muster.loadtest.device;

import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to all commands for a whole fleet, on a thread of its own: one consumer without a group, from the end, as devices that
 * are there now hear what is said now. While Kafka, or the topic, is not there, it tries on.
 */
public final class KafkaDownlink implements AutoCloseable {
    public static final String COMMANDS_TOPIC = "commands";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDownlink.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    private KafkaDownlink(String bootstrapServers, String topic, Consumer<DeviceCommand> hearer) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "muster-devices-listening",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = new Thread(() -> listen(hearer), "fleet-downlink");
        this.thread.setDaemon(true);
    }

    /** Begins to listen; {@code hearer} is called on the thread of the downlink. */
    public static KafkaDownlink start(String bootstrapServers, String topic, Consumer<DeviceCommand> hearer) {
        KafkaDownlink downlink = new KafkaDownlink(bootstrapServers, topic, hearer);
        downlink.thread.start();
        return downlink;
    }

    /** Completes once nothing that is sent from then on is missed. */
    public CompletableFuture<Void> listening() {
        return listening.copy();
    }

    private void listen(Consumer<DeviceCommand> hearer) {
        try (consumer) {
            while (!closed) {
                try {
                    if (listening.isDone() || atTheEnd()) {
                        consumer.poll(POLL).forEach(received -> deliver(received, hearer));
                    }
                } catch (WakeupException e) {
                    // Asked to end, which the loop sees.
                    continue;
                } catch (InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.warn("Listening to {} failed, trying on", topic, e);
                    LockSupport.parkNanos(RETRY_AFTER.toNanos());
                }
            }
        }
    }

    private boolean atTheEnd() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            LockSupport.parkNanos(RETRY_AFTER.toNanos());
            return false;
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: what is sent before the first poll must not be passed over.
        partitions.forEach(consumer::position);
        listening.complete(null);
        return true;
    }

    private static void deliver(ConsumerRecord<byte[], byte[]> received, Consumer<DeviceCommand> hearer) {
        DeviceCommand command;
        try {
            command = ControlCodec.command(received.value() == null ? new byte[0] : received.value());
        } catch (IllegalArgumentException e) {
            LOG.warn("Passed over a command at {}-{}: {}", received.partition(), received.offset(), e.getMessage());
            return;
        }
        hearer.accept(command);
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
