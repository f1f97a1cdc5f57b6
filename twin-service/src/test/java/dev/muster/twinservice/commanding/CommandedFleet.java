package dev.muster.twinservice.commanding;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.ModelOfTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One turbine of 3 MW that can be told its power, and to stop. */
final class CommandedFleet {
    static final AssetId TURBINE = new AssetId("WT-07");

    private static final TypeId WIND = new TypeId("wind");

    private CommandedFleet() {}

    static ModelView view() {
        ModelOfTests model = new ModelOfTests(Instant.parse("2030-01-01T00:00:00Z"));
        Parameter power = Parameter.number("megawatts", "Power", "MW", new Range(0, 3));
        AssetType type = new AssetType(WIND, "Wind", Duration.ofSeconds(30), List.of(signal()))
                .with(
                        List.of(
                                new CommandDefinition(new CommandName("setPower"), "Set power", List.of(power), null),
                                new CommandDefinition(new CommandName("stop"), "Stop", List.of(), null)),
                        null);
        model.execute(new ModelCommand.DefineType(type));
        model.execute(new ModelCommand.PutAsset(TURBINE, "Turbine", WIND, null, Map.of(), Map.of(), null, List.of()));
        return model.view;
    }

    private static Signal signal() {
        return Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
    }
}
