package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A battery that was registered as two units, one generating and one charging, and becomes a single one: as registers had it for
 * years, each unit with positive figures only, the charging one a load.
 *
 * @param one what it becomes
 * @param at from then on
 */
public record Merger(FleetUnit one, Instant at) {
    /** Of a battery that the fleet's seed chooses. */
    public static Merger of(SimulatedFleet fleet, Instant at) {
        List<FleetUnit> batteries = fleet.units().stream()
                .filter(unit -> unit.technology() == Technology.BATTERY)
                .toList();
        long chosen = Math.floorMod(Noise.mix(fleet.seed(), batteries.size(), 3), (long) batteries.size());
        return new Merger(batteries.get((int) chosen), at);
    }

    public AssetId generating() {
        return new AssetId(one.id() + "-G");
    }

    public AssetId charging() {
        return new AssetId(one.id() + "-L");
    }

    /** What one of the two says of what the battery does: its own part, never below 0. */
    public static SortedMap<SignalName, Double> part(SortedMap<SignalName, Double> whole, boolean charging) {
        double power = whole.getOrDefault(FleetTypes.POWER, 0.0);
        SortedMap<SignalName, Double> part = new TreeMap<>();
        // Adding 0 turns a negative zero into a zero.
        part.put(FleetTypes.POWER, Math.max(0, charging ? -power : power) + 0.0);
        return part;
    }
}
