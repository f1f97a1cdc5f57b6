package dev.muster.assetmodel.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of {@link DeviceCommand} and {@link DeviceAck}, version 1, UTF-8 JSON:
 *
 * <pre>{@code
 * {"v":1,"id":"3f…","asset":"WT-07","source":"WT-07","epoch":3,"command":"setPower","arguments":{"megawatts":2.5},
 *  "issuedAt":"2030-01-02T03:04:05Z","expiresAt":"2030-01-02T03:04:35Z"}
 * {"v":1,"id":"3f…","asset":"WT-07","source":"WT-07","epoch":3,"answer":"succeeded","detail":"","at":"2030-01-02T03:04:06Z"}
 * }</pre>
 *
 * Unknown fields are passed over, so that a newer sender can add some within a version. Thread-safe.
 */
public final class ControlCodec {
    /** Bytes of either. */
    public static final int RECORD_BYTES_MAX = 65_536;

    /** The version that this build writes, and the only one so far that it reads. */
    public static final int VERSION = 1;

    private static final int NESTING_MAX = 4;
    private static final int SHOWN_MAX = 80;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .registerModules(new ParameterNamesModule(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What a field holds. */
    private enum Shape {
        TEXT("a text"),
        TIME("a time such as 2030-01-02T03:04:05.678Z"),
        WHOLE("a whole number of 0 or more"),
        OBJECT("an object");

        private final String said;

        Shape(String said) {
            this.said = said;
        }
    }

    private record Field(String name, Shape shape, boolean optional) {
        Field(String name, Shape shape) {
            this(name, shape, false);
        }
    }

    private static final List<Field> IN_COMMANDS = List.of(
            new Field("id", Shape.TEXT),
            new Field("asset", Shape.TEXT),
            new Field("source", Shape.TEXT),
            new Field("epoch", Shape.WHOLE, true),
            new Field("command", Shape.TEXT),
            new Field("arguments", Shape.OBJECT),
            new Field("issuedAt", Shape.TIME),
            new Field("expiresAt", Shape.TIME));

    private static final List<Field> IN_ACKS = List.of(
            new Field("id", Shape.TEXT),
            new Field("asset", Shape.TEXT),
            new Field("source", Shape.TEXT),
            new Field("epoch", Shape.WHOLE),
            new Field("answer", Shape.TEXT),
            new Field("detail", Shape.TEXT, true),
            new Field("at", Shape.TIME));

    private ControlCodec() {}

    public static byte[] encode(DeviceCommand command) {
        return bytes(command);
    }

    public static byte[] encode(DeviceAck ack) {
        return bytes(ack);
    }

    /** {@link IllegalArgumentException} says what was expected; {@link UnknownVersionException}: another version. */
    public static DeviceCommand command(byte[] bytes) {
        return read(bytes, IN_COMMANDS, DeviceCommand.class);
    }

    /** As {@link #command}. An answer without a detail has an empty one. */
    public static DeviceAck ack(byte[] bytes) {
        return read(bytes, IN_ACKS, DeviceAck.class);
    }

    private static byte[] bytes(Object message) {
        ObjectNode json = JSON.createObjectNode().put("v", VERSION);
        json.setAll((ObjectNode) JSON.valueToTree(message));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Writing an array cannot fail", e);
        }
    }

    private static <T> T read(byte[] bytes, List<Field> fields, Class<T> as) {
        if (bytes.length > RECORD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "Expected at most %d bytes but got %d".formatted(RECORD_BYTES_MAX, bytes.length));
        }
        JsonNode root = tree(bytes);
        JsonNode version = root.path("v");
        if (!version.isIntegralNumber()) {
            throw new IllegalArgumentException(
                    "Expected version %d in field 'v' but got '%s'".formatted(VERSION, shown(version.toString())));
        }
        if (!version.isInt() || version.intValue() != VERSION) {
            throw new UnknownVersionException(
                    "Expected version %d in field 'v' but got %s".formatted(VERSION, shown(version.toString())));
        }
        fields.forEach(field -> check(root, field));
        try {
            return JSON.treeToValue(root, as);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(misfit(e), e);
        }
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root == null || !root.isObject()) {
                throw new IllegalArgumentException("Expected a JSON object but got something else");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Expected one JSON object but it breaks off, goes on, or is none: " + shown(e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading an array cannot fail", e);
        }
    }

    /** Jackson itself would make texts of numbers, and times of them. */
    private static void check(JsonNode root, Field field) {
        JsonNode value = root.path(field.name());
        if (value.isMissingNode() || value.isNull()) {
            if (field.optional()) {
                return;
            }
            throw new IllegalArgumentException("Expected the field '%s' but it is missing".formatted(field.name()));
        }
        boolean fits =
                switch (field.shape()) {
                    case TEXT -> value.isTextual();
                    case TIME -> value.isTextual() && isTime(value.textValue());
                    case WHOLE -> value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0;
                    case OBJECT -> value.isObject();
                };
        if (!fits) {
            throw new IllegalArgumentException("Expected %s in field '%s' but got %s"
                    .formatted(field.shape().said, field.name(), shown(value.toString())));
        }
    }

    private static boolean isTime(String text) {
        try {
            Instant unused = Instant.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** What the types themselves say, where they do. */
    private static String misfit(JsonProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        String field =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? "the field '%s'".formatted(mapping.getPath().get(0).getFieldName())
                        : "a field";
        return "Expected another value but %s does not fit: %s".formatted(field, shown(e.getOriginalMessage()));
    }

    private static String shown(@Nullable String text) {
        String given = String.valueOf(text);
        return given.length() <= SHOWN_MAX ? given : given.substring(0, SHOWN_MAX) + "...";
    }
}
