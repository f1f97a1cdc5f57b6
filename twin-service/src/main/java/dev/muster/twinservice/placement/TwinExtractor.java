package dev.muster.twinservice.placement;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import dev.muster.assetmodel.identity.AssetId;

/** Tells sharding what {@link TwinShards} says, of entities whose ids are those of assets. */
final class TwinExtractor<M> extends ShardingMessageExtractor<ShardingEnvelope<M>, M> {
    private final TwinShards shards;

    TwinExtractor(TwinShards shards) {
        this.shards = shards;
    }

    @Override
    public String entityId(ShardingEnvelope<M> envelope) {
        return envelope.entityId();
    }

    @Override
    public String shardId(String entityId) {
        return Integer.toString(shards.shardOf(new AssetId(entityId)));
    }

    @Override
    public M unwrapMessage(ShardingEnvelope<M> envelope) {
        return envelope.message();
    }
}
