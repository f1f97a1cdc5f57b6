package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who asks: every request, command and event carries one. */
public record Principal(String value) implements Comparable<Principal> {
    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Principal {
        IdRule.check("a principal", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public int compareTo(Principal other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
