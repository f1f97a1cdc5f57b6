package dev.muster.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.ingest.kafka.TopicSpec;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.command.kafka.CloudEventTopic;
import dev.muster.twinservice.command.kafka.KafkaAnswerMarks;
import dev.muster.twinservice.command.kafka.KafkaCommandStream;
import dev.muster.twinservice.promise.Attempt;
import dev.muster.twinservice.promise.Promise;
import dev.muster.twinservice.promise.kafka.KafkaPromiseStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What is told of commands and promises, as the streams write it: with everything that there is, and with the least. */
final class RealNews {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.250Z");
    private static final AssetId ASSET = new AssetId("W/HOE#1");
    private static final Principal ANNA = new Principal("anna");
    private static final GroupKey GROUP = new GroupKey(new HierarchyId("geography"), new GroupId("north"));
    private static final CommandRequest SHORT = new CommandRequest(
            CommandId.of(ASSET, "k"),
            ASSET,
            "k",
            new CommandName("stop"),
            Arguments.NONE,
            ANNA,
            "",
            Duration.ofSeconds(30),
            null,
            null);
    private static final CommandRequest LONG = new CommandRequest(
            CommandId.of(ASSET, "k"),
            ASSET,
            "k",
            new CommandName("setPower"),
            new Arguments(
                    Map.of("megawatts", Argument.of(2.5), "mode", Argument.of("eco"), "x", new Argument.Flag(true))),
            ANNA,
            "the line is full",
            Duration.ofMinutes(5),
            AT.plus(Duration.ofDays(7)),
            new Owner(Owner.Kind.SET_POINT, "geography|north"));

    private RealNews() {}

    /** By the message that it comes with. */
    record Told(String message, String key, ObjectNode payload, ObjectNode headers) {}

    static List<Told> all() {
        return Stream.concat(least().stream(), most().stream()).toList();
    }

    static List<Told> least() {
        return List.of(
                told(new CommandRecord(
                        SHORT, null, null, null, List.of(new Transition(CommandStatus.ACCEPTED, AT, "", false)))),
                told(promise(Promise.State.KEPT, List.of(), null, null, null)));
    }

    private static List<Told> most() {
        List<Transition> steps = Stream.of(CommandStatus.values())
                .map(status -> new Transition(status, AT, "so", status == CommandStatus.SUCCEEDED))
                .toList();
        return List.of(
                told(new CommandRecord(
                        LONG,
                        null,
                        new CommandRecord.Release(new SourceId("gateway-1"), 3L, AT, AT.plusSeconds(30)),
                        new CommandRecord.Position(3, 42, AT),
                        steps)),
                told(new CommandRecord(
                        SHORT,
                        new Refusal(Refusal.Reason.OFFLINE, "Expected it online but it is not", AT),
                        null,
                        null,
                        List.of(new Transition(CommandStatus.REFUSED, AT, "", false)))),
                told(promise(
                        Promise.State.UNKEPT,
                        List.of(new Attempt(1, SHORT.id(), AT, CommandStatus.FAILED, "hot")),
                        "100",
                        LONG,
                        AT)),
                mark());
    }

    private static Told mark() {
        MockProducer<byte[], byte[]> kafka = producer();
        TopicSpec acks = TopicSettings.from(ConfigFactory.defaultReference()).commandAcks();
        AckedProducer acked = new AckedProducer(() -> kafka, "test-marks", 10);
        try (KafkaAnswerMarks marks = new KafkaAnswerMarks(acks, acked, Clock.fixed(AT, ZoneOffset.UTC))) {
            marks.mark(new SourceId("gateway-1"), ASSET)
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
        return read("answersMarked", kafka.history().get(0));
    }

    private static Promise promise(
            Promise.State state,
            List<Attempt> attempts,
            @Nullable String reported,
            @Nullable CommandRequest open,
            @Nullable Instant at) {
        return new Promise(
                ASSET,
                "curtailment",
                "50",
                reported,
                at == null ? null : GROUP,
                ANNA,
                AT,
                state,
                "",
                attempts.size(),
                attempts,
                at,
                open,
                open,
                at,
                3);
    }

    private static Told told(CommandRecord record) {
        MockProducer<byte[], byte[]> kafka = producer();
        try (KafkaCommandStream stream = new KafkaCommandStream(topic("command-records", kafka))) {
            stream.publish(record)
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
        return read("commandRecord", kafka.history().get(0));
    }

    private static Told told(Promise promise) {
        MockProducer<byte[], byte[]> kafka = producer();
        try (KafkaPromiseStream stream = new KafkaPromiseStream(topic("promises", kafka))) {
            stream.publish(promise)
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
        return read("promise", kafka.history().get(0));
    }

    private static Told read(String message, ProducerRecord<byte[], byte[]> told) {
        ObjectNode headers = JSON.createObjectNode();
        told.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        try {
            return new Told(message, new String(told.key(), UTF_8), (ObjectNode) JSON.readTree(told.value()), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CloudEventTopic topic(String name, MockProducer<byte[], byte[]> kafka) {
        return new CloudEventTopic(name, new AckedProducer(() -> kafka, "test-" + name, 10));
    }

    private static MockProducer<byte[], byte[]> producer() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new MockProducer<>(true, bytes, bytes);
    }
}
