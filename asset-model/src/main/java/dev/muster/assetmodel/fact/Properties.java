package dev.muster.assetmodel.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.muster.assetmodel.compact.ArrayMap;
import java.util.Map;
import java.util.TreeMap;

/** Texts by name, sorted: what one side says of an asset, as {@link PropertyKind} tells. */
public record Properties(Map<String, String> values) {
    public static final Properties NONE = new Properties(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Properties {
        values = values == null ? Map.of() : ArrayMap.copyOf(values);
    }

    /** With those of {@code newer} instead of, and beside, these. */
    public Properties with(Properties newer) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(newer.values);
        return new Properties(all);
    }

    @Override
    @JsonValue
    public Map<String, String> values() {
        return values;
    }
}
