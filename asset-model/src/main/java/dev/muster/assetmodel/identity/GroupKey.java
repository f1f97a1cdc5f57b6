package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * A group, named across all hierarchies. As text it is {@code hierarchy|group}: neither id can hold a bar. A JSON string,
 * also as a map key.
 */
public record GroupKey(HierarchyId hierarchy, GroupId group) implements Comparable<GroupKey> {
    /** Under this id every hierarchy has its one top group. */
    public static final GroupId ROOT = new GroupId("root");

    /** Under this id every hierarchy shows the assets that nobody placed. */
    public static final GroupId UNPLACED = new GroupId("unplaced");

    private static final Comparator<GroupKey> ORDER =
            Comparator.comparing(GroupKey::hierarchy).thenComparing(GroupKey::group);

    public static GroupKey root(HierarchyId hierarchy) {
        return new GroupKey(hierarchy, ROOT);
    }

    public static GroupKey unplaced(HierarchyId hierarchy) {
        return new GroupKey(hierarchy, UNPLACED);
    }

    /** Reads what {@link #toString()} wrote; {@link IllegalArgumentException} for anything else. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static GroupKey parse(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("Expected hierarchy|group but got '" + text + "'");
        }
        return new GroupKey(new HierarchyId(text.substring(0, bar)), new GroupId(text.substring(bar + 1)));
    }

    @Override
    public int compareTo(GroupKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return hierarchy + "|" + group;
    }
}
