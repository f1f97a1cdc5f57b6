package dev.muster.assetmodel.registry.structure;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.registry.decision.FieldRules;
import dev.muster.assetmodel.rule.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the conditions of a group by rule must look like; empty when they do. */
final class ConditionRules {
    private ConditionRules() {}

    static Optional<Rejected> of(List<Condition> all) {
        if (all.size() > ModelLimits.CONDITIONS_MAX) {
            return Optional.of(FieldRules.atMost("all", ModelLimits.CONDITIONS_MAX, "conditions", all.size()));
        }
        for (int i = 0; i < all.size(); i++) {
            Optional<Rejected> rejection = of(all.get(i), "all[%d].".formatted(i));
            if (rejection.isPresent()) {
                return rejection;
            }
        }
        return Optional.empty();
    }

    /** {@code at} stands before the names of fields: which condition it is. */
    private static Optional<Rejected> of(Condition condition, String at) {
        if (condition instanceof Condition.Attribute attribute) {
            return text(at + "attribute", attribute.attribute(), ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX)
                    .or(() -> length(at + "is", attribute.is(), ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX))
                    .or(() -> bounds(at, attribute.above(), attribute.below()));
        }
        if (condition instanceof Condition.Limit limit) {
            return bounds(at, limit.above(), limit.below());
        }
        if (condition instanceof Condition.OwnedBy owned) {
            return text(at + "owner", owned.owner(), ModelLimits.NAME_LENGTH_MAX);
        }
        if (condition instanceof Condition.HeldBy held) {
            return text(at + "custodian", held.custodian(), ModelLimits.NAME_LENGTH_MAX);
        }
        if (condition instanceof Condition.Near near && !(near.km() >= 0 && near.km() <= ModelLimits.NEAR_KM_MAX)) {
            return rejected(
                    at + "km",
                    "Expected a radius from 0 to %.0f km but got %s".formatted(ModelLimits.NEAR_KM_MAX, near.km()));
        }
        return Optional.empty();
    }

    private static Optional<Rejected> bounds(String at, @Nullable Double above, @Nullable Double below) {
        return finite(at + "above", above).or(() -> finite(at + "below", below)).or(() -> {
            boolean never = above != null && below != null && above >= below;
            return never
                    ? rejected(
                            at + "below",
                            "Expected a number above %s, or nothing is above the one and below the other, but got %s"
                                    .formatted(above, below))
                    : Optional.empty();
        });
    }

    private static Optional<Rejected> finite(String field, @Nullable Double number) {
        return number == null || Double.isFinite(number)
                ? Optional.empty()
                : rejected(field, "Expected a finite number but got " + number);
    }

    private static Optional<Rejected> text(String field, String text, int lengthMax) {
        return text.isBlank() ? rejected(field, "Expected a text but it is blank") : length(field, text, lengthMax);
    }

    private static Optional<Rejected> length(String field, @Nullable String text, int max) {
        return text == null || text.length() <= max
                ? Optional.empty()
                : Optional.of(FieldRules.atMost(field, max, "characters", text.length()));
    }

    private static Optional<Rejected> rejected(String field, String detail) {
        return Optional.of(new Rejected(INVALID, field, detail));
    }
}
