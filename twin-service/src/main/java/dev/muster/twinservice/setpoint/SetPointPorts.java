package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.twin.TwinSnapshot;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What the entity asks.
 *
 * @param twins wakes a twin
 */
record SetPointPorts(
        ModelView view,
        Function<AssetId, CompletionStage<TwinSnapshot>> twins,
        Commanding commanding,
        Clock clock,
        SetPointSettings settings) {
    FleetReader reader() {
        return new FleetReader(view, twins, settings);
    }
}
