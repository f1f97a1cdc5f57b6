package dev.muster.twinservice.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON mapper of the API. Reading is strict: what is not understood is refused by name, nothing is guessed from
 * another type. Writing: times as ISO text, exact decimals. Thread-safe.
 */
public final class Json {
    /** Deeper than any body of the API by far; a body of brackets ends here instead of on the stack. */
    static final int NESTING_MAX = 32;

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING_MAX)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(JsonTimes.module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .build();
    }

    /** An object of a reply: names and values in turn, in that order. Null is shown, so that readers see the field exists. */
    public static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            put(fields, String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    @SuppressWarnings("NullAway") // A map that shows null values: Map's own annotations cannot say that here.
    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        fields.put(name, value);
    }

    public static HttpResponse ok(Object value) {
        return response(StatusCodes.OK, value);
    }

    public static HttpResponse response(StatusCode status, Object value) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, bytes(value)));
    }

    /** As text in UTF-8, on one line. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A reply that is no JSON is a bug", e);
        }
    }

    /** The name under which an enum's constant travels. */
    public static String name(Enum<?> constant) {
        return MAPPER.convertValue(constant, String.class);
    }

    /** Reads a request body; {@link BadInput} names the field that does not fit and what was expected. */
    static <T> T read(byte[] body, Class<T> as) {
        return read(tree(body), as);
    }

    /** As {@link #read(byte[], Class)}, of JSON that was taken apart before. */
    public static <T> T read(JsonNode tree, Class<T> as) {
        if (!tree.isObject()) {
            throw new BadInput(Problem.badInput(null, "Expected a JSON object but got " + Misfits.shown(tree)));
        }
        try {
            return MAPPER.treeToValue(tree, as);
        } catch (JsonMappingException e) {
            throw new BadInput(Misfits.problem(e, tree));
        } catch (JsonProcessingException e) {
            throw new BadInput(Problem.badInput(null, "Expected other JSON but: " + e.getOriginalMessage()));
        }
    }

    /** As {@link #read}, for bodies that are more than one kind of JSON. */
    public static JsonNode tree(byte[] body) {
        try (JsonParser parser = MAPPER.createParser(body)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw notJson("it is empty");
            }
            if (parser.nextToken() != null) {
                throw notJson("there is more behind the first value");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new BadInput(Problem.badInput(
                    null,
                    "Expected JSON within limits (nesting of at most %d) but: %s"
                            .formatted(NESTING_MAX, e.getOriginalMessage())));
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw notJson(
                    "at line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()));
        } catch (IOException e) {
            // Bytes that are no text in any encoding.
            throw notJson(String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #tree(byte[])}, of what stands in a field or parameter of that name. */
    public static JsonNode tree(byte[] text, String field) {
        try {
            return tree(text);
        } catch (BadInput bad) {
            throw new BadInput(bad.problem().at(field));
        }
    }

    private static BadInput notJson(String why) {
        return new BadInput(Problem.badInput(null, "Expected a body of JSON but " + why));
    }
}
