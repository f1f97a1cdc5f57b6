package dev.muster.assetmodel.exchange.csv;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the columns of a file say: by their names, or as a mapping has it. Every column must be understood, or passed over on purpose. */
public final class Columns {
    private final List<String> header;
    private final List<@Nullable Column> columns;
    private final Set<Column> known = new HashSet<>();
    private final Set<Column.Kind> kinds = EnumSet.noneOf(Column.Kind.class);

    private Columns(List<String> header, List<@Nullable Column> columns) {
        this.header = header;
        this.columns = columns;
        for (Column column : columns) {
            if (column != null) {
                known.add(column);
                kinds.add(column.kind());
            }
        }
    }

    /**
     * Checks what can be checked of a mapping without a file; {@link BadColumn} for the first column that is no good.
     *
     * @param mapping by the name of a column, what it says; {@code null}: it is passed over
     */
    public static void check(Map<String, @Nullable String> mapping) {
        Map<Column, String> seen = new HashMap<>();
        mapping.forEach((name, target) -> {
            Column column = target == null ? null : mapped(name, target);
            String other = column == null ? null : seen.put(column, name);
            if (other != null) {
                throw twice(name, column, other);
            }
        });
    }

    /** {@link BadColumn} for the first column that says nothing, or what another one says too. */
    public static Columns of(List<@Nullable String> names, Map<String, @Nullable String> mapping) {
        check(mapping);
        Map<String, @Nullable String> unused = new LinkedHashMap<>(mapping);
        Map<Column, String> seen = new HashMap<>();
        List<String> header = new ArrayList<>();
        List<@Nullable Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String given = names.get(i);
            String name = given == null ? "" : given;
            Column column = column(name, i, mapping);
            unused.remove(name);
            String other = column == null ? null : seen.put(column, name);
            if (other != null) {
                throw twice(name, column, other);
            }
            header.add(name);
            columns.add(column);
        }
        if (!unused.isEmpty()) {
            String missing = unused.keySet().iterator().next();
            throw new BadColumn(
                    missing,
                    "Expected a column '%s', which the mapping names, but the file has %s".formatted(missing, header));
        }
        if (!seen.containsKey(Column.of(Column.Kind.ID))) {
            throw new BadColumn("id", "Expected a column for id but the file has %s".formatted(header));
        }
        return new Columns(header, columns);
    }

    /** For a file that does not even name its columns. */
    public static BadColumn none() {
        return new BadColumn("id", "Expected a first line that names the columns but the file is empty");
    }

    /** For a file whose first record is flawed. */
    public static BadColumn unreadable(String flaw) {
        return new BadColumn("column 1", "Expected a first line that names the columns but it cannot be read: " + flaw);
    }

    public int size() {
        return columns.size();
    }

    /** {@code null}: to be passed over. */
    public @Nullable Column column(int index) {
        return columns.get(index);
    }

    /** As the file calls it. */
    public String name(int index) {
        return header.get(index);
    }

    public boolean has(Column.Kind kind) {
        return kinds.contains(kind);
    }

    public boolean has(Column column) {
        return known.contains(column);
    }

    private static @Nullable Column column(String name, int index, Map<String, @Nullable String> mapping) {
        if (mapping.containsKey(name)) {
            String target = mapping.get(name);
            return target == null ? null : mapped(name, target);
        }
        Optional<Column> column = Column.named(name);
        if (column.isPresent()) {
            return column.get();
        }
        throw new BadColumn(
                name.isBlank() ? "column " + (index + 1) : name,
                name.isBlank()
                        ? "Expected a name of column %d but it is blank".formatted(index + 1)
                        : "Expected one of the columns %s, or a mapping of '%s', but got neither"
                                .formatted(Column.NAMES, name));
    }

    private static Column mapped(String name, String target) {
        return Column.named(target)
                .orElseThrow(() -> new BadColumn(
                        name,
                        "Expected '%s' to be mapped to one of %s but got '%s'".formatted(name, Column.NAMES, target)));
    }

    private static BadColumn twice(String name, @Nullable Column column, String other) {
        return new BadColumn(name, "Expected one column for %s but '%s' is another one".formatted(column, other));
    }
}
