package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.fact.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.fact.ModelReply.Reason.LIMIT;

import dev.muster.assetmodel.fact.ModelLimits;
import dev.muster.assetmodel.fact.ModelReply.Rejected;
import dev.muster.assetmodel.type.Range;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What single fields must look like; empty when they do. */
final class FieldRules {
    private FieldRules() {}

    static Optional<Rejected> name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return rejected("name", "Expected a name but it is blank");
        }
        return length("name", name, ModelLimits.NAME_LENGTH_MAX);
    }

    static Optional<Rejected> attributes(Map<String, String> attributes) {
        if (attributes.size() > ModelLimits.ATTRIBUTES_MAX) {
            return Optional.of(atMost("attributes", ModelLimits.ATTRIBUTES_MAX, "attributes", attributes.size()));
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            if (attribute.getKey().isBlank()) {
                return rejected("attributes", "Expected names for attributes but one is blank");
            }
            Optional<Rejected> keyTooLong =
                    length("attributes", attribute.getKey(), ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX);
            if (keyTooLong.isPresent()) {
                return keyTooLong;
            }
            String field = "attributes." + attribute.getKey();
            if (attribute.getValue() == null) {
                return rejected(field, "Expected a text for attribute '%s' but got null".formatted(attribute.getKey()));
            }
            Optional<Rejected> valueTooLong =
                    length(field, attribute.getValue(), ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX);
            if (valueTooLong.isPresent()) {
                return valueTooLong;
            }
        }
        return Optional.empty();
    }

    static Optional<Rejected> time(String field, @Nullable Instant instant) {
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
    static Optional<Rejected> summable(String field, Range range) {
        double most = Math.max(Math.abs(range.min()), Math.abs(range.max()));
        return most <= ModelLimits.SUMMED_LIMIT_MAX
                ? Optional.empty()
                : Optional.of(new Rejected(
                        LIMIT,
                        field,
                        "Expected at most %.0f units of either sign for a summed signal but got %s; choose a larger unit"
                                .formatted(ModelLimits.SUMMED_LIMIT_MAX, most)));
    }

    static Rejected atMost(String field, int limit, String what, int got) {
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
