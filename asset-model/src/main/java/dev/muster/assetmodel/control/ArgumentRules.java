package dev.muster.assetmodel.control;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds the arguments of a command against what its definition asks for. */
public final class ArgumentRules {
    private static final String FIELD = "arguments.";

    private ArgumentRules() {}

    /**
     * All that is wrong, in the order of the parameters, then of the arguments; empty: they fit.
     *
     * @param limits of the asset, by signal
     */
    public static List<Violation> check(CommandDefinition command, Arguments arguments, Map<SignalName, Range> limits) {
        List<Violation> violations = new ArrayList<>();
        for (Parameter parameter : command.parameters()) {
            Argument argument = arguments.values().get(parameter.name());
            String wrong = argument == null ? missing(parameter) : broken(parameter, argument, limits);
            if (wrong != null) {
                violations.add(new Violation(FIELD + parameter.name(), wrong));
            }
        }
        for (String name : arguments.values().keySet()) {
            if (command.parameter(name).isEmpty()) {
                violations.add(new Violation(
                        FIELD + name,
                        "Expected %s but got '%s'"
                                .formatted(
                                        command.parameters().isEmpty()
                                                ? "no argument"
                                                : command.parameters().stream()
                                                        .map(Parameter::name)
                                                        .collect(Collectors.joining(", ", "only ", "")),
                                        name.length() > 80 ? name.substring(0, 80) + "..." : name)));
            }
        }
        return List.copyOf(violations);
    }

    private static @Nullable String missing(Parameter parameter) {
        return parameter.optional() ? null : "Expected %s but it is missing".formatted(wanted(parameter));
    }

    private static @Nullable String broken(Parameter parameter, Argument argument, Map<SignalName, Range> limits) {
        boolean fits =
                switch (parameter.kind()) {
                    case NUMBER, INTEGER ->
                        argument instanceof Argument.Number number && fits(parameter, number.value(), limits);
                    case TEXT -> argument instanceof Argument.Text text && fits(parameter, text.value());
                    case FLAG -> argument instanceof Argument.Flag;
                };
        if (fits) {
            return null;
        }
        String limit = parameter.limitedBy() == null || limits.get(parameter.limitedBy()) == null
                ? ""
                : ", within the asset's limits %s".formatted(shown(limits.get(parameter.limitedBy())));
        String given = argument.shown();
        return "Expected %s%s but got '%s'"
                .formatted(wanted(parameter), limit, given.length() > 80 ? given.substring(0, 80) + "..." : given);
    }

    private static boolean fits(Parameter parameter, BigDecimal number, Map<SignalName, Range> limits) {
        Range own = parameter.limitedBy() == null ? null : limits.get(parameter.limitedBy());
        return (parameter.kind() == Parameter.Kind.NUMBER || number.scale() <= 0)
                && (parameter.range() == null || contains(parameter.range(), number))
                && (own == null || contains(own, number));
    }

    private static boolean contains(Range range, BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(range.min())) >= 0
                && number.compareTo(BigDecimal.valueOf(range.max())) <= 0;
    }

    private static boolean fits(Parameter parameter, String text) {
        return !text.isEmpty()
                && text.length() <= Parameter.TEXT_LENGTH_MAX
                && (parameter.choices().isEmpty() || parameter.choices().contains(text));
    }

    private static String wanted(Parameter parameter) {
        String range = parameter.range() == null ? "" : " from " + shown(parameter.range());
        String unit = parameter.unit() == null ? "" : " " + parameter.unit();
        return switch (parameter.kind()) {
            case NUMBER -> "a number" + range + unit;
            case INTEGER -> "a whole number" + range + unit;
            case TEXT ->
                parameter.choices().isEmpty()
                        ? "a text of 1 to %d characters".formatted(Parameter.TEXT_LENGTH_MAX)
                        : "one of " + String.join(", ", parameter.choices());
            case FLAG -> "true or false";
        };
    }

    private static String shown(Range range) {
        return "%s to %s"
                .formatted(
                        BigDecimal.valueOf(range.min()).stripTrailingZeros().toPlainString(),
                        BigDecimal.valueOf(range.max()).stripTrailingZeros().toPlainString());
    }
}
