package dev.muster.endtoend.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.muster.endtoend.SharedStack;
import dev.muster.ingest.batch.Timers;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.ingest.kafka.TopicSetup;
import dev.muster.ingest.kafka.TopicSpec;
import dev.muster.loadtest.device.KafkaUplink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Kafka tells of a new topic before its partitions have leaders: with hundreds of them, for a while. */
class NewTopicsIT {
    private static final int PARTITIONS = 300;
    private static final int BURSTS = 40;
    private static final long WITHIN_SECONDS = 30;

    private final String kafka = SharedStack.get().kafkaBootstrap();
    private final String topic = "new-" + UUID.randomUUID();

    @Test
    void shouldCallATopicThereWhenAllOfItTakesRecords() throws Exception {
        TopicSettings settings =
                TopicSettings.from(ConfigFactory.parseMap(Map.of("muster.kafka.bootstrap-servers", kafka))
                        .withFallback(ConfigFactory.load()));
        TopicSpec spec = new TopicSpec(topic, PARTITIONS, (short) 1, Map.of());

        TopicSetup.ensure(settings, List.of(spec), NewTopicsIT::later, new SplittableRandom())
                .toCompletableFuture()
                .get(WITHIN_SECONDS, TimeUnit.SECONDS);

        Map<String, Object> once = Map.of("bootstrap.servers", kafka, "enable.idempotence", false, "retries", 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(once, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<CompletableFuture<?>> acks = IntStream.range(0, PARTITIONS)
                    .<CompletableFuture<?>>mapToObj(partition -> sent(producer, partition))
                    .toList();
            assertThat(all(acks)).succeedsWithin(WITHIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldLoseNothingThatDevicesSendBeforeThat() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
                KafkaUplink uplink = new KafkaUplink(kafka, topic)) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get(WITHIN_SECONDS, TimeUnit.SECONDS);

            List<CompletableFuture<?>> acks = new ArrayList<>();
            for (int burst = 0; burst < BURSTS; burst++) {
                for (int source = 0; source < PARTITIONS; source++) {
                    acks.add(uplink.sendBytes(bytes("source-" + source), bytes("burst-" + burst)));
                }
            }

            assertThat(all(acks)).succeedsWithin(WITHIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private CompletableFuture<RecordMetadata> sent(KafkaProducer<byte[], byte[]> producer, int partition) {
        CompletableFuture<RecordMetadata> ack = new CompletableFuture<>();
        producer.send(new ProducerRecord<>(topic, partition, bytes("any"), bytes("any")), (metadata, failure) -> {
            if (failure == null) {
                ack.complete(metadata);
            } else {
                ack.completeExceptionally(failure);
            }
        });
        return ack;
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<?>> acks) {
        return CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new));
    }

    private static Timers.Timer later(Duration delay, Runnable task) {
        CompletableFuture<Void> due = CompletableFuture.runAsync(
                task, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
        return () -> due.cancel(false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
