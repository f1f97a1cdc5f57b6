package dev.muster.assetmodel.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.fact.Properties;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The field {@code properties} of a notice. Limited like the properties that the model takes, and refused beyond with an {@link
 * IllegalArgumentException}: what is too much for the model must not travel as far as its writers.
 */
final class ReportedTexts {
    private static final String FIELD = "properties";

    private ReportedTexts() {}

    static void write(JsonGenerator json, Properties properties) throws IOException {
        if (properties.values().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(FIELD);
        for (Map.Entry<String, String> property : properties.values().entrySet()) {
            json.writeStringField(property.getKey(), property.getValue());
        }
        json.writeEndObject();
    }

    static Properties read(JsonNode notice) {
        JsonNode given = notice.path(FIELD);
        if (given.isMissingNode()) {
            return Properties.NONE;
        }
        check(given.isObject(), "Expected an object of texts in field 'properties'");
        check(
                given.size() <= ModelLimits.PROPERTIES_MAX,
                "Expected at most %d properties but got %d".formatted(ModelLimits.PROPERTIES_MAX, given.size()));
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : given.properties()) {
            String name = property.getKey();
            check(!name.isBlank(), "Expected names for properties but one is blank");
            checkLength("the name of a property", name, ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX);
            check(property.getValue().isTextual(), "Expected a text as property '%s'".formatted(name));
            String text = property.getValue().textValue();
            checkLength("property '%s'".formatted(name), text, ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX);
            texts.put(name, text);
        }
        return new Properties(texts);
    }

    private static void checkLength(String what, String text, int limit) {
        check(
                text.length() <= limit,
                "Expected at most %d characters in %s but got %d".formatted(limit, what, text.length()));
    }

    private static void check(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(expected);
        }
    }
}
