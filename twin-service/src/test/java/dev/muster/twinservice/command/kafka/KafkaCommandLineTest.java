package dev.muster.twinservice.command.kafka;

import static dev.muster.twinservice.command.kafka.Given.AT;
import static dev.muster.twinservice.command.kafka.Given.SETTINGS;
import static dev.muster.twinservice.command.kafka.Given.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.asyncapi.AsyncApi;
import dev.muster.asyncapi.Served;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.ingest.kafka.KafkaUnavailableException;
import dev.muster.twinservice.command.CommandRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaCommandLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ByteArraySerializer BYTES = new ByteArraySerializer();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Semaphore handedOver = new Semaphore(0);
    private final MockProducer<byte[], byte[]> kafka = new MockProducer<>(false, BYTES, BYTES) {
        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> told, Callback callback) {
            Future<RecordMetadata> sent = super.send(told, callback);
            handedOver.release();
            return sent;
        }
    };

    @Test
    void shouldSendUnderSourceAsKeyWithHeadersThatNameCommand() throws Exception {
        DeviceCommand command = Given.command("gateway-1", "k");
        try (KafkaCommandLine line = lineAt(AT)) {
            CompletionStage<CommandRecord.Position> sent = line.send(command);
            await();
            kafka.completeNext();

            assertThat(sent).succeedsWithin(SOON).satisfies(position -> assertThat(position.offset())
                    .isZero());
            ProducerRecord<byte[], byte[]> told = kafka.history().get(0);
            assertThat(told.topic()).isEqualTo("commands");
            assertThat(told.key()).isEqualTo("gateway-1".getBytes(UTF_8));
            assertThat(told.partition()).isEqualTo(Given.partition(command));
            assertThat(ControlCodec.command(told.value())).isEqualTo(command);
            assertThat(headers(told))
                    .isEqualTo(Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", command.id().value(),
                            "ce_source", "/muster/commands",
                            "ce_type", "dev.muster.command.given",
                            "ce_time", "2030-01-02T03:04:05Z",
                            "ce_subject", "asset-of-gateway-1",
                            "content-type", "application/json"));
            AsyncApi described = Served.asyncApi().closed();
            ObjectNode headers = JSON.createObjectNode();
            headers(told).forEach(headers::put);
            assertThat(described.faultsOfHeaders("deviceCommand", headers)).isEmpty();
            assertThat(described.faultsOfPayload("deviceCommand", JSON.readTree(told.value())))
                    .isEmpty();
        }
    }

    @Test
    void shouldJoinSendThatIsUnderWayAndSendAnewWhenItHasEnded() {
        DeviceCommand command = Given.command("gateway-1", "k");
        try (KafkaCommandLine line = lineAt(AT)) {
            CompletionStage<?> first = line.send(command);
            CompletionStage<?> second = line.send(command);
            CompletionStage<?> other = line.send(Given.command("gateway-1", "other"));
            await();
            await();

            assertThat(kafka.history()).hasSize(2);
            kafka.errorNext(new TimeoutException("Expiring 1 record(s)"));
            assertThat(first).isCompletedExceptionally();
            assertThat(second).isCompletedExceptionally();
            assertThat(other.toCompletableFuture()).isNotDone();

            CompletionStage<?> again = line.send(command);
            await();
            assertThat(kafka.history()).hasSize(3);
            kafka.completeNext();
            kafka.completeNext();
            assertThat(again).succeedsWithin(SOON);
            assertThat(other).succeedsWithin(SOON);
        }
    }

    /** Whoever hears of the end of a send and sends again must not be given the old one. */
    @Test
    void shouldSendAnewFromWithinTheNewsOfFailure() {
        DeviceCommand command = Given.command("gateway-1", "k");
        try (KafkaCommandLine line = lineAt(AT)) {
            CompletionStage<CommandRecord.Position> second = line.send(command)
                    .handle((position, failure) -> failure)
                    .thenCompose(failure -> line.send(command));
            await();
            kafka.errorNext(new TimeoutException("Expiring 1 record(s)"));
            await();
            kafka.completeNext();

            assertThat(second).succeedsWithin(SOON);
        }
    }

    /** Kafka's client may block for a second: after the first second it is too late for a command that goes out within two. */
    @Test
    void shouldSendInTimeOrNotAtAll() {
        DeviceCommand command = Given.command("gateway-1", "k");
        try (KafkaCommandLine line = lineAt(AT.plusSeconds(1))) {
            CompletionStage<?> sent = line.send(command);
            await();
            kafka.completeNext();
            assertThat(sent).succeedsWithin(SOON);
        }
        MockProducer<byte[], byte[]> late = new MockProducer<>(true, BYTES, BYTES);
        try (KafkaCommandLine line = line(late, AT.plusSeconds(1).plusMillis(1))) {
            assertThatThrownBy(() -> line.send(command).toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(KafkaUnavailableException.class)
                    .hasMessageContaining("Expected to reach Kafka in time but it is too late");
            assertThat(late.history()).isEmpty();
        }
    }

    @Test
    void shouldLookWhereItSends() {
        DeviceCommand command = Given.command("gateway-1", "k");
        FakeTopic topic = new FakeTopic();
        topic.add(command, AT);
        try (KafkaCommandLine line = new KafkaCommandLine(
                TOPIC, SETTINGS, producer(kafka), topic.finder(SETTINGS.finding()), Clock.fixed(AT, ZoneOffset.UTC))) {
            CompletionStage<Optional<CommandRecord.Position>> found = line.find(command, AT);
            topic.runTimers();

            assertThat(found.toCompletableFuture()).isCompletedWithValueMatching(Optional::isPresent);
            assertThat(topic.read).containsExactly(new TopicPartition("commands", Given.partition(command)));
        }
    }

    /** After a restore of the journal: who repeats the key of a command that it has forgotten must not make the device do it twice. */
    @Test
    void shouldFindWhatALostLifeSentInsteadOfSendingIt() {
        DeviceCommand sent = Given.command("gateway-1", "sent");
        DeviceCommand isNew = Given.command("gateway-1", "new");
        FakeTopic topic = new FakeTopic();
        topic.add(sent, AT);
        CommandLineSettings restored = new CommandLineSettings(
                SETTINGS.sendWithin(),
                SETTINGS.deliveryTimeout(),
                SETTINGS.sending(),
                new CommandLineSettings.Finding(
                        Duration.ofMinutes(5),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30),
                        300,
                        AT.minusSeconds(9)));
        try (KafkaCommandLine line = new KafkaCommandLine(
                TOPIC, restored, producer(kafka), topic.finder(restored.finding()), Clock.fixed(AT, ZoneOffset.UTC))) {
            CompletionStage<CommandRecord.Position> found = line.send(sent);
            CompletionStage<CommandRecord.Position> absent = line.send(isNew);
            topic.runTimers();
            await();
            kafka.completeNext();

            assertThat(found).succeedsWithin(SOON);
            assertThat(absent).succeedsWithin(SOON);
            assertThat(kafka.history())
                    .extracting(told -> ControlCodec.command(told.value()))
                    .containsExactly(isNew);
        }
    }

    private KafkaCommandLine lineAt(Instant now) {
        return line(kafka, now);
    }

    private static KafkaCommandLine line(MockProducer<byte[], byte[]> kafka, Instant now) {
        return new KafkaCommandLine(
                TOPIC,
                SETTINGS,
                producer(kafka),
                new FakeTopic().finder(SETTINGS.finding()),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static AckedProducer producer(MockProducer<byte[], byte[]> kafka) {
        return new AckedProducer(() -> kafka, "test-commands", 10);
    }

    private void await() {
        try {
            assertThat(handedOver.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> headers(ProducerRecord<?, ?> told) {
        return StreamSupport.stream(told.headers().spliterator(), false)
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
    }
}
