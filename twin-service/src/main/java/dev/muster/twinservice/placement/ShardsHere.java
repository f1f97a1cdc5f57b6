package dev.muster.twinservice.placement;

import dev.muster.ingest.deadline.PartitionReport;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shards of twins that a node runs.
 *
 * @param near the node reads their partition, too
 * @param elsewhere another one does, or nobody
 */
public record ShardsHere(int near, int elsewhere) {
    /** @param read by the node */
    public static ShardsHere of(TwinShards shards, IntPredicate runsHere, List<PartitionReport> read) {
        Set<Integer> partitions = read.stream().map(PartitionReport::partition).collect(Collectors.toSet());
        int[] here = IntStream.range(0, shards.count()).filter(runsHere).toArray();
        int near = (int) IntStream.of(here)
                .filter(shard -> partitions.contains(shards.partitionOf(shard)))
                .count();
        return new ShardsHere(near, here.length - near);
    }
}
