package dev.muster.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.ingest.QuarantinedRecord;
import dev.muster.ingest.QuarantinedRecord.Payload;
import dev.muster.ingest.broker.Brokers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProducingTest {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();

    @Test
    void shouldPublishWithTheSourceAsKeyAndAnswerWithPlaces() {
        MockProducer<byte[], byte[]> kafka = new MockProducer<>(true, BYTES, BYTES);
        try (TelemetryPublisher publisher = new TelemetryPublisher("telemetry", producer(kafka))) {
            List<Published> published =
                    join(publisher.publish(List.of(sample(1), sample(2))).toCompletableFuture());

            assertThat(published).containsExactly(new Published(0, 0), new Published(0, 1));
            assertThat(kafka.history()).hasSize(2).allSatisfy(record -> {
                assertThat(record.topic()).isEqualTo("telemetry");
                assertThat(record.key()).isEqualTo("WT-07".getBytes(StandardCharsets.UTF_8));
            });
            assertThat(TelemetryCodec.decode(kafka.history().get(1).value()))
                    .isEqualTo(new DecodeResult.Decoded(sample(2)));
            assertThat(join(publisher.publish(List.of()).toCompletableFuture())).isEmpty();
        }
    }

    @Test
    void shouldFailTheListWhenOneRecordIsNotAcked() {
        CountDownLatch sent = new CountDownLatch(2);
        MockProducer<byte[], byte[]> kafka = counting(sent);
        try (TelemetryPublisher publisher = new TelemetryPublisher("telemetry", producer(kafka))) {
            CompletableFuture<List<Published>> publishing =
                    publisher.publish(List.of(sample(1), sample(2))).toCompletableFuture();
            await(sent);

            kafka.completeNext();
            assertThat(publishing).isNotDone();
            kafka.errorNext(new TimeoutException("Expiring 1 record(s)"));

            assertThatThrownBy(() -> join(publishing))
                    .hasCauseInstanceOf(KafkaUnavailableException.class)
                    .hasMessageContaining("Expected Kafka to ack the records but it did not: Expiring");
        }
    }

    @Test
    void shouldFailWhenTheProducerCannotEvenBeMade() {
        AckedProducer nowhere = new AckedProducer(
                () -> {
                    throw new KafkaException("No resolvable bootstrap urls");
                },
                "nowhere",
                10);
        try (TelemetryPublisher publisher = new TelemetryPublisher("telemetry", nowhere)) {
            assertThatThrownBy(() -> join(publisher.publish(List.of(sample(1))).toCompletableFuture()))
                    .hasCauseInstanceOf(KafkaUnavailableException.class);
        }
    }

    @Test
    void shouldGetToKnowTheTopicAheadOfTheFirstRecordAndGoOnWhereThatFails() {
        CountDownLatch made = new CountDownLatch(1);
        MockProducer<byte[], byte[]> kafka = new MockProducer<>(true, BYTES, BYTES);
        AckedProducer prepared = new AckedProducer(
                () -> {
                    if (made.getCount() > 0) {
                        made.countDown();
                        throw new KafkaException("No resolvable bootstrap urls");
                    }
                    return kafka;
                },
                "prepared",
                10);
        try (TelemetryPublisher publisher = new TelemetryPublisher("telemetry", prepared)) {
            prepared.prepare("telemetry");
            await(made);

            assertThat(join(publisher.publish(List.of(sample(1))).toCompletableFuture()))
                    .hasSize(1);
        }
    }

    @Test
    void shouldRefuseOneRequestMoreThanMayWait() {
        // given a producer that blocks
        CountDownLatch blocking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AckedProducer stuck = new AckedProducer(
                () -> {
                    blocking.countDown();
                    await(release);
                    return new MockProducer<>(true, BYTES, BYTES);
                },
                "stuck",
                2);
        try (TelemetryPublisher publisher = new TelemetryPublisher("telemetry", stuck)) {
            CompletableFuture<?> underWay =
                    publisher.publish(List.of(sample(1))).toCompletableFuture();
            await(blocking);
            CompletableFuture<?> first = publisher.publish(List.of(sample(2))).toCompletableFuture();
            CompletableFuture<?> second = publisher.publish(List.of(sample(3))).toCompletableFuture();

            // when
            CompletableFuture<?> third = publisher.publish(List.of(sample(4))).toCompletableFuture();

            // then
            assertThat(third).isCompletedExceptionally();
            assertThatThrownBy(() -> join(third)).hasMessageContaining("Expected at most 2 requests to wait");
            assertThat(first).isNotDone();
            release.countDown();
            join(underWay);
            join(first);
            join(second);
        }
    }

    @Test
    void shouldQuarantineWithEverythingNeededToFindTheRecordAgain() throws IOException {
        MockProducer<byte[], byte[]> kafka = new MockProducer<>(true, BYTES, BYTES);
        try (KafkaQuarantine quarantine = new KafkaQuarantine("quarantine", producer(kafka))) {
            byte[] huge = new byte[Payload.BYTES_MAX + 1];

            join(quarantine
                    .put(List.of(
                            refused(42, "WT-07", Payload.of("garbage".getBytes(StandardCharsets.UTF_8))),
                            refused(43, null, Payload.of(null)),
                            refused(44, "WT-07", Payload.of(huge))))
                    .toCompletableFuture());

            assertThat(text(kafka.history().get(0).key())).isEqualTo("telemetry/3@42");
            assertThat(text(kafka.history().get(0).value()))
                    .isEqualTo("{\"v\":1,\"id\":\"telemetry/3@42\",\"reason\":\"malformed\","
                            + "\"detail\":\"Expected a JSON object\",\"topic\":\"telemetry\",\"partition\":3,\"offset\":42,"
                            + "\"receivedAt\":\"2030-01-02T03:04:05.678Z\",\"key\":\"WT-07\","
                            + "\"payload\":\"Z2FyYmFnZQ==\",\"payloadBytes\":7}");
            ObjectMapper json = new ObjectMapper();
            assertThat(json.readTree(kafka.history().get(1).value()).has("payload"))
                    .isFalse();
            assertThat(json.readTree(kafka.history().get(1).value()).has("key")).isFalse();
            assertThat(json.readTree(kafka.history().get(2).value())
                            .path("payloadSha256")
                            .asText())
                    .hasSize(64);
        }
    }

    @Test
    void shouldAskKafkaForDurabilityWithinBounds() {
        PublisherSettings settings = new PublisherSettings(
                Brokers.at("127.0.0.1:1"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofMillis(2),
                256);

        assertThat(settings.producer("client"))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000)
                .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000L);
    }

    /** A real producer with nobody at the other end. */
    @Test
    void shouldFailWithinBoundsWhenKafkaIsAway() {
        PublisherSettings settings = new PublisherSettings(
                Brokers.at("127.0.0.1:1"),
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofMillis(1),
                2);
        try (TelemetryPublisher publisher = TelemetryPublisher.create(settings, "telemetry")) {
            assertThatThrownBy(() -> join(
                            publisher.publish(List.of(sample(1), sample(2))).toCompletableFuture()))
                    .hasCauseInstanceOf(KafkaUnavailableException.class);
        }
    }

    private static AckedProducer producer(Producer<byte[], byte[]> kafka) {
        return new AckedProducer(() -> kafka, "test-producer", 10);
    }

    private static MockProducer<byte[], byte[]> counting(CountDownLatch sent) {
        return new MockProducer<>(false, BYTES, BYTES) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                Future<RecordMetadata> future = super.send(record, callback);
                sent.countDown();
                return future;
            }
        };
    }

    private static QuarantinedRecord refused(long offset, @Nullable String key, Payload payload) {
        return new QuarantinedRecord(
                new QuarantinedRecord.Origin("telemetry", 3, offset),
                key,
                AT,
                RefusalReason.MALFORMED,
                "Expected a JSON object",
                payload);
    }

    private static TelemetryRecord sample(long sequence) {
        return new Sample(
                new SourceId("WT-07"), sequence, AT, Map.of(new SignalName("power"), Reading.good((double) sequence)));
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
