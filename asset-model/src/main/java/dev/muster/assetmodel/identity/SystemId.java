package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a system that states facts of the model, for example {@code registry} or {@code scada}. */
public record SystemId(String value) implements Comparable<SystemId> {
    /** Stands for people, who write without naming a system. */
    public static final SystemId MANUAL = new SystemId("manual");

    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SystemId {
        IdRule.check("a source system", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public int compareTo(SystemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
