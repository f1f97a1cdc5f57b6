package dev.muster.twinservice.twin;

import dev.muster.aggregation.MemberUpdate;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.command.desk.CommandPorts;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What all twins of a node share.
 *
 * @param toAggregation takes updates from many threads; never blocks
 */
record TwinPorts(
        ModelView model,
        TwinStore store,
        HistoryLookup history,
        Consumer<MemberUpdate> toAggregation,
        Clock clock,
        TwinSettings settings,
        StoreWatch watch,
        CommandPorts commands) {
    static TwinPorts of(
            ModelView model,
            TwinStore store,
            Consumer<MemberUpdate> toAggregation,
            Clock clock,
            TwinSettings settings,
            CommandPorts commands) {
        HistoryLookup history = new HistoryLookup(store, settings.observing().lookupsMax());
        return new TwinPorts(model, store, history, toAggregation, clock, settings, new StoreWatch(clock), commands);
    }
}
