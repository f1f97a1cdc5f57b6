package dev.muster.loadtest.fault.traffic;

import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Duration;

/** The model of a fleet that lives fast: what is wrong shows soon, and faults need not last long. */
final class FaultModel {
    static final Duration INTERVAL = Duration.ofSeconds(1);
    static final Duration STALE_AFTER = Duration.ofSeconds(5);

    /** Shorter than any of the faults keeps its part of Muster away: a false offline has all the time that it needs. */
    static final Duration OFFLINE_AFTER = Duration.ofSeconds(8);

    private FaultModel() {}

    static ModelPlan plan(SimulatedFleet fleet) {
        ModelPlan plan = FleetModel.plan(fleet);
        return new ModelPlan(
                plan.types().stream().map(FaultModel::hasty).toList(),
                plan.hierarchies(),
                plan.groups(),
                plan.assets());
    }

    private static AssetType hasty(AssetType type) {
        return new AssetType(
                        type.id(),
                        type.name(),
                        OFFLINE_AFTER,
                        type.signals().stream().map(FaultModel::hasty).toList())
                .with(type.commands(), type.setPoint());
    }

    private static Signal hasty(Signal signal) {
        return Signal.atIntervals(
                signal.name(),
                signal.unit(),
                signal.kind(),
                signal.sign(),
                INTERVAL,
                STALE_AFTER,
                signal.range(),
                signal.summed());
    }
}
