package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.CommandName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command that the devices of a type understand, and what it takes.
 *
 * @param title for people
 * @param sets the property that a device reports otherwise once it has done this: by such a command a desired value of the
 *     property is brought about. Its wanted value is the argument of {@code parameters.get(0)}; {@code null}: none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CommandDefinition(
        CommandName name,
        String title,
        List<Parameter> parameters,
        @Nullable String sets) {
    public static final int PARAMETERS_MAX = 16;

    private static final int PROPERTY_LENGTH_MAX = 256;

    @JsonCreator
    public CommandDefinition {
        Objects.requireNonNull(name, "Expected a name of each command");
        if (title == null || title.isBlank() || title.length() > Parameter.TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "Expected a title of 1 to %d characters of command %s".formatted(Parameter.TEXT_LENGTH_MAX, name));
        }
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
        if (parameters.size() > PARAMETERS_MAX) {
            throw new IllegalArgumentException("Expected at most %d parameters of command %s but got %d"
                    .formatted(PARAMETERS_MAX, name, parameters.size()));
        }
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("Expected each parameter of command %s once but got %s twice"
                        .formatted(name, parameter.name()));
            }
        }
        if (sets != null && (sets.isBlank() || sets.length() > PROPERTY_LENGTH_MAX)) {
            throw new IllegalArgumentException(
                    "Expected that command %s sets a property with a name of 1 to %d characters but got %d"
                            .formatted(name, PROPERTY_LENGTH_MAX, sets.length()));
        }
        if (sets != null && parameters.size() != 1) {
            throw new IllegalArgumentException(
                    "Expected exactly one parameter of command %s, the new value of the property that it sets, but got %d"
                            .formatted(name, parameters.size()));
        }
    }

    public Optional<Parameter> parameter(String parameterName) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(parameterName))
                .findFirst();
    }
}
