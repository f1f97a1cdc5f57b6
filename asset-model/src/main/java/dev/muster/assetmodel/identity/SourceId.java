package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who sends: a device, or a gateway that speaks for an asset. The key of its records in Kafka. */
public record SourceId(String value) implements Comparable<SourceId> {
    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SourceId {
        IdRule.check("a source id", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public int compareTo(SourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
