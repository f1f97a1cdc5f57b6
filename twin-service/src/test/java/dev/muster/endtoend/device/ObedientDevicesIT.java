package dev.muster.endtoend.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.reference.ReferenceDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices over a real Kafka, told by hand: the simulated fleet, and the reference device in a process of its own. */
class ObedientDevicesIT {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final SimulatedFleet FLEET = SimulatedFleet.create(5, 60);

    private final String kafka = SharedStack.get().kafkaBootstrap();

    @TempDir
    private Path directory;

    @Test
    void shouldHearOnlyWhatIsSaidWhileTheFleetListensAndAnswerEach() throws Exception {
        String name = UUID.randomUUID().toString();
        Ledger ledger = new Ledger(FleetModel.plan(FLEET), Clock.systemUTC(), false);
        List<FleetUnit> units = FLEET.units().stream()
                .filter(unit -> unit.technology() == Technology.SOLAR)
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
                KafkaUplink uplink = new KafkaUplink(kafka, "telemetry-" + name, "acks-" + name);
                Teller teller = new Teller(kafka, "commands-" + name)) {
            DeviceFleet devices = new DeviceFleet(
                    FLEET, uplink, ledger, Clock.systemUTC(), DeviceOptions.PERFECT, Duration.ofSeconds(5));
            create(admin, "telemetry-" + name, "acks-" + name);
            devices.connectAll().join();
            try (KafkaDownlink early = KafkaDownlink.start(kafka, "commands-" + name, devices::command);
                    Answers answers = new Answers(kafka, "acks-" + name)) {
                assertThat(early.listening()).isNotDone();
                create(admin, "commands-" + name);
                early.listening().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
                teller.raw("no command".getBytes(StandardCharsets.UTF_8));
                units.forEach(unit -> teller.tell(release(unit.id().value(), "a-" + unit.id())));

                answers.await(2 * units.size());
                assertThat(answers.of(Answer.SUCCEEDED)).hasSize(units.size()).doesNotHaveDuplicates();
            }
            teller.tell(release(units.get(0).id().value(), "unheard"));
            try (KafkaDownlink late = KafkaDownlink.start(kafka, "commands-" + name, devices::command);
                    Answers answers = new Answers(kafka, "acks-" + name)) {
                late.listening().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
                teller.tell(release(units.get(0).id().value(), "heard"));

                answers.await(2 * units.size() + 2);
                assertThat(answers.of(Answer.SUCCEEDED)).contains("heard").doesNotContain("unheard");
            }
        }
    }

    @Test
    void shouldNotDoACommandAgainAfterTheDeviceWasKilled() throws Exception {
        String source = "reference-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            List<String> there = new ArrayList<>(List.of("telemetry", "commands", "command-acks"));
            there.removeAll(admin.listTopics().names().get());
            create(admin, there.toArray(String[]::new));
        }
        DeviceCommand command = new DeviceCommand(
                new CommandId(source + "-a"),
                new AssetId(source),
                new SourceId(source),
                null,
                FleetTypes.SET_POWER,
                new Arguments(Map.of(FleetTypes.MEGAWATTS, Argument.of(1.5))),
                Instant.now(),
                Instant.now().plusSeconds(300));
        Path said = directory.resolve("said");
        try (Teller teller = new Teller(kafka, "commands");
                Answers answers = new Answers(kafka, "command-acks")) {
            int before = answers.all.size();
            Process device = start(source, said);
            try {
                repeatUntil(() -> teller.tell(command), () -> answers.read() >= before + 2);
            } finally {
                device.destroyForcibly().waitFor();
            }
            answers.all.clear();
            Process again = start(source, said);
            try {
                repeatUntil(() -> teller.tell(command), () -> answers.read() >= 4);
                assertThat(answers.of(Answer.SUCCEEDED)).containsOnly(source + "-a");
                assertThat(answers.all).allMatch(ack -> ack.answer() == Answer.SUCCEEDED);
            } finally {
                again.destroy();
                assertThat(again.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(Files.readAllLines(said)).containsOnlyOnce("now giving at most 1.5 MW");
    }

    private Process start(String source, Path said) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReferenceDevice.class.getName(),
                        kafka,
                        source,
                        directory.resolve("handled.json").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
    }

    /** A device that is just coming up hears nothing yet: so it is said again, with the same id. */
    private static void repeatUntil(Runnable what, Supplier<Boolean> done) {
        Instant[] last = {Instant.EPOCH};
        assertThat(Poll.untilTrue(WITHIN, () -> {
                    if (Instant.now().isAfter(last[0].plusSeconds(1))) {
                        what.run();
                        last[0] = Instant.now();
                    }
                    return done.get();
                }))
                .isTrue();
    }

    private static void create(Admin admin, String... topics) throws Exception {
        List<NewTopic> wanted = new ArrayList<>();
        for (String topic : topics) {
            wanted.add(new NewTopic(topic, 12, (short) 1));
        }
        admin.createTopics(wanted).all().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    private static DeviceCommand release(String source, String id) {
        return new DeviceCommand(
                new CommandId(id),
                new AssetId(source),
                new SourceId(source),
                null,
                new CommandName("release"),
                Arguments.NONE,
                Instant.now(),
                Instant.now().plusSeconds(60));
    }

    private record Teller(KafkaProducer<byte[], byte[]> producer, String topic) implements AutoCloseable {
        Teller(String kafka, String topic) {
            this(
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer()),
                    topic);
        }

        void tell(DeviceCommand command) {
            byte[] key = command.source().value().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, key, ControlCodec.encode(command)));
            producer.flush();
        }

        void raw(byte[] value) {
            producer.send(new ProducerRecord<>(topic, value, value));
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    /** Everything that was ever answered. */
    private static final class Answers implements AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<DeviceAck> all = new ArrayList<>();

        Answers(String kafka, String topic) {
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka, "enable.auto.commit", false),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        int read() {
            consumer.poll(Duration.ofMillis(100)).forEach(received -> {
                DeviceAck ack = ControlCodec.ack(received.value());
                assertThat(new String(received.key(), StandardCharsets.UTF_8))
                        .isEqualTo(ack.source().value());
                all.add(ack);
            });
            return all.size();
        }

        void await(int count) {
            assertThat(Poll.untilTrue(WITHIN, () -> read() >= count))
                    .as("answers: %s", all)
                    .isTrue();
        }

        List<String> of(Answer answer) {
            return all.stream()
                    .filter(ack -> ack.answer() == answer)
                    .map(ack -> ack.id().value())
                    .toList();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
