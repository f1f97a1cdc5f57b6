package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

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

    /** What a record has of itself is not inlined everywhere, and ids are compared several times for each sample. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SourceId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
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
