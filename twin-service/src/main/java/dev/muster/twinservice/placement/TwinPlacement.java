package dev.muster.twinservice.placement;

import akka.actor.typed.ActorSystem;
import akka.cluster.Cluster;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.Entity;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How twins are divided, which is the same on all nodes, and where they live, which the oldest node says.
 *
 * @param readers who reads which partition, as far as this node has heard; asked on the threads of sharding
 */
public record TwinPlacement(Placement placement, TwinShards shards, Supplier<Map<Integer, Reader>> readers) {
    /** Of entities whose ids are those of assets. */
    public <M> Entity<M, ShardingEnvelope<M>> place(ActorSystem<?> system, Entity<M, ShardingEnvelope<M>> entities) {
        Entity<M, ShardingEnvelope<M>> divided = entities.withMessageExtractor(new TwinExtractor<>(shards));
        return switch (placement) {
            // Akka's own: the fewest.
            case SPREAD -> divided;
            case NEAR_PARTITION -> divided.withAllocationStrategy(near(system));
        };
    }

    private NearAllocation near(ActorSystem<?> system) {
        ClusterShardingSettings.TuningParameters limits =
                ClusterShardingSettings.create(system).tuningParameters();
        return new NearAllocation(
                Cluster.get(system),
                new ShardHomes(
                        shards, limits.leastShardAllocationAbsoluteLimit(), limits.leastShardAllocationRelativeLimit()),
                readers);
    }
}
