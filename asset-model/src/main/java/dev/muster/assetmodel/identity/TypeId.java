package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names an asset type, for example {@code wind-turbine}. */
public record TypeId(String value) implements Comparable<TypeId> {
    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TypeId {
        IdRule.check("an asset type id", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public int compareTo(TypeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
