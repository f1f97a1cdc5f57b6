package dev.muster.twinservice.command.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.SharedStack;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.ingest.kafka.KafkaAdmin;
import dev.muster.ingest.kafka.KafkaOffsets;
import dev.muster.ingest.kafka.KafkaQuarantine;
import dev.muster.ingest.kafka.PublisherSettings;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.ingest.kafka.TopicSetup;
import dev.muster.ingest.stream.AkkaTimers;
import dev.muster.twinservice.command.CommandRecord.Position;
import dev.muster.twinservice.command.ack.AckSettings;
import dev.muster.twinservice.command.ack.AckTaker;
import dev.muster.twinservice.command.ack.CommandAcks;
import dev.muster.twinservice.command.ack.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commands and their answers through a real Kafka. */
class CommandLineIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String UNIQUE = UUID.randomUUID().toString();
    private static final Clock CLOCK = Clock.systemUTC();
    private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();

    private static Config config;
    private static TopicSettings topics;
    private static ActorSystem<Void> system;

    @BeforeAll
    static void makeTopics() {
        config = ConfigFactory.parseMap(Map.of(
                        "muster.kafka.bootstrap-servers", SharedStack.get().kafkaBootstrap(),
                        "muster.topics.telemetry", "telemetry-" + UNIQUE,
                        "muster.topics.quarantine", "quarantine-" + UNIQUE,
                        "muster.topics.commands", "commands-" + UNIQUE,
                        "muster.topics.command-acks", "command-acks-" + UNIQUE,
                        "muster.command.consumer-group", "commands-" + UNIQUE,
                        "akka.actor.provider", "local",
                        "akka.coordinated-shutdown.run-by-jvm-shutdown-hook", "off",
                        "akka.coordinated-shutdown.exit-jvm", "off"))
                .withFallback(ConfigFactory.load());
        topics = TopicSettings.from(config);
        system = ActorSystem.create(Behaviors.empty(), "command-line-it", config);
        join(TopicSetup.ensure(
                topics,
                List.of(topics.commands(), topics.commandAcks(), topics.quarantine()),
                new AkkaTimers(system),
                new SplittableRandom()));
    }

    @AfterAll
    static void stop() {
        system.terminate();
        join(system.getWhenTerminated());
    }

    @Test
    void shouldSayAbsentBeforeAndThereAfterwards() {
        CommandLineSettings settings = CommandLineSettings.from(config);
        DeviceCommand command = command("gateway-1", CLOCK.instant());
        try (KafkaCommandLine line = KafkaCommandLine.create(settings, topics.brokers(), topics.commands(), CLOCK)) {
            awaitConnected(line);
            assertThat(join(line.find(command, command.issuedAt()))).isEmpty();

            Position sent = join(line.send(releasedNow(command)));

            assertThat(sent.at())
                    .isBetween(
                            command.issuedAt().minusSeconds(5), CLOCK.instant().plusSeconds(5));
            assertThat(join(line.find(command, command.issuedAt()))).hasValue(sent);
            assertThat(join(line.find(command("gateway-1", CLOCK.instant()), command.issuedAt())))
                    .isEmpty();
            // Kafka's own partitioner, by which devices look for theirs.
            assertThat(sent.partition())
                    .isEqualTo(Partitioning.partitionOf(
                            command.source(), topics.commands().partitions()));
        }
    }

    @Test
    void shouldLookForAllThatAreInDoubtAtOnce() {
        CommandLineSettings settings = CommandLineSettings.from(config);
        AtomicInteger searches = new AtomicInteger();
        CommandFinder finder = new CommandFinder(
                () -> {
                    searches.incrementAndGet();
                    return new KafkaConsumer<>(
                            CommandFinder.consumer(topics.brokers(), settings.finding()), BYTES, BYTES);
                },
                topics.commands(),
                settings.finding(),
                new AkkaTimers(system),
                CLOCK,
                () -> {});
        try (KafkaCommandLine line = new KafkaCommandLine(
                topics.commands(),
                settings,
                AckedProducer.create(settings.publisher(topics.brokers()), "it-commands"),
                finder,
                CLOCK)) {
            awaitConnected(line);
            Instant since = CLOCK.instant();
            List<DeviceCommand> commands = IntStream.range(0, 200)
                    .mapToObj(i -> command("device-" + i, since))
                    .toList();
            List<CompletionStage<Position>> sending =
                    commands.subList(0, 100).stream().map(line::send).toList();
            sending.forEach(CommandLineIT::join);

            List<CompletionStage<Optional<Position>>> finding =
                    commands.stream().map(command -> line.find(command, since)).toList();

            for (int i = 0; i < commands.size(); i++) {
                assertThat(join(finding.get(i)).isPresent()).isEqualTo(i < 100);
            }
            assertThat(searches).hasValue(1);
        }
    }

    /** Twins that know all commands but one. */
    private static final class Taking implements AckTaker {
        private final Queue<String> said = new ConcurrentLinkedQueue<>();

        @Override
        public CompletionStage<Taken> take(DeviceAck ack, Instant receivedAt) {
            if (ack.detail().equals("unknown")) {
                return CompletableFuture.completedFuture(
                        Taken.unknownCommand("Expected a command that was given but got 3f2a"));
            }
            said.add(ack.detail());
            return CompletableFuture.completedFuture(Taken.yes());
        }

        @Override
        public CompletionStage<Taken> answersRead(AssetId asset, SourceId source, Instant until) {
            said.add("%s until %s".formatted(asset, until));
            return CompletableFuture.completedFuture(Taken.yes());
        }
    }

    @Test
    void shouldQuarantineAnswerToUnknownCommandAndCommitIt() {
        Taking twins = new Taking();
        PublisherSettings publisher = PublisherSettings.from(config);
        AckSettings settings = AckSettings.from(config);
        DeviceAck known = ack("gateway-1", "known");
        DeviceAck unknown = ack("gateway-1", "unknown");
        String topic = topics.commandAcks().name();
        try (AckedProducer device = AckedProducer.create(publisher, "it-device");
                KafkaQuarantine quarantine =
                        KafkaQuarantine.create(publisher, topics.quarantine().name());
                KafkaAnswerMarks marks = KafkaAnswerMarks.create(publisher, topics.commandAcks(), CLOCK)) {
            join(device.send(List.of(
                    record(topic, "gateway-1", ControlCodec.encode(known)),
                    record(topic, "gateway-1", ControlCodec.encode(unknown)),
                    record(topic, "gateway-1", "garbage".getBytes(UTF_8)),
                    record(topic, "gateway-1", ControlCodec.encode(ack("gateway-2", "forged"))),
                    // Above what a record may have, below what the broker takes.
                    record(topic, "gateway-1", new byte[ControlCodec.RECORD_BYTES_MAX + 1]),
                    record(topic, "gateway-1", ControlCodec.encode(ack("gateway-1", "last"))))));

            Instant markedAt = join(marks.mark(new SourceId("gateway-1"), new AssetId("WT-07")));

            CommandAcks acks = CommandAcks.start(system, settings, twins, quarantine);
            Eventually.holds(WITHIN, () -> assertThat(twins.said).hasSize(3));
            join(acks.drain());

            assertThat(twins.said).containsExactly("known", "last", "WT-07 until " + markedAt);
            assertThat(acks.figures().taken()).isEqualTo(2);
            assertThat(acks.figures().refused())
                    .isEqualTo(Map.of(
                            RefusalReason.UNKNOWN_COMMAND, 1L,
                            RefusalReason.MALFORMED, 1L,
                            RefusalReason.KEY_MISMATCH, 1L,
                            RefusalReason.TOO_LARGE, 1L));
        }
        int partition = Partitioning.partitionOf(
                new SourceId("gateway-1"), topics.commandAcks().partitions());
        try (KafkaAdmin admin = new KafkaAdmin(topics.brokers(), WITHIN)) {
            assertThat(join(new KafkaOffsets(admin, topic, settings.consumerGroup()).committed()))
                    .containsEntry(new TopicPartition(topic, partition), 7L);
        }
        assertThat(quarantined())
                .extracting(entry -> entry.path("reason").textValue())
                .containsExactlyInAnyOrder("unknownCommand", "malformed", "keyMismatch", "tooLarge");
        assertThat(quarantined())
                .filteredOn(entry -> entry.path("reason").textValue().equals("unknownCommand"))
                .allSatisfy(entry -> {
                    assertThat(entry.path("id").textValue()).isEqualTo(topic + "/" + partition + "@1");
                    assertThat(entry.path("detail").textValue())
                            .isEqualTo("Expected a command that was given but got 3f2a");
                });
    }

    private static List<JsonNode> quarantined() {
        return WholeTopic.read(topics.brokers().bootstrapServers(), topics.quarantine());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    }

    private static DeviceCommand command(String source, Instant issuedAt) {
        AssetId asset = new AssetId("asset-of-" + source);
        return new DeviceCommand(
                CommandId.of(asset, UUID.randomUUID().toString()),
                asset,
                new SourceId(source),
                null,
                new CommandName("stop"),
                Arguments.NONE,
                issuedAt,
                issuedAt.plusSeconds(30));
    }

    private static DeviceCommand releasedNow(DeviceCommand command) {
        Instant now = CLOCK.instant();
        return new DeviceCommand(
                command.id(),
                command.asset(),
                command.source(),
                command.epoch(),
                command.command(),
                command.arguments(),
                now,
                now.plusSeconds(30));
    }

    /** The first ones can come too late on a busy machine, as they may. */
    private static void awaitConnected(KafkaCommandLine line) {
        Eventually.holds(WITHIN, () -> assertThat(join(line.send(command("first", CLOCK.instant()))))
                .isNotNull());
    }

    private static DeviceAck ack(String source, String detail) {
        return new DeviceAck(
                new CommandId("3f2a"),
                new AssetId("WT-07"),
                new SourceId(source),
                0,
                DeviceAck.Answer.SUCCEEDED,
                detail,
                CLOCK.instant());
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(WITHIN.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
