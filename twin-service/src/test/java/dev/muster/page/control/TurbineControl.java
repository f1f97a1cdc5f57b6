package dev.muster.page.control;

import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import java.time.Duration;
import java.util.List;

/** What the turbines of a stage can be told: a command with each kind of argument. */
public final class TurbineControl {
    private static final SignalName POWER = new SignalName("power");
    private static final CommandName SET_POWER = new CommandName("setPower");
    private static final CommandName RELEASE = new CommandName("release");

    private TurbineControl() {}

    /** The type with it. */
    public static AssetType of(AssetType type) {
        return type.with(
                commands(),
                new SetPointControl(POWER, SET_POWER, RELEASE, POWER, null, 0.1, 0.1, null, Duration.ofSeconds(30)));
    }

    private static List<CommandDefinition> commands() {
        Parameter power = Parameter.number("megawatts", "Power", "MW", new Range(0, 3));
        Parameter mode = Parameter.text("mode", "Mode", "quiet", "full");
        Parameter steps =
                new Parameter("steps", "Steps", Parameter.Kind.INTEGER, null, new Range(1, 9), null, List.of(), false);
        Parameter heating =
                new Parameter("heating", "Heat the blades", Parameter.Kind.FLAG, null, null, null, List.of(), false);
        return List.of(
                new CommandDefinition(SET_POWER, "Set power", List.of(power.within(POWER)), null),
                new CommandDefinition(
                        new CommandName("tune"),
                        "Tune",
                        List.of(
                                mode,
                                steps,
                                heating,
                                Parameter.text("note", "Note").orNothing()),
                        null),
                new CommandDefinition(RELEASE, "Release", List.of(), null));
    }
}
