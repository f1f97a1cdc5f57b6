package dev.muster.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SourceId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The schemas of commands, answers, and what is told of them, against what is written, both ways. */
class CommandPayloadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AsyncApi OPEN = Served.asyncApi();
    private static final AsyncApi CLOSED = OPEN.closed();
    private static final long SEED = 17;
    private static final int RECORDS = 300;
    private static final List<String> SCHEMAS_OF_NEWS = List.of(
            "CommandRecordHeaders",
            "CommandRecord",
            "CommandRequest",
            "CommandOwner",
            "CommandRefusal",
            "CommandRelease",
            "CommandPosition",
            "CommandTransition",
            "PromiseHeaders",
            "Promise",
            "PromiseAttempt");

    @Test
    void shouldNameEverythingThatCommandsAndAnswersHave() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < RECORDS; i++) {
            DeviceCommand command = command(random);
            DeviceAck ack = ack(random);

            assertThat(CLOSED.faultsOfPayload("deviceCommand", json(ControlCodec.encode(command))))
                    .isEmpty();
            assertThat(CLOSED.faultsOfPayload("deviceAck", json(ControlCodec.encode(ack))))
                    .isEmpty();
            assertThat(OPEN.faultsOfKey("deviceCommand", command.source().value()))
                    .isEmpty();
            assertThat(OPEN.faultsOfKey("deviceAck", ack.source().value())).isEmpty();
        }
    }

    @Test
    void shouldTakeExactlyTheCommandsThatTheCodecReads() throws IOException {
        Random random = new Random(SEED);
        int taken = 0;
        for (int i = 0; i < 10 * RECORDS; i++) {
            taken += judgedAlike(
                            "deviceCommand", json(ControlCodec.encode(command(random))), ControlCodec::command, random)
                    ? 1
                    : 0;
        }
        assertThat(taken).isBetween(RECORDS, 9 * RECORDS);
    }

    @Test
    void shouldTakeExactlyTheAnswersThatTheCodecReads() throws IOException {
        Random random = new Random(SEED);
        int taken = 0;
        for (int i = 0; i < 10 * RECORDS; i++) {
            taken +=
                    judgedAlike("deviceAck", json(ControlCodec.encode(ack(random))), ControlCodec::ack, random) ? 1 : 0;
        }
        assertThat(taken).isBetween(RECORDS, 9 * RECORDS);
    }

    @Test
    void shouldNameEverythingThatIsToldOfCommandsAndPromises() {
        assertThat(RealNews.all()).hasSizeGreaterThan(3).allSatisfy(news -> {
            assertThat(CLOSED.faultsOfPayload(news.message(), news.payload()))
                    .as(news.payload().toString())
                    .isEmpty();
            assertThat(CLOSED.faultsOfHeaders(news.message(), news.headers())).isEmpty();
            assertThat(OPEN.faultsOfKey(news.message(), news.key())).isEmpty();
        });
    }

    /** Were a field named that no record has, nobody would see it go. */
    @Test
    void shouldNameNothingThatIsNotTold() {
        List<String> unused = new ArrayList<>();
        for (String schema : SCHEMAS_OF_NEWS) {
            OPEN.document()
                    .at("/components/schemas/%s/properties".formatted(schema))
                    .fieldNames()
                    .forEachRemaining(field -> {
                        if (!isMissedWithout(schema, field)) {
                            unused.add(schema + "." + field);
                        }
                    });
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void shouldMissEachFieldThatIsAlwaysThere() {
        for (RealNews.Told least : RealNews.least()) {
            assertThat(least.payload().properties()).hasSizeGreaterThan(4);
            least.payload().properties().forEach(field -> {
                ObjectNode without = least.payload().deepCopy();
                without.remove(field.getKey());
                assertThat(OPEN.faultsOfPayload(least.message(), without))
                        .as("%s without %s", least.message(), field.getKey())
                        .isNotEmpty();
            });
        }
    }

    private static boolean isMissedWithout(String schema, String field) {
        JsonNode copy = OPEN.document().deepCopy();
        JsonNode cut = copy.at("/components/schemas/" + schema);
        ((ObjectNode) cut.path("properties")).remove(field);
        ArrayNode required = (ArrayNode) cut.path("required");
        IntStream.iterate(required.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> required.get(i).textValue().equals(field))
                .forEach(required::remove);
        AsyncApi closed = AsyncApi.of(copy).closed();
        return RealNews.all().stream()
                .anyMatch(news ->
                        !closed.faultsOfPayload(news.message(), news.payload()).isEmpty()
                                || !closed.faultsOfHeaders(news.message(), news.headers())
                                        .isEmpty());
    }

    /** One field is spoilt; schema and codec must be of one mind about it. */
    private static boolean judgedAlike(String message, JsonNode record, Consumer<byte[]> codec, Random random) {
        ObjectNode spoilt = (ObjectNode) record;
        ObjectNode at = spoilt.path("arguments") instanceof ObjectNode arguments
                        && !arguments.isEmpty()
                        && random.nextInt(4) == 0
                ? arguments
                : spoilt;
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
            at.remove(name);
        } else {
            at.set(random.nextInt(4) == 0 ? "stranger" : name, anything(random));
        }
        boolean isTaken = OPEN.faultsOfPayload(message, spoilt).isEmpty();
        assertThat(isTaken).as(spoilt.toString()).isEqualTo(isRead(codec, spoilt));
        return isTaken;
    }

    private static boolean isRead(Consumer<byte[]> codec, JsonNode record) {
        try {
            codec.accept(record.toString().getBytes(UTF_8));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonNode anything(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(13)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(-1);
            case 2 -> nodes.numberNode(2);
            case 3 -> nodes.numberNode(1);
            case 4 -> nodes.numberNode(1.5);
            case 5 -> nodes.textNode("succeeded");
            case 6 -> nodes.textNode("done");
            case 7 -> nodes.textNode("2030-01-02T03:04:05.678Z");
            case 8 -> nodes.textNode("with space");
            case 9 -> nodes.textNode("x".repeat(501));
            case 10 -> nodes.booleanNode(true);
            case 11 -> nodes.objectNode();
            default -> nodes.arrayNode().add(1);
        };
    }

    private static DeviceCommand command(Random random) {
        Map<String, Argument> arguments = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            arguments.put(
                    "argument" + i,
                    switch (random.nextInt(3)) {
                        case 0 -> Argument.of(Math.round(random.nextGaussian() * 1e6) / 1e3);
                        case 1 -> Argument.of("text " + random.nextInt());
                        default -> new Argument.Flag(random.nextBoolean());
                    });
        }
        Instant at = at(random);
        return new DeviceCommand(
                CommandId.of(new AssetId("WT-07"), "key-" + random.nextInt()),
                new AssetId("W/HOE#1"),
                new SourceId("gateway-" + random.nextInt(100)),
                random.nextBoolean() ? null : (long) random.nextInt(100),
                new CommandName("setPower"),
                new Arguments(arguments),
                at,
                at.plusSeconds(30));
    }

    private static DeviceAck ack(Random random) {
        return new DeviceAck(
                CommandId.of(new AssetId("WT-07"), "key-" + random.nextInt()),
                new AssetId("W/HOE#1"),
                new SourceId("gateway-" + random.nextInt(100)),
                random.nextInt(100),
                DeviceAck.Answer.values()[random.nextInt(DeviceAck.Answer.values().length)],
                random.nextBoolean() ? "" : "Schütz \"7\" klemmt",
                at(random));
    }

    private static Instant at(Random random) {
        return Instant.parse("2030-01-01T00:00:00Z").plusMillis(random.nextInt(2_000) * 500L);
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        return JSON.readTree(bytes);
    }
}
