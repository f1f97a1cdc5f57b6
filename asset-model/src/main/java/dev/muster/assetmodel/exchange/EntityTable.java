package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.exchange.csv.Column;
import dev.muster.assetmodel.exchange.csv.Column.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Entities of one kind as rows of a table. An asset has as many rows as its placements have different times, each with all of
 * its description, so that every row can be read by itself. Times are those of the placements: when an asset is described, for
 * those that are not always, only lines say, and likewise its devices and properties, which have times of their own. Several
 * ids in one cell stand beside each other with blanks between.
 */
public final class EntityTable {
    /** Columns that most fleets do not need. */
    private static final List<Kind> DETAILS = List.of(Kind.OWNER, Kind.CUSTODIAN, Kind.FEEDS, Kind.PREDECESSORS);

    private final List<Column> columns;

    private EntityTable(List<Column> columns) {
        this.columns = columns;
    }

    /** With a column for everything that {@code lines}, all that are to be rows, hold. */
    public static EntityTable of(EntityLine.Kind kind, Stream<Map<String, Object>> lines) {
        return switch (kind) {
            case TYPE, RULE ->
                throw new IllegalArgumentException("Expected entities that fit a table but types and rules do not");
            case HIERARCHY -> plain(Kind.ENTITY, Kind.ID, Kind.NAME);
            case GROUP ->
                plain(Kind.ENTITY, Kind.HIERARCHY, Kind.ID, Kind.NAME, Kind.PARENT, Kind.VALID_FROM, Kind.VALID_TO);
            case ASSET -> ofAssets(lines);
        };
    }

    private static EntityTable plain(Kind... kinds) {
        return new EntityTable(Stream.of(kinds).map(Column::of).toList());
    }

    private static EntityTable ofAssets(Stream<Map<String, Object>> lines) {
        Set<String> attributes = new TreeSet<>();
        Set<String> signals = new TreeSet<>();
        Set<String> hierarchies = new TreeSet<>();
        Set<Kind> details = EnumSet.noneOf(Kind.class);
        lines.forEach(line -> {
            DETAILS.stream()
                    .filter(kind -> line.containsKey(Column.of(kind).toString()))
                    .forEach(details::add);
            attributes.addAll(map(line.get("attributes")).keySet());
            signals.addAll(map(line.get("limits")).keySet());
            hierarchies.addAll(map(line.get("placements")).keySet());
        });
        List<Column> columns =
                new ArrayList<>(plain(Kind.ID, Kind.NAME, Kind.TYPE, Kind.SOURCE, Kind.RETIRED_FROM).columns);
        details.forEach(kind -> columns.add(Column.of(kind)));
        attributes.forEach(name -> columns.add(new Column(Kind.ATTRIBUTE, name)));
        signals.forEach(name -> {
            columns.add(new Column(Kind.LIMIT_MIN, name));
            columns.add(new Column(Kind.LIMIT_MAX, name));
        });
        hierarchies.forEach(name -> columns.add(new Column(Kind.GROUP, name)));
        if (!hierarchies.isEmpty()) {
            columns.add(Column.of(Kind.VALID_FROM));
            columns.add(Column.of(Kind.VALID_TO));
        }
        return new EntityTable(columns);
    }

    public List<String> header() {
        return columns.stream().map(Column::toString).toList();
    }

    /** At least one. */
    public List<List<@Nullable String>> rows(Map<String, Object> line) {
        Map<Times, Map<String, String>> places = new TreeMap<>();
        map(line.get("placements")).forEach((hierarchy, all) -> {
            for (Object one : (List<?>) all) {
                Map<String, Object> place = map(one);
                places.computeIfAbsent(Times.of(place), times -> new TreeMap<>())
                        .put(hierarchy, String.valueOf(place.get("group")));
            }
        });
        if (places.isEmpty()) {
            boolean asset = EntityForm.name(EntityLine.Kind.ASSET).equals(line.get(EntityForm.ENTITY));
            places.put(asset ? new Times("", "") : Times.of(line), Map.of());
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        places.forEach((times, groups) -> {
            List<@Nullable String> row = new ArrayList<>();
            columns.forEach(column -> row.add(cell(line, column, times, groups)));
            rows.add(row);
        });
        return rows;
    }

    private static @Nullable String cell(
            Map<String, Object> line, Column column, Times times, Map<String, String> groups) {
        return switch (column.kind()) {
            case ATTRIBUTE -> text(map(line.get("attributes")).get(column.of()));
            case LIMIT_MIN -> text(map(map(line.get("limits")).get(column.of())).get("min"));
            case LIMIT_MAX -> text(map(map(line.get("limits")).get(column.of())).get("max"));
            case GROUP -> groups.get(column.of());
            case VALID_FROM -> times.from().isEmpty() ? null : times.from();
            case VALID_TO -> times.to().isEmpty() ? null : times.to();
            default -> text(line.get(column.toString()));
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof List<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }
        return value == null ? null : value.toString();
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new TreeMap<>();
        if (value instanceof Map<?, ?> parts) {
            parts.forEach((key, part) -> map.put(String.valueOf(key), part));
        }
        return map;
    }

    /** Empty: none. */
    private record Times(String from, String to) implements Comparable<Times> {
        static Times of(Map<String, Object> timed) {
            return new Times(
                    String.valueOf(timed.getOrDefault("validFrom", "")),
                    String.valueOf(timed.getOrDefault("validTo", "")));
        }

        @Override
        public int compareTo(Times other) {
            int byBeginning = from.compareTo(other.from);
            return byBeginning == 0 ? to.compareTo(other.to) : byBeginning;
        }
    }
}
