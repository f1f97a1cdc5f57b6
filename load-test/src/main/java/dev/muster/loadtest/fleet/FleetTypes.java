package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Reporting;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Duration;
import java.util.List;

/** The asset types of the simulated fleet. Ranges say what is plausible for the kind, not what one unit is rated for. */
public final class FleetTypes {
    public static final SignalName POWER = new SignalName("power");
    public static final SignalName WIND_SPEED = new SignalName("wind_speed");
    public static final SignalName IRRADIANCE = new SignalName("irradiance");
    public static final SignalName STATE_OF_CHARGE = new SignalName("soc");
    public static final SignalName ENERGY = new SignalName("energy");

    /** Reported by exception: on change, and as a heartbeat. */
    public static final SignalName MODE = new SignalName("mode");

    public static final Duration INTERVAL = Duration.ofSeconds(2);
    public static final Duration STALE_AFTER = Duration.ofSeconds(7);
    public static final Duration OFFLINE_AFTER = Duration.ofSeconds(30);
    public static final Duration HEARTBEAT = Duration.ofSeconds(60);

    private static final Duration HEARTBEAT_MISSED_AFTER = Duration.ofSeconds(150);

    static final TypeId DISCHARGE = new TypeId("battery-discharge");
    static final TypeId CHARGE = new TypeId("battery-charge");

    private FleetTypes() {}

    public static List<AssetType> all() {
        return List.of(
                type(
                        Technology.WIND,
                        "Wind turbine",
                        power(SignConvention.GENERATION, new Range(-1, 20)),
                        gauge(WIND_SPEED, "m/s", new Range(0, 90)),
                        mode()),
                type(
                        Technology.SOLAR,
                        "Solar inverter",
                        power(SignConvention.GENERATION, new Range(-1, 20)),
                        gauge(IRRADIANCE, "W/m2", new Range(0, 1_600)),
                        mode()),
                type(
                        Technology.BATTERY,
                        "Battery",
                        power(SignConvention.GENERATION, new Range(-500, 500)),
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
        return new AssetType(technology.type(), name, OFFLINE_AFTER, List.of(signals));
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
