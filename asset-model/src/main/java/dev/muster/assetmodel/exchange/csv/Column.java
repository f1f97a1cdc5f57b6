package dev.muster.assetmodel.exchange.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a column of a CSV file says.
 *
 * @param kind which field of an entity
 * @param of the hierarchy, attribute or signal, for kinds that need one; else empty
 */
public record Column(Kind kind, String of) {
    private static final String OF_HIERARCHY = "group:";
    private static final String OF_ATTRIBUTE = "attribute:";
    private static final String OF_LIMIT = "limit:";
    private static final String MIN = ":min";
    private static final String MAX = ":max";

    /** Fields of entities, and how columns that hold them are called. */
    public enum Kind {
        ENTITY("entity"),
        ID("id"),
        NAME("name"),
        TYPE("type"),
        SOURCE("source"),
        RETIRED_FROM("retiredFrom"),
        OWNER("owner"),
        CUSTODIAN("custodian"),
        FEEDS("feeds"),
        PREDECESSORS("predecessors"),
        HIERARCHY("hierarchy"),
        PARENT("parent"),
        VALID_FROM("validFrom"),
        VALID_TO("validTo"),
        GROUP(OF_HIERARCHY + "<hierarchy>"),
        ATTRIBUTE(OF_ATTRIBUTE + "<name>"),
        LIMIT_MIN(OF_LIMIT + "<signal>" + MIN),
        LIMIT_MAX(OF_LIMIT + "<signal>" + MAX);

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        private boolean plain() {
            return compareTo(GROUP) < 0;
        }
    }

    /** Every way to call a column, for people. */
    static final String NAMES =
            Arrays.stream(Kind.values()).map(kind -> kind.text).collect(Collectors.joining(", "));

    public static Column of(Kind kind) {
        return new Column(kind, "");
    }

    /** What a column of that name says by itself; case matters only in what belongs to the fleet. Empty: nothing. */
    static Optional<Column> named(String text) {
        String trimmed = text.strip();
        for (Kind kind : Kind.values()) {
            if (kind.plain() && kind.text.equalsIgnoreCase(trimmed)) {
                return Optional.of(of(kind));
            }
        }
        String lower = text.toLowerCase(Locale.ROOT);
        List<Column> found = List.of();
        if (lower.startsWith(OF_HIERARCHY)) {
            found = List.of(new Column(Kind.GROUP, text.substring(OF_HIERARCHY.length())));
        } else if (lower.startsWith(OF_ATTRIBUTE)) {
            found = List.of(new Column(Kind.ATTRIBUTE, text.substring(OF_ATTRIBUTE.length())));
        } else if (lower.startsWith(OF_LIMIT) && (lower.endsWith(MIN) || lower.endsWith(MAX))) {
            String signal =
                    text.substring(OF_LIMIT.length(), Math.max(OF_LIMIT.length(), text.length() - MIN.length()));
            found = List.of(new Column(lower.endsWith(MIN) ? Kind.LIMIT_MIN : Kind.LIMIT_MAX, signal));
        }
        return found.stream().filter(column -> !column.of.isBlank()).findFirst();
    }

    /** As a column is called that says this. */
    @Override
    public String toString() {
        return switch (kind) {
            case GROUP -> OF_HIERARCHY + of;
            case ATTRIBUTE -> OF_ATTRIBUTE + of;
            case LIMIT_MIN -> OF_LIMIT + of + MIN;
            case LIMIT_MAX -> OF_LIMIT + of + MAX;
            default -> kind.text;
        };
    }
}
