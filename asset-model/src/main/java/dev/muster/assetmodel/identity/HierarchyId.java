package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a tree of groups, for example {@code geography}. */
public record HierarchyId(String value) implements Comparable<HierarchyId> {
    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HierarchyId {
        IdRule.check("a hierarchy id", value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public int compareTo(HierarchyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
