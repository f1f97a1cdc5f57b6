package dev.muster.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The schemas of telemetry against the codec, both ways: what it writes they take, what they take it reads. */
class TelemetryPayloadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AsyncApi OPEN = Served.asyncApi();
    private static final AsyncApi CLOSED = OPEN.closed();
    private static final long SEED = 7;
    private static final int RECORDS = 300;

    @Test
    void shouldNameEverythingThatRecordsHave() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < RECORDS; i++) {
            TelemetryRecord telemetry = random.nextBoolean() ? sample(random) : notice(random);
            JsonNode encoded = encoded(telemetry);

            assertThat(CLOSED.faultsOfPayload(message(encoded), encoded))
                    .as(encoded.toString())
                    .isEmpty();
            assertThat(OPEN.faultsOfKey(message(encoded), telemetry.source().value()))
                    .isEmpty();
        }
    }

    @Test
    void shouldTakeExactlyWhatTheCodecReads() throws IOException {
        Random random = new Random(SEED);
        int taken = 0;
        for (int i = 0; i < 10 * RECORDS; i++) {
            ObjectNode changed = (ObjectNode) encoded(random.nextBoolean() ? sample(random) : notice(random));
            String message = message(changed);
            spoil(changed, random);
            // What says to be of the other kind is held against the schema of the other kind.
            String held = message(changed).isEmpty() ? message : message(changed);

            boolean isTaken = OPEN.faultsOfPayload(held, changed).isEmpty();

            assertThat(isTaken)
                    .as(changed.toString())
                    .isEqualTo(
                            TelemetryCodec.decode(changed.toString().getBytes(UTF_8)) instanceof DecodeResult.Decoded);
            taken += isTaken ? 1 : 0;
        }
        assertThat(taken).isBetween(RECORDS, 9 * RECORDS);
    }

    @Test
    void shouldSeeFieldsThatItDoesNotNameWhenClosed() throws IOException {
        Random random = new Random(SEED);
        for (TelemetryRecord telemetry : List.of(sample(random), notice(random))) {
            ObjectNode more = (ObjectNode) encoded(telemetry);
            more.put("colour", "green");

            assertThat(OPEN.faultsOfPayload(message(more), more)).isEmpty();
            assertThat(CLOSED.faultsOfPayload(message(more), more)).isNotEmpty();
        }
    }

    /** One field somewhere is taken away, or becomes something else, or a stranger joins. */
    private static void spoil(ObjectNode record, Random random) {
        List<ObjectNode> objects = new ArrayList<>(List.of(record));
        record.path("values").forEach(value -> {
            if (value instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        for (String field : List.of("values", "properties")) {
            if (record.path(field) instanceof ObjectNode named) {
                objects.add(named);
            }
        }
        ObjectNode spoilt = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        spoilt.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
            spoilt.remove(name);
        } else {
            spoilt.set(random.nextInt(6) == 0 ? "stranger" : name, anything(random));
        }
    }

    private static JsonNode anything(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(12)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(-1);
            case 2 -> nodes.numberNode(2);
            case 3 -> nodes.numberNode(1);
            case 4 -> nodes.numberNode(1.5);
            case 5 -> nodes.textNode("connected");
            case 6 -> nodes.textNode("uncertain");
            case 7 -> nodes.textNode("2030-01-02T03:04:05.678Z");
            case 8 -> nodes.textNode("with space");
            case 9 -> nodes.objectNode();
            case 10 -> nodes.objectNode().put("v", 3.5);
            default -> nodes.arrayNode().add(1);
        };
    }

    private static String message(JsonNode encoded) {
        return switch (encoded.path("kind").asText()) {
            case "sample", "connected", "disconnected" -> encoded.path("kind").asText();
            default -> "";
        };
    }

    private static Sample sample(Random random) {
        Map<SignalName, Reading> readings = new TreeMap<>();
        int signals = 1 + random.nextInt(4);
        for (int i = 0; i < signals; i++) {
            Quality quality = Quality.values()[random.nextInt(Quality.values().length)];
            readings.put(
                    new SignalName("signal-" + i),
                    new Reading(random.nextGaussian() * 100, quality, random.nextBoolean() ? "MW" : null));
        }
        return new Sample(source(random), random.nextInt(1_000), at(random), readings);
    }

    private static Notice notice(Random random) {
        if (random.nextBoolean()) {
            return new Notice(source(random), Notice.Kind.DISCONNECTED, random.nextInt(100), at(random));
        }
        Properties said = random.nextBoolean() ? Properties.NONE : new Properties(Map.of("firmware", "2.1"));
        return new Notice(source(random), Notice.Kind.CONNECTED, random.nextInt(100), at(random), said);
    }

    private static SourceId source(Random random) {
        return new SourceId("TARONG#" + random.nextInt(100));
    }

    private static Instant at(Random random) {
        return Instant.parse("2030-01-01T00:00:00Z").plusMillis(random.nextInt(2_000) * 500L);
    }

    private static JsonNode encoded(TelemetryRecord telemetry) throws IOException {
        return JSON.readTree(TelemetryCodec.encode(telemetry));
    }
}
