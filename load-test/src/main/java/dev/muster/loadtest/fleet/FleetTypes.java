package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Reporting;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The asset types of the simulated fleet. Ranges say what is plausible for the kind, not what one unit is rated for. */
public final class FleetTypes {
    public static final SignalName POWER = new SignalName("power");
    /** The most that it could give now, whatever it was told. */
    public static final SignalName AVAILABLE_POWER = new SignalName("available_power");

    /** The most that it could take now, positive. */
    public static final SignalName AVAILABLE_CHARGE = new SignalName("available_charge");

    public static final SignalName WIND_SPEED = new SignalName("wind_speed");
    public static final SignalName IRRADIANCE = new SignalName("irradiance");
    public static final SignalName STATE_OF_CHARGE = new SignalName("soc");
    public static final SignalName ENERGY = new SignalName("energy");

    /** Reported by exception: on change, and as a heartbeat. */
    public static final SignalName MODE = new SignalName("mode");

    public static final CommandName SET_POWER = new CommandName("setPower");
    public static final CommandName RELEASE = new CommandName("release");
    public static final CommandName STOP = new CommandName("stop");
    public static final CommandName START = new CommandName("start");
    public static final CommandName SET_FIRMWARE = new CommandName("setFirmware");

    /** The argument of {@link #SET_POWER}. */
    public static final String MEGAWATTS = "megawatts";

    /** The argument of {@link #SET_FIRMWARE}. */
    public static final String VERSION = "version";

    public static final Duration INTERVAL = Duration.ofSeconds(2);
    public static final Duration STALE_AFTER = Duration.ofSeconds(7);
    public static final Duration OFFLINE_AFTER = Duration.ofSeconds(30);
    public static final Duration HEARTBEAT = Duration.ofSeconds(60);

    private static final Duration HEARTBEAT_MISSED_AFTER = Duration.ofSeconds(150);

    private static final Duration FAIL_SAFE_AFTER = Duration.ofSeconds(60);
    private static final double WIND_MINIMUM_SHARE = 0.05;

    /** Per second: through the whole range in 2.5 s, batteries in 4 s. */
    private static final double RAMP = 0.4;

    private static final double BATTERY_RAMP = 0.5;

    static final TypeId DISCHARGE = new TypeId("battery-discharge");
    static final TypeId CHARGE = new TypeId("battery-charge");

    private FleetTypes() {}

    public static List<AssetType> all() {
        return List.of(
                type(
                        Technology.WIND,
                        "Wind turbine",
                        power(SignConvention.GENERATION, new Range(-1, 20)),
                        gauge(AVAILABLE_POWER, "MW", new Range(0, 20)),
                        gauge(WIND_SPEED, "m/s", new Range(0, 90)),
                        mode()),
                type(
                        Technology.SOLAR,
                        "Solar inverter",
                        power(SignConvention.GENERATION, new Range(-1, 20)),
                        gauge(AVAILABLE_POWER, "MW", new Range(0, 20)),
                        gauge(IRRADIANCE, "W/m2", new Range(0, 1_600)),
                        mode()),
                type(
                        Technology.BATTERY,
                        "Battery",
                        power(SignConvention.GENERATION, new Range(-500, 500)),
                        gauge(AVAILABLE_POWER, "MW", new Range(0, 500)),
                        gauge(AVAILABLE_CHARGE, "MW", new Range(0, 500)),
                        gauge(STATE_OF_CHARGE, "%", new Range(0, 100)),
                        mode()),
                type(
                        Technology.METER,
                        "Meter",
                        power(SignConvention.LOAD, new Range(-100, 100)),
                        Signal.atIntervals(
                                ENERGY,
                                "MW.h",
                                SignalKind.COUNTER,
                                SignConvention.LOAD,
                                INTERVAL,
                                STALE_AFTER,
                                new Range(0, 1e9),
                                false)));
    }

    /** Of a battery that is registered as two units. */
    static List<AssetType> halves() {
        return List.of(
                new AssetType(
                        DISCHARGE,
                        "Battery, generating",
                        OFFLINE_AFTER,
                        List.of(power(SignConvention.GENERATION, new Range(0, 500)))),
                new AssetType(
                        CHARGE,
                        "Battery, charging",
                        OFFLINE_AFTER,
                        List.of(power(SignConvention.LOAD, new Range(0, 500)))));
    }

    private static AssetType type(Technology technology, String name, Signal... signals) {
        return new AssetType(technology.type(), name, OFFLINE_AFTER, List.of(signals))
                .with(commands(technology), control(technology).orElse(null));
    }

    /** How units share in a set-point; empty: they do not. */
    public static Optional<SetPointControl> control(Technology technology) {
        return switch (technology) {
            case WIND -> Optional.of(control(null, WIND_MINIMUM_SHARE, RAMP, null));
            case SOLAR -> Optional.of(control(null, 0, RAMP, null));
            case BATTERY ->
                Optional.of(control(
                        AVAILABLE_CHARGE,
                        0,
                        BATTERY_RAMP,
                        new SetPointControl.StateOfCharge(
                                STATE_OF_CHARGE, BatteryDay.SOC_MIN_PERCENT, BatteryDay.SOC_MAX_PERCENT)));
            case METER -> Optional.empty();
        };
    }

    private static SetPointControl control(
            @Nullable SignalName takes,
            double minimumShare,
            double ramp,
            SetPointControl.@Nullable StateOfCharge stateOfCharge) {
        return new SetPointControl(
                POWER, SET_POWER, RELEASE, AVAILABLE_POWER, takes, minimumShare, ramp, stateOfCharge, FAIL_SAFE_AFTER);
    }

    /** What units can be told. */
    public static List<CommandDefinition> commands(Technology technology) {
        List<CommandDefinition> commands = new ArrayList<>();
        if (technology == Technology.METER) {
            return commands;
        }
        commands.add(new CommandDefinition(
                SET_POWER,
                "Set power",
                List.of(Parameter.number(MEGAWATTS, "Power", "MW", null).within(POWER)),
                null));
        commands.add(new CommandDefinition(RELEASE, "Release", List.of(), null));
        if (technology != Technology.BATTERY) {
            commands.add(new CommandDefinition(STOP, "Stop", List.of(), null));
            commands.add(new CommandDefinition(START, "Start", List.of(), null));
        }
        commands.add(new CommandDefinition(
                SET_FIRMWARE, "Set firmware", List.of(Parameter.text(VERSION, "Version")), FleetUnit.FIRMWARE));
        return commands;
    }

    private static Signal power(SignConvention sign, Range range) {
        return Signal.atIntervals(POWER, "MW", SignalKind.GAUGE, sign, INTERVAL, STALE_AFTER, range, true);
    }

    private static Signal gauge(SignalName name, String unit, Range range) {
        return Signal.atIntervals(
                name, unit, SignalKind.GAUGE, SignConvention.GENERATION, INTERVAL, STALE_AFTER, range, false);
    }

    private static Signal mode() {
        return new Signal(
                MODE,
                "1",
                SignalKind.STATE,
                SignConvention.GENERATION,
                HEARTBEAT,
                HEARTBEAT_MISSED_AFTER,
                new Range(0, 9),
                false,
                Reporting.BY_EXCEPTION);
    }
}
