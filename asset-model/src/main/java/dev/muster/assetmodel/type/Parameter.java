package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.assetmodel.identity.SignalName;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One argument that a command takes: enough for a program to check it, and for a page to make a field of it.
 *
 * @param title for people
 * @param unit UCUM code of a number; {@code null}: it has none
 * @param range of numbers, both ends included; {@code null}: any finite one
 * @param limitedBy a number lies within the asset's own limits of this signal, too; {@code null}: no such limit
 * @param choices of texts, those that can be given; empty: any
 * @param optional may be left out
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Parameter(
        String name,
        String title,
        Kind kind,
        @Nullable String unit,
        @Nullable Range range,
        @Nullable SignalName limitedBy,
        List<String> choices,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean optional) {
    public static final int CHOICES_MAX = 100;
    public static final int TEXT_LENGTH_MAX = 256;

    private static final int UNIT_LENGTH_MAX = 32;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    /** What an argument is on the wire. */
    public enum Kind {
        @JsonProperty("number")
        NUMBER,
        /** A whole number. */
        @JsonProperty("integer")
        INTEGER,
        @JsonProperty("text")
        TEXT,
        @JsonProperty("flag")
        FLAG
    }

    @JsonCreator
    public Parameter {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected a parameter name of 1 to 64 letters, digits and _ that begins with a letter but got '%s'"
                            .formatted(name));
        }
        if (title == null || title.isBlank() || title.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "Expected a title of 1 to %d characters of parameter %s".formatted(TEXT_LENGTH_MAX, name));
        }
        Objects.requireNonNull(kind, "Expected kind number, integer, text or flag of parameter " + name);
        choices = choices == null ? List.of() : List.copyOf(choices);
        if (unit != null && (unit.isBlank() || unit.length() > UNIT_LENGTH_MAX)) {
            throw new IllegalArgumentException("Expected a UCUM unit of 1 to %d characters of parameter %s but got '%s'"
                    .formatted(UNIT_LENGTH_MAX, name, unit));
        }
        boolean numeric = kind == Kind.NUMBER || kind == Kind.INTEGER;
        if (!numeric && (unit != null || range != null || limitedBy != null)) {
            throw new IllegalArgumentException(
                    "Expected unit, range and limitedBy only of numbers but parameter %s is none".formatted(name));
        }
        if (kind != Kind.TEXT && !choices.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected choices only of a text but parameter %s is none".formatted(name));
        }
        if (choices.size() > CHOICES_MAX
                || choices.stream().anyMatch(choice -> choice.isEmpty() || choice.length() > TEXT_LENGTH_MAX)) {
            throw new IllegalArgumentException("Expected at most %d choices of 1 to %d characters of parameter %s"
                    .formatted(CHOICES_MAX, TEXT_LENGTH_MAX, name));
        }
    }

    /** A number within a range, that cannot be left out. */
    public static Parameter number(String name, String title, String unit, @Nullable Range range) {
        return new Parameter(name, title, Kind.NUMBER, unit, range, null, List.of(), false);
    }

    /** A text that cannot be left out; without {@code choices}: any. */
    public static Parameter text(String name, String title, String... choices) {
        return new Parameter(name, title, Kind.TEXT, null, null, null, List.of(choices), false);
    }

    /** The same, within the asset's limits of {@code signal}. */
    public Parameter within(SignalName signal) {
        return new Parameter(name, title, kind, unit, range, signal, choices, optional);
    }

    /** The same, and it may be left out. */
    public Parameter orNothing() {
        return new Parameter(name, title, kind, unit, range, limitedBy, choices, true);
    }
}
