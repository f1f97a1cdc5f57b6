package dev.muster.assetmodel.registry.decision;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.LIMIT;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What single fields must look like; empty when they do. */
public final class FieldRules {
    private FieldRules() {}

    public static Optional<Rejected> name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return rejected("name", "Expected a name but it is blank");
        }
        return length("name", name, ModelLimits.NAME_LENGTH_MAX);
    }

    public static Optional<Rejected> attributes(Map<String, String> attributes) {
        if (attributes.size() > ModelLimits.ATTRIBUTES_MAX) {
            return Optional.of(atMost("attributes", ModelLimits.ATTRIBUTES_MAX, "attributes", attributes.size()));
        }
        return texts("attributes", attributes);
    }

    private static Optional<Rejected> texts(String where, Map<String, String> texts) {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (text.getKey().isBlank()) {
                return rejected(where, "Expected names for %s but one is blank".formatted(where));
            }
            Optional<Rejected> keyTooLong = length(where, text.getKey(), ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX);
            if (keyTooLong.isPresent()) {
                return keyTooLong;
            }
            String field = where + "." + text.getKey();
            if (text.getValue() == null) {
                return rejected(field, "Expected a text for '%s' but got null".formatted(text.getKey()));
            }
            Optional<Rejected> valueTooLong = length(field, text.getValue(), ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX);
            if (valueTooLong.isPresent()) {
                return valueTooLong;
            }
        }
        return Optional.empty();
    }

    /** An owner or custodian; {@code null}: none. */
    public static Optional<Rejected> party(String field, @Nullable String party) {
        if (party == null) {
            return Optional.empty();
        }
        return party.isBlank()
                ? rejected(field, "Expected a name but it is blank")
                : length(field, party, ModelLimits.NAME_LENGTH_MAX);
    }

    public static Optional<Rejected> properties(Map<String, String> properties) {
        if (properties.size() > ModelLimits.PROPERTIES_MAX) {
            return Optional.of(atMost("properties", ModelLimits.PROPERTIES_MAX, "properties", properties.size()));
        }
        return texts("properties", properties);
    }

    public static Optional<Rejected> time(String field, @Nullable Instant instant) {
        boolean fine =
                instant == null || !(instant.isBefore(ModelLimits.TIME_MIN) || instant.isAfter(ModelLimits.TIME_MAX));
        return fine
                ? Optional.empty()
                : rejected(
                        field,
                        "Expected a time from %s to %s but got %s"
                                .formatted(ModelLimits.TIME_MIN, ModelLimits.TIME_MAX, instant));
    }

    /** Of a signal that groups sum. */
    public static Optional<Rejected> summable(String field, Range range) {
        double most = Math.max(Math.abs(range.min()), Math.abs(range.max()));
        return most <= ModelLimits.SUMMED_LIMIT_MAX
                ? Optional.empty()
                : Optional.of(new Rejected(
                        LIMIT,
                        field,
                        "Expected at most %.0f units of either sign for a summed signal but got %s; choose a larger unit"
                                .formatted(ModelLimits.SUMMED_LIMIT_MAX, most)));
    }

    public static Rejected atMost(String field, int limit, String what, int got) {
        return new Rejected(LIMIT, field, "Expected at most %d %s but got %d".formatted(limit, what, got));
    }

    private static Optional<Rejected> length(String field, String text, int limit) {
        return text.length() <= limit
                ? Optional.empty()
                : Optional.of(atMost(field, limit, "characters", text.length()));
    }

    private static Optional<Rejected> rejected(String field, String detail) {
        return Optional.of(new Rejected(INVALID, field, detail));
    }
}
