package dev.muster.benchmarks.fleet;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Duration;
import java.util.List;

/** The signals of a turbine, in the order that samples name them. */
final class Signals {
    static final List<Signal> ALL = List.of(
            signal(FleetModel.POWER.value(), "MW", new Range(-1, 20), true),
            signal("temperature", "Cel", new Range(-50, 150), false),
            signal("wind_speed", "m/s", new Range(0, 100), false),
            signal("reactive_power", "Mvar", new Range(-20, 20), false),
            signal("rotor_speed", "rpm", new Range(0, 100), false),
            signal("pitch", "deg", new Range(-10, 100), false),
            signal("yaw", "deg", new Range(0, 360), false),
            signal("current", "kA", new Range(0, 10), false),
            signal("voltage", "kV", new Range(0, 100), false),
            signal("oil_pressure", "bar", new Range(0, 100), false));

    private Signals() {}

    static List<Signal> first(int count) {
        return ALL.subList(0, count);
    }

    private static Signal signal(String name, String unit, Range range, boolean summed) {
        return Signal.atIntervals(
                new SignalName(name),
                unit,
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                range,
                summed);
    }
}
