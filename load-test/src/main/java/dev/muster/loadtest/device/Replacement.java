package dev.muster.loadtest.device;

import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import java.util.List;
import java.util.SplittableRandom;

/** A meter whose device is replaced by one that sends under another name and counts from 0. */
public record Replacement(FleetUnit meter) {
    /** Of a meter that the fleet's seed chooses. */
    public static Replacement of(SimulatedFleet fleet) {
        List<FleetUnit> meters = fleet.units().stream()
                .filter(unit -> unit.technology() == Technology.METER)
                .toList();
        return new Replacement(meters.get(new SplittableRandom(fleet.seed()).nextInt(meters.size())));
    }

    /** The new one. */
    public DeviceId device() {
        return new DeviceId("SN-" + meter.id() + "-2");
    }

    public SourceId source() {
        return new SourceId(meter.id() + "-2");
    }
}
