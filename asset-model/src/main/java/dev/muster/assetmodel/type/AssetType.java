package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all assets of one kind have in common.
 *
 * @param offlineAfter how long a source may be silent (broker's clock) before its asset is offline
 * @param expectation when its assets are expected to report; absent in JSON: always
 * @param commands what its devices can be told; absent in JSON: nothing
 * @param setPoint how they share in a set-point of their group; {@code null}, absent in JSON: they do not
 */
public record AssetType(
        TypeId id,
        String name,
        Duration offlineAfter,
        List<Signal> signals,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = JsonDefault.class)
        ExpectationSchedule expectation,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CommandDefinition> commands,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SetPointControl setPoint) {
    /** More signals than any device here sends, few enough that one record stays far below its size limit. */
    public static final int SIGNALS_MAX = 64;

    public static final int COMMANDS_MAX = 64;

    @JsonCreator
    public AssetType {
        Objects.requireNonNull(id, "Expected an id for the asset type");
        Objects.requireNonNull(name, "Expected a name for asset type " + id);
        if (offlineAfter == null || offlineAfter.isNegative() || offlineAfter.isZero()) {
            throw new IllegalArgumentException(
                    "Expected offlineAfter above zero of asset type %s but got %s".formatted(id, offlineAfter));
        }
        signals = signals == null ? List.of() : List.copyOf(signals);
        if (signals.isEmpty() || signals.size() > SIGNALS_MAX) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d signals of asset type %s but got %d".formatted(SIGNALS_MAX, id, signals.size()));
        }
        Set<SignalName> seen = new HashSet<>();
        for (Signal signal : signals) {
            if (!seen.add(signal.name())) {
                throw new IllegalArgumentException(
                        "Expected each signal of asset type %s once but got %s twice".formatted(id, signal.name()));
            }
        }
        expectation = expectation == null ? new ExpectationSchedule.Always() : expectation;
        commands = commands == null ? List.of() : List.copyOf(commands);
        checkCommands(id, signals, commands, setPoint);
    }

    /** One that takes no commands. */
    public AssetType(
            TypeId id, String name, Duration offlineAfter, List<Signal> signals, ExpectationSchedule expectation) {
        this(id, name, offlineAfter, signals, expectation, List.of(), null);
    }

    /** One whose assets are always expected. */
    public AssetType(TypeId id, String name, Duration offlineAfter, List<Signal> signals) {
        this(id, name, offlineAfter, signals, new ExpectationSchedule.Always());
    }

    /** The same with what its devices can be told. */
    public AssetType with(List<CommandDefinition> newCommands, @Nullable SetPointControl newSetPoint) {
        return new AssetType(id, name, offlineAfter, signals, expectation, newCommands, newSetPoint);
    }

    private static void checkCommands(
            TypeId id, List<Signal> signals, List<CommandDefinition> commands, @Nullable SetPointControl setPoint) {
        if (commands.size() > COMMANDS_MAX) {
            throw new IllegalArgumentException("Expected at most %d commands of asset type %s but got %d"
                    .formatted(COMMANDS_MAX, id, commands.size()));
        }
        Set<CommandName> seen = new HashSet<>();
        Set<String> set = new HashSet<>();
        for (CommandDefinition command : commands) {
            if (!seen.add(command.name())) {
                throw new IllegalArgumentException(
                        "Expected each command of asset type %s once but got %s twice".formatted(id, command.name()));
            }
            if (command.sets() != null && !set.add(command.sets())) {
                throw new IllegalArgumentException(
                        "Expected one command of asset type %s that sets %s but got two".formatted(id, command.sets()));
            }
            for (Parameter parameter : command.parameters()) {
                requireSignal(id, signals, parameter.limitedBy());
            }
        }
        if (setPoint != null) {
            requireControl(id, signals, commands, setPoint);
        }
    }

    private static void requireControl(
            TypeId id, List<Signal> signals, List<CommandDefinition> commands, SetPointControl setPoint) {
        requireSignal(id, signals, setPoint.signal());
        requireSignal(id, signals, setPoint.available());
        requireSignal(id, signals, setPoint.takes());
        requireSignal(
                id,
                signals,
                setPoint.stateOfCharge() == null
                        ? null
                        : setPoint.stateOfCharge().signal());
        boolean sets = commands.stream()
                .anyMatch(command -> command.name().equals(setPoint.command())
                        && !command.parameters().isEmpty()
                        && command.parameters().get(0).kind() == Parameter.Kind.NUMBER);
        boolean releases = commands.stream()
                .anyMatch(command -> command.name().equals(setPoint.release())
                        && command.parameters().stream().allMatch(Parameter::optional));
        if (!sets || !releases) {
            throw new IllegalArgumentException(
                    "Expected of asset type %s the command %s with a number first, and %s that needs no argument"
                            .formatted(id, setPoint.command(), setPoint.release()));
        }
    }

    private static void requireSignal(TypeId id, List<Signal> signals, @Nullable SignalName name) {
        if (name != null && signals.stream().noneMatch(signal -> signal.name().equals(name))) {
            throw new IllegalArgumentException(
                    "Expected the signal %s among those of asset type %s but it is not".formatted(name, id));
        }
    }

    /** Empty: its devices know no such command. */
    public Optional<CommandDefinition> command(CommandName commandName) {
        return commands.stream().filter(c -> c.name().equals(commandName)).findFirst();
    }

    @JsonIgnore
    public Optional<Signal> signal(SignalName signalName) {
        return signals.stream().filter(s -> s.name().equals(signalName)).findFirst();
    }
}
