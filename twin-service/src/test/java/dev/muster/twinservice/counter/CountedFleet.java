package dev.muster.twinservice.counter;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.InstallDevice;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Turbines that report their power and count their energy, which groups total. */
public final class CountedFleet {
    public static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");
    public static final TypeId WIND = new TypeId("wind");
    public static final SignalName POWER = new SignalName("power");
    public static final SignalName ENERGY = new SignalName("energy");

    private CountedFleet() {}

    public static ModelOfTests of(String... assets) {
        ModelOfTests model = new ModelOfTests(NOON);
        model.execute(new ModelCommand.DefineType(new AssetType(
                WIND,
                "Wind",
                Duration.ofSeconds(30),
                List.of(
                        signal(POWER, "MW", SignalKind.GAUGE, SignConvention.GENERATION),
                        signal(ENERGY, "MW.h", SignalKind.COUNTER, SignConvention.GENERATION)))));
        for (String asset : assets) {
            model.execute(new ModelCommand.PutAsset(
                    new AssetId(asset), asset, WIND, null, Map.of(), Map.of(), null, List.of()));
        }
        return model;
    }

    /** With a source of its own, from then on. */
    public static InstallDevice install(String asset, String device, Instant from, double energyOffset) {
        return new InstallDevice(
                new AssetId(asset),
                new Installation(
                        new DeviceId(device),
                        new SourceId("gw-" + device),
                        energyOffset == 0 ? Map.of() : Map.of(ENERGY, energyOffset)),
                Validity.from(from));
    }

    static Signal signal(SignalName name, String unit, SignalKind kind, SignConvention sign) {
        return Signal.atIntervals(name, unit, kind, sign, Duration.ofSeconds(2), Duration.ofSeconds(7), null, true);
    }
}
