package dev.muster.twinservice.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.muster.assetmodel.control.Argument;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON that is well formed but not what was asked for, told in the words of the API instead of Jackson's. */
final class Misfits {
    private Misfits() {}

    /** Thrown by readers of our own that know best what they expect. */
    static final class Misfit extends MismatchedInputException {
        private static final long serialVersionUID = 1L;

        Misfit(JsonParser at, String expected) {
            super(at, expected);
        }
    }

    static Problem problem(JsonMappingException e, JsonNode body) {
        String field = path(e);
        return Problem.badInput(field.isEmpty() ? null : field, detail(e, at(e, body)));
    }

    /** A value as it came, cut to a length fit to be read. */
    static String shown(JsonNode value) {
        return Problem.shown(value.toString());
    }

    private static String detail(JsonMappingException e, JsonNode value) {
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return "Expected one of the fields %s but got '%s'"
                    .formatted(known == null ? "[]" : new TreeSet<>(known), Problem.shown(unknown.getPropertyName()));
        }
        String expected = e instanceof Misfit ? e.getOriginalMessage() : expected(target(e));
        return "Expected %s but %s"
                .formatted(expected, value.isMissingNode() ? "it is missing" : "got " + shown(value));
    }

    private static @Nullable Class<?> target(JsonMappingException e) {
        return e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    }

    private static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "a value";
        }
        if (target.isEnum()) {
            return Arrays.stream(target.getEnumConstants())
                    .map(constant -> Json.name((Enum<?>) constant))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "a number";
        }
        if (Collection.class.isAssignableFrom(target)) {
            return "an array";
        }
        if (target == Argument.class) {
            return "a number, a text, true or false";
        }
        // Ids are records around one text, and travel as that text.
        boolean text = target == String.class || (target.isRecord() && target.getRecordComponents().length == 1);
        return text ? "a text" : "an object";
    }

    private static JsonNode at(JsonMappingException e, JsonNode body) {
        JsonNode node = body;
        for (JsonMappingException.Reference step : e.getPath()) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        return node;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getFieldName() == null ? "[" + step.getIndex() + "]" : Problem.shown(step.getFieldName()))
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
