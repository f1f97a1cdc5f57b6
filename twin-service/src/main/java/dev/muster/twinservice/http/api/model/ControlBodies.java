package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Call.required;
import static dev.muster.twinservice.http.api.model.ModelBodies.valid;

import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inside a type's body: what its devices can be told, and how they share in set-points. Each is put together a field at a time,
 * so that whoever checks it, the model's own records, is asked about one field at a time, and a bad one is told by its place.
 */
final class ControlBodies {
    private ControlBodies() {}

    /** {@code type} with these. */
    static AssetType with(AssetType type, @Nullable List<CommandBody> commands, @Nullable SetPointBody setPoint) {
        List<CommandBody> given = commands == null ? List.of() : commands;
        if (given.size() > AssetType.COMMANDS_MAX) {
            throw new BadInput(Problem.badInput(
                    "commands",
                    "Expected at most %d commands but got %d".formatted(AssetType.COMMANDS_MAX, given.size())));
        }
        AssetType told = type;
        List<CommandDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = "commands[" + i + "]";
            definitions.add(given.get(i).definition(at + ".", type));
            told = valid(at, () -> type.with(definitions, null));
        }
        if (setPoint == null) {
            return told;
        }
        SetPointControl control = setPoint.control(type);
        return valid("setPoint", () -> type.with(definitions, control));
    }

    /** What devices can be told. */
    record CommandBody(
            @Nullable CommandName name,
            @Nullable String title,
            @Nullable List<ParameterBody> parameters,
            @Nullable String sets) {
        private CommandDefinition definition(String at, AssetType type) {
            CommandName named = required(at + "name", name);
            String shown = required(at + "title", title);
            valid(at + "title", () -> new CommandDefinition(named, shown, List.of(), null));
            List<ParameterBody> given = parameters == null ? List.of() : parameters;
            List<Parameter> taken = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                taken.add(given.get(i).parameter(at + "parameters[" + i + "].", type));
            }
            valid(at + "parameters", () -> new CommandDefinition(named, shown, taken, null));
            return valid(at + "sets", () -> new CommandDefinition(named, shown, taken, sets));
        }
    }

    /** What a command takes. */
    record ParameterBody(
            @Nullable String name,
            @Nullable String title,
            Parameter.@Nullable Kind kind,
            @Nullable String unit,
            @Nullable Range range,
            @Nullable SignalName limitedBy,
            @Nullable List<String> choices,
            @Nullable Boolean optional) {
        private Parameter parameter(String at, AssetType type) {
            String named = required(at + "name", name);
            String shown = required(at + "title", title);
            Parameter.Kind what = required(at + "kind", kind);
            List<String> some = choices == null ? List.of() : choices;
            boolean left = optional != null && optional;
            valid(at + "name", () -> Parameter.text(named, named));
            valid(at + "title", () -> Parameter.text(named, shown));
            valid(at + "unit", () -> new Parameter(named, shown, what, unit, null, null, List.of(), left));
            valid(at + "range", () -> new Parameter(named, shown, what, unit, range, null, List.of(), left));
            valid(at + "limitedBy", () -> new Parameter(named, shown, what, unit, range, limitedBy, List.of(), left));
            requireSignal(at + "limitedBy", limitedBy, type);
            return valid(at + "choices", () -> new Parameter(named, shown, what, unit, range, limitedBy, some, left));
        }
    }

    /** How devices share in a set-point. */
    record SetPointBody(
            @Nullable SignalName signal,
            @Nullable CommandName command,
            @Nullable CommandName release,
            @Nullable SignalName available,
            @Nullable SignalName takes,
            @Nullable Double minimumShare,
            @Nullable Double rampPerSecond,
            @Nullable StateOfChargeBody stateOfCharge,
            @Nullable Duration failSafeAfter) {
        private static final double ANY_RAMP = 1;

        private SetPointControl control(AssetType type) {
            SignalName controlled = signal(type, "signal", required("setPoint.signal", signal));
            SignalName most = signal(type, "available", required("setPoint.available", available));
            required("setPoint.command", command);
            required("setPoint.release", release);
            requireSignal("setPoint.takes", takes, type);
            double share = required("setPoint.minimumShare", minimumShare);
            double ramp = required("setPoint.rampPerSecond", rampPerSecond);
            Duration failSafe = required("setPoint.failSafeAfter", failSafeAfter);
            SetPointControl.StateOfCharge charge = stateOfCharge == null ? null : stateOfCharge.of(type);
            valid(
                    "setPoint.minimumShare",
                    () -> of(controlled, most, share, ANY_RAMP, null, SetPointControl.FAIL_SAFE_MIN));
            valid(
                    "setPoint.rampPerSecond",
                    () -> of(controlled, most, share, ramp, null, SetPointControl.FAIL_SAFE_MIN));
            return valid("setPoint.failSafeAfter", () -> of(controlled, most, share, ramp, charge, failSafe));
        }

        private SetPointControl of(
                SignalName controlled,
                SignalName most,
                double share,
                double ramp,
                SetPointControl.@Nullable StateOfCharge charge,
                Duration failSafe) {
            return new SetPointControl(
                    controlled,
                    required("setPoint.command", command),
                    required("setPoint.release", release),
                    most,
                    takes,
                    share,
                    ramp,
                    charge,
                    failSafe);
        }

        private static SignalName signal(AssetType type, String field, SignalName given) {
            requireSignal("setPoint." + field, given, type);
            return given;
        }
    }

    /** Between which marks of its charge a device gives and takes. */
    record StateOfChargeBody(
            @Nullable SignalName signal,
            @Nullable Double lowest,
            @Nullable Double highest) {
        private SetPointControl.StateOfCharge of(AssetType type) {
            SignalName reported = required("setPoint.stateOfCharge.signal", signal);
            requireSignal("setPoint.stateOfCharge.signal", reported, type);
            double low = required("setPoint.stateOfCharge.lowest", lowest);
            double high = required("setPoint.stateOfCharge.highest", highest);
            return valid("setPoint.stateOfCharge", () -> new SetPointControl.StateOfCharge(reported, low, high));
        }
    }

    private static void requireSignal(String field, @Nullable SignalName name, AssetType type) {
        if (name != null && type.signal(name).isEmpty()) {
            throw new BadInput(Problem.badInput(
                    field, "Expected a signal of asset type %s but it has no %s".formatted(type.id(), name)));
        }
    }
}
