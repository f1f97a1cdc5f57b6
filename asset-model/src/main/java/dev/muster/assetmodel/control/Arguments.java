package dev.muster.assetmodel.control;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The arguments of one command by the names of its parameters, sorted. */
public record Arguments(Map<String, Argument> values) {
    private static final int NAME_SHOWN_MAX = 80;

    public static final Arguments NONE = new Arguments(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Arguments {
        values = values == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(values));
        values.forEach((name, value) -> {
            // What has no value is left out.
            if (value == null) {
                throw new IllegalArgumentException(
                        "Expected a number, a text, true or false as an argument but got null for '%s'"
                                .formatted(name.length() > NAME_SHOWN_MAX ? name.substring(0, NAME_SHOWN_MAX) : name));
            }
        });
    }

    @Override
    @JsonValue
    public Map<String, Argument> values() {
        return values;
    }
}
