package dev.muster.aggregation.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.typed.Cluster;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Watermarks;
import dev.muster.aggregation.group.RootWaker;
import dev.muster.aggregation.group.ShardedGroups;
import dev.muster.aggregation.query.Queries;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.aggregation.updates.UpdateBatcher;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.ModelView;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * This node's part in the aggregation: hosts its share of the groups' aggregators, brings them what the node's twins
 * say, and answers questions about any group. Thread-safe.
 */
public final class Aggregation {
    private final UpdateBatcher.Inbox inbox;
    private final Queries queries;

    private Aggregation(UpdateBatcher.Inbox inbox, Queries queries) {
        this.inbox = inbox;
        this.queries = queries;
    }

    /**
     * Once per actor system; ends with it. Needs cluster sharding; aggregators start as soon as the node has joined.
     *
     * @param clock must run with the broker's: a value is stale by what this clock says of when the broker received it
     */
    public static Aggregation start(
            ActorSystem<?> system,
            ModelView model,
            LatestReader latest,
            Watermarks watermarks,
            Clock clock,
            AggregationSettings settings) {
        ClusterNodes nodes =
                new ClusterNodes(ClusterWatch.nameOf(Cluster.get(system).selfMember()));
        system.systemActorOf(ClusterWatch.create(nodes), "aggregation-nodes", Props.empty());
        ShardedGroups groups = ShardedGroups.start(system, model, latest, watermarks, nodes, clock, settings);
        UpdateBatcher.Inbox inbox = new UpdateBatcher.Inbox();
        system.systemActorOf(
                UpdateBatcher.create(inbox, model, groups, clock, settings.updates()),
                "aggregation-updates",
                Props.empty());
        system.systemActorOf(
                RootWaker.create(model, groups, settings.rollUp().rootWakeInterval()),
                "aggregation-roots",
                Props.empty());
        Queries queries = new Queries(model, groups, clock, settings.queries(), system.executionContext());
        return new Aggregation(inbox, queries);
    }

    /** Any thread; never blocks. Reaches the aggregators of the asset's groups at least once, after the next flush. */
    public void update(MemberUpdate update) {
        inbox.put(update);
    }

    /** Totals of a group, its children and the first missing members. What can go wrong is one of the replies. */
    public CompletionStage<AggregateReply> aggregate(GroupKey group, SignalName signal) {
        return queries.aggregate(group, signal);
    }

    /** As {@link #aggregate} without naming anybody: one question to one aggregator. */
    public CompletionStage<AggregateReply> totals(GroupKey group, SignalName signal) {
        return queries.totals(group, signal);
    }

    /**
     * The members missing from {@link #aggregate}, in a fixed order, each once: groups depth-first by id, members by
     * id. A member that changes while the pages are read may be listed as it was or as it is; one that moves, twice or
     * not.
     *
     * @param cursor {@code next} of the page before; {@code null}: the first page
     * @param limit 1 to {@code muster.aggregation.queries.page-members-max}
     */
    public CompletionStage<MissingReply> missing(
            GroupKey group, SignalName signal, @Nullable String cursor, int limit) {
        return queries.missing(group, signal, cursor, limit);
    }

    /**
     * What the totals of a group were lately. Remembered by its aggregator alone: one that was moved, or restarted, begins
     * anew.
     */
    public CompletionStage<RecentReply> recent(GroupKey group, SignalName signal) {
        return queries.recent(group, signal);
    }
}
