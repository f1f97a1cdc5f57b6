package dev.muster.twinservice.twin;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.persistence.typed.javadsl.RetentionCriteria;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.command.desk.CommandPorts;
import dev.muster.twinservice.counter.ContinuedCounters;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What all twins of a node share; also what each could make for itself, for there are a million of them.
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
        CommandPorts commands,
        ContinuedCounters counters,
        Upkeep upkeep) {
    /** How a twin starts anew after a failure, and when it stores its state. */
    record Upkeep(BackoffSupervisorStrategy restarts, RetentionCriteria retention) {}

    static TwinPorts of(
            ModelView model,
            TwinStore store,
            Consumer<MemberUpdate> toAggregation,
            Clock clock,
            TwinSettings settings,
            CommandPorts commands) {
        HistoryLookup history = new HistoryLookup(store, settings.observing().lookupsMax());
        Upkeep upkeep = new Upkeep(
                settings.retry().restarts(),
                RetentionCriteria.snapshotEvery(
                        settings.snapshots().every(), settings.snapshots().kept()));
        return new TwinPorts(
                model,
                store,
                history,
                toAggregation,
                clock,
                settings,
                new StoreWatch(clock),
                commands,
                new ContinuedCounters(model),
                upkeep);
    }
}
