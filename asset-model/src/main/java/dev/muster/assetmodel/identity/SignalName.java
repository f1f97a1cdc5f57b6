package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** A measured quantity of an asset type, for example {@code power}. */
public record SignalName(String value) implements Comparable<SignalName> {
    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SignalName {
        IdRule.check("a signal name", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** What a record has of itself is not inlined everywhere, and ids are compared several times for each sample. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignalName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(SignalName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
