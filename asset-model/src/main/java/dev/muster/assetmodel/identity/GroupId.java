package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A group inside one hierarchy. */
public record GroupId(String value) implements Comparable<GroupId> {
    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupId {
        IdRule.check("a group id", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
