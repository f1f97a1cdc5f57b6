package dev.muster.assetmodel.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.DecodeResult.Decoded;
import dev.muster.assetmodel.telemetry.DecodeResult.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of {@link TelemetryRecord}, version 1, UTF-8 JSON:
 *
 * <pre>{@code
 * {"v":1,"kind":"sample","source":"WT-07","seq":42,"at":"2030-01-02T03:04:05.678Z",
 *  "values":{"power":2.1,"wind_speed":{"v":9.3,"u":"m/s","q":"uncertain"}}}
 * {"v":1,"kind":"connected","source":"WT-07","epoch":3,"at":"2030-01-02T03:04:05Z","properties":{"firmware":"2.1"}}
 * {"v":1,"kind":"disconnected","source":"WT-07","epoch":3,"at":"2030-01-02T03:04:05Z"}
 * }</pre>
 *
 * A value is a number, or an object with {@code v} and optionally {@code u} (unit) and {@code q} (good, uncertain, bad).
 * Properties are what the device says of itself: texts by name, and may be left out.
 * Unknown fields are passed over, so that a newer sender can add some within a version. Thread-safe.
 */
public final class TelemetryCodec {
    /** Bytes; a record of 64 signals needs a tenth of it. */
    public static final int RECORD_BYTES_MAX = 65_536;

    /** The version that this build writes, and the only one so far that it reads. */
    public static final int VERSION = 1;

    static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder().maxNestingDepth(8).build();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper JSON =
            new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private TelemetryCodec() {}

    /** Never throws: what is not a record comes back as {@link Refused} and says what was expected. */
    public static DecodeResult decode(byte[] bytes) {
        if (bytes.length > RECORD_BYTES_MAX) {
            return new Refused(
                    RefusalReason.TOO_LARGE,
                    "Expected at most %d bytes but got %d".formatted(RECORD_BYTES_MAX, bytes.length));
        }
        Sample plain = PlainSamples.read(bytes);
        return plain == null ? decodeTree(bytes) : new Decoded(plain);
    }

    /** Of any record; what is wrong with it is said here alone. */
    static DecodeResult decodeTree(byte[] bytes) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            // How Jackson names NaN and infinities: they are no JSON, but deserve a reason of their own.
            return e.getOriginalMessage().contains("NON_NUMERIC_NUMBERS")
                    ? new Refused(RefusalReason.NOT_FINITE, "Expected finite numbers but got NaN or an infinity")
                    : new Refused(RefusalReason.MALFORMED, "Expected a JSON object: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Reading an array cannot fail", e);
        }
        return decode(root);
    }

    /** As {@link #decode(byte[])}, for a record that arrived inside other JSON. */
    public static DecodeResult decode(JsonNode root) {
        try {
            return new Decoded(record(root));
        } catch (Refusal e) {
            return new Refused(e.reason, e.detail);
        } catch (IllegalArgumentException e) {
            return new Refused(RefusalReason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** The wire form that {@link #decode(byte[])} reads back to an equal record. */
    public static byte[] encode(TelemetryRecord telemetry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            if (telemetry instanceof Sample sample) {
                writeSample(json, sample);
            } else if (telemetry instanceof Notice notice) {
                json.writeStringField("kind", notice.kind() == Notice.Kind.CONNECTED ? "connected" : "disconnected");
                json.writeStringField("source", notice.source().value());
                json.writeNumberField("epoch", notice.epoch());
                json.writeStringField("at", notice.measuredAt().toString());
                ReportedTexts.write(json, notice.properties());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing an array cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void writeSample(JsonGenerator json, Sample sample) throws IOException {
        json.writeStringField("kind", "sample");
        json.writeStringField("source", sample.source().value());
        json.writeNumberField("seq", sample.sequence());
        json.writeStringField("at", sample.measuredAt().toString());
        json.writeObjectFieldStart("values");
        for (Map.Entry<SignalName, Reading> entry : sample.readings().entrySet()) {
            Reading reading = entry.getValue();
            json.writeFieldName(entry.getKey().value());
            if (reading.quality() == Quality.GOOD && reading.unit() == null) {
                json.writeNumber(reading.value());
                continue;
            }
            json.writeStartObject();
            json.writeNumberField("v", reading.value());
            if (reading.unit() != null) {
                json.writeStringField("u", reading.unit());
            }
            json.writeStringField("q", qualityName(reading.quality()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static TelemetryRecord record(JsonNode root) {
        if (root == null || !root.isObject()) {
            throw malformed("Expected a JSON object");
        }
        long version = integer(root, "v");
        if (version != VERSION) {
            throw new Refusal(
                    RefusalReason.UNKNOWN_VERSION, "Expected version %d but got %d".formatted(VERSION, version));
        }
        String kind = text(root, "kind");
        SourceId source = new SourceId(text(root, "source"));
        Instant at = instant(root, "at");
        return switch (kind) {
            case "sample" -> new Sample(source, integer(root, "seq"), at, readings(root.path("values")));
            case "connected" ->
                new Notice(source, Notice.Kind.CONNECTED, integer(root, "epoch"), at, ReportedTexts.read(root));
            case "disconnected" -> new Notice(source, Notice.Kind.DISCONNECTED, integer(root, "epoch"), at);
            default ->
                throw malformed(
                        "Expected kind sample, connected or disconnected but got '%s'".formatted(shortened(kind)));
        };
    }

    private static Map<SignalName, Reading> readings(JsonNode values) {
        if (!values.isObject() || values.isEmpty()) {
            throw malformed("Expected values to be an object with at least one signal");
        }
        Map<SignalName, Reading> readings = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = values.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            readings.put(new SignalName(field.getKey()), reading(field.getKey(), field.getValue()));
        }
        return readings;
    }

    private static Reading reading(String signal, JsonNode node) {
        JsonNode number = node.isObject() ? node.path("v") : node;
        if (!number.isNumber()) {
            boolean notFinite = number.isTextual() && number.textValue().matches("[+-]?(NaN|Inf(inity)?)");
            throw new Refusal(
                    notFinite ? RefusalReason.NOT_FINITE : RefusalReason.MALFORMED,
                    "Expected a finite number for signal '%s' but got %s"
                            .formatted(signal, shortened(node.toString())));
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new Refusal(
                    RefusalReason.NOT_FINITE, "Expected a number within a double for signal '%s'".formatted(signal));
        }
        return new Reading(value, quality(signal, node.path("q")), unit(signal, node.path("u")));
    }

    private static Quality quality(String signal, JsonNode node) {
        if (node.isMissingNode()) {
            return Quality.GOOD;
        }
        return switch (node.asText()) {
            case "good" -> Quality.GOOD;
            case "uncertain" -> Quality.UNCERTAIN;
            case "bad" -> Quality.BAD;
            default ->
                throw malformed("Expected quality good, uncertain or bad for signal '%s' but got '%s'"
                        .formatted(signal, shortened(node.asText())));
        };
    }

    private static String qualityName(Quality quality) {
        return switch (quality) {
            case GOOD -> "good";
            case UNCERTAIN -> "uncertain";
            case BAD -> "bad";
        };
    }

    private static @Nullable String unit(String signal, JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        if (!node.isTextual()) {
            throw malformed("Expected a text as unit of signal '%s'".formatted(signal));
        }
        return node.textValue();
    }

    private static String text(JsonNode root, String field) {
        JsonNode node = root.path(field);
        if (!node.isTextual()) {
            throw malformed("Expected a text in field '%s'".formatted(field));
        }
        return node.textValue();
    }

    private static long integer(JsonNode root, String field) {
        JsonNode node = root.path(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw malformed("Expected a whole number of 0 or more in field '%s'".formatted(field));
        }
        return node.longValue();
    }

    private static Instant instant(JsonNode root, String field) {
        String text = text(root, field);
        try {
            return IsoInstants.parse(text);
        } catch (DateTimeException e) {
            throw malformed("Expected a time such as 2030-01-02T03:04:05.678Z in field '%s' but got '%s'"
                    .formatted(field, shortened(text)));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private static Refusal malformed(String detail) {
        return new Refusal(RefusalReason.MALFORMED, detail);
    }

    /** Leaves the nested readers; never leaves this class. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RefusalReason reason;
        private final String detail;

        Refusal(RefusalReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }
    }
}
