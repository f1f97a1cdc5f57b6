package dev.muster.aggregation.group;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.ShardCoordinator.ShardAllocationStrategy$;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.Nodes;
import dev.muster.aggregation.Watermarks;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.ModelView;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Aggregators as sharded entities of the cluster. */
public final class ShardedGroups implements Groups {
    /** All that are to move move at once: one short gap in the totals after a node has come, not one every 10 s. */
    private static final int MOVES_MAX = 100_000;

    private final ClusterSharding sharding;

    private ShardedGroups(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    /** Lets this node host aggregators. Once per actor system. */
    public static ShardedGroups start(
            ActorSystem<?> system,
            ModelView model,
            LatestReader latest,
            Watermarks watermarks,
            Nodes nodes,
            Clock clock,
            AggregationSettings settings) {
        ClusterSharding sharding = ClusterSharding.get(system);
        ShardedGroups groups = new ShardedGroups(sharding);
        GroupAggregator.Surroundings surroundings = new GroupAggregator.Surroundings(
                model, new WatchedLatest(latest), watermarks, nodes, groups, clock, settings);
        sharding.init(Entity.of(
                        GroupAggregator.TYPE_KEY,
                        entity -> GroupAggregator.create(
                                GroupKey.parse(entity.getEntityId()), entity.getShard(), surroundings))
                .withAllocationStrategy(ShardAllocationStrategy$.MODULE$.leastShardAllocationStrategy(MOVES_MAX, 1))
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
        return groups;
    }

    @Override
    public void tell(GroupKey group, GroupMessage message) {
        aggregator(group).tell(message);
    }

    @Override
    public CompletionStage<GroupReply> ask(
            GroupKey group, Function<ActorRef<GroupReply>, GroupMessage> message, Duration timeout) {
        return aggregator(group).ask(message::apply, timeout);
    }

    private EntityRef<GroupAggregator.Command> aggregator(GroupKey group) {
        return sharding.entityRefFor(GroupAggregator.TYPE_KEY, group.toString());
    }
}
