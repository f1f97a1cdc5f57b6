package dev.muster.twinservice.placement;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Partitioning;

/**
 * Into which shard each twin belongs; the same on all nodes for the life of a cluster. Assets that are their own source, as most
 * are, share a shard only if their records share a partition: the number of shards is a multiple of that of partitions, and of one
 * and the same hash, so the remainder by the latter follows from the remainder by the former. The twin of an asset with another
 * source is in the shard of its own id all the same.
 *
 * @param count of all shards
 * @param partitions of the topic of telemetry
 */
public record TwinShards(int count, int partitions) {
    public TwinShards {
        if (partitions < 1 || count < partitions || count % partitions != 0) {
            throw new IllegalArgumentException(
                    "Expected shards to be a multiple of %d partitions but got %d".formatted(partitions, count));
        }
    }

    /** @param atLeast so many shards, rounded up to as many for each partition */
    public static TwinShards of(int atLeast, int partitions) {
        return new TwinShards((atLeast + partitions - 1) / partitions * partitions, partitions);
    }

    /** 0 to {@code count} - 1. */
    public int shardOf(AssetId asset) {
        return Partitioning.partitionOf(new SourceId(asset.value()), count);
    }

    /** That of the records of all assets of the shard that are their own source. */
    public int partitionOf(int shard) {
        return shard % partitions;
    }
}
