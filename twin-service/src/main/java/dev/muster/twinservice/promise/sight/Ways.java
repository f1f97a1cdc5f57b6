package dev.muster.twinservice.promise.sight;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.ArgumentRules;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.mismatch.DesiredValue;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.view.Asset;
import dev.muster.twinservice.promise.Sight;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By which command of its type a property of an asset becomes what is wanted. */
final class Ways {
    private static final int SHOWN_MAX = 80;

    private Ways() {}

    /** @param type {@code null}: it is not known */
    static Sight.Wish wish(String property, DesiredValue wanted, Asset asset, @Nullable AssetType type) {
        CommandDefinition command = type == null
                ? null
                : type.commands().stream()
                        .filter(one -> property.equals(one.sets()))
                        .findFirst()
                        .orElse(null);
        if (command == null) {
            return impossible(
                    wanted,
                    "Expected a command of type %s that sets '%s' but it has none".formatted(asset.type(), property));
        }
        Parameter parameter = command.parameters().get(0);
        Argument argument = argument(parameter.kind(), wanted.value());
        if (argument == null) {
            return impossible(
                    wanted,
                    "Expected %s for %s of command %s but '%s' is wanted"
                            .formatted(
                                    kind(parameter.kind()), parameter.name(), command.name(), shown(wanted.value())));
        }
        Arguments arguments = new Arguments(Map.of(parameter.name(), argument));
        List<Violation> violations = ArgumentRules.check(command, arguments, asset.limits());
        return violations.isEmpty()
                ? new Sight.Wish(
                        wanted.value(),
                        wanted.group(),
                        wanted.recorded().by(),
                        new Sight.Command(command.name(), arguments),
                        "")
                : impossible(wanted, violations.stream().map(Violation::detail).collect(Collectors.joining("; ")));
    }

    private static Sight.Wish impossible(DesiredValue wanted, String why) {
        return new Sight.Wish(wanted.value(), wanted.group(), wanted.recorded().by(), null, why);
    }

    /** {@code null}: the text is none of that kind. */
    private static @Nullable Argument argument(Parameter.Kind kind, String text) {
        return switch (kind) {
            case NUMBER, INTEGER -> number(text);
            case TEXT -> Argument.of(text);
            case FLAG -> text.equals("true") || text.equals("false") ? new Argument.Flag(text.equals("true")) : null;
        };
    }

    private static @Nullable Argument number(String text) {
        try {
            return new Argument.Number(new BigDecimal(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String kind(Parameter.Kind kind) {
        return switch (kind) {
            case NUMBER -> "a number";
            case INTEGER -> "a whole number";
            case TEXT -> "a text";
            case FLAG -> "true or false";
        };
    }

    private static String shown(String text) {
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
    }
}
