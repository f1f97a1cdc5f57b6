package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** A position in the fleet; it outlives the devices that fill it. */
public record AssetId(String value) implements Comparable<AssetId> {
    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AssetId {
        IdRule.check("an asset id", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** What a record has of itself is not inlined everywhere, and ids are compared several times for each sample. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AssetId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(AssetId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
