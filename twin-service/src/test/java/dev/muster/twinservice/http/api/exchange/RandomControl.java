package dev.muster.twinservice.http.api.exchange;

import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the devices of a random type can be told. */
final class RandomControl {
    private RandomControl() {}

    static AssetType of(AssetType type, SignalName power, Random random) {
        Parameter megawatts = new Parameter(
                "mw",
                "Power, \"in\" MW",
                random.nextBoolean() ? Parameter.Kind.NUMBER : Parameter.Kind.INTEGER,
                random.nextBoolean() ? "MW" : null,
                random.nextBoolean() ? new Range(-random.nextInt(5) / 3.0, random.nextInt(5)) : null,
                random.nextBoolean() ? power : null,
                List.of(),
                random.nextBoolean());
        Parameter mode = Parameter.text("mode", "Mode", "eco", "full");
        List<CommandDefinition> commands = new ArrayList<>();
        commands.add(new CommandDefinition(
                new CommandName("release"),
                "Release",
                List.of(new Parameter("now", "Now", Parameter.Kind.FLAG, null, null, null, List.of(), true)),
                null));
        commands.add(new CommandDefinition(
                new CommandName("setMode"), "Mode", List.of(mode), random.nextBoolean() ? "mode" : null));
        boolean sets = megawatts.kind() == Parameter.Kind.NUMBER;
        commands.add(new CommandDefinition(new CommandName("setPower"), "Set power", List.of(megawatts, mode), null));
        return type.with(commands, sets && random.nextBoolean() ? control(power, random) : null);
    }

    private static SetPointControl control(SignalName power, Random random) {
        return new SetPointControl(
                power,
                new CommandName("setPower"),
                new CommandName("release"),
                power,
                random.nextBoolean() ? power : null,
                random.nextInt(10) / 10.0,
                0.001 + random.nextInt(1_000),
                random.nextBoolean() ? new SetPointControl.StateOfCharge(power, 5.5, 95) : null,
                Duration.ofMillis(10_000 + random.nextInt(100_000)));
    }
}
