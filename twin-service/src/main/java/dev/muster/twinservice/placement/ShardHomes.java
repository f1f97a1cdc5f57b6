package dev.muster.twinservice.placement;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where shards belong: on the node that reads their partition. What one round moves is bounded, because a twin that moves must wake.
 * One caller at a time.
 */
final class ShardHomes {
    private static final Comparator<Map.Entry<String, List<Integer>>> FEWEST_SHARDS = Comparator.comparingInt(
                    (Map.Entry<String, List<Integer>> host) -> host.getValue().size())
            .thenComparing(Map.Entry.comparingByKey());

    private final TwinShards shards;
    private final int movesMax;
    private final double movesShareMax;
    /** Callers are actors that follow each other, on any thread. */
    private volatile Map<Integer, Reader> lastRound = Map.of();

    /**
     * @param movesMax of one round
     * @param movesShareMax of one round, of all shards that run; one may always move
     */
    ShardHomes(TwinShards shards, int movesMax, double movesShareMax) {
        this.shards = shards;
        this.movesMax = movesMax;
        this.movesShareMax = movesShareMax;
    }

    /**
     * Where a shard is to start: with the reader of its partition, as far as is known now; else on the host of the fewest. Who was heard
     * of as a reader, and is no host, may be gone for long.
     *
     * @param readers by partition
     * @param hosts their shards, by node; only nodes that can take another one
     */
    Optional<String> of(int shard, Map<Integer, Reader> readers, Map<String, List<Integer>> hosts) {
        return Optional.ofNullable(readers.get(shards.partitionOf(shard)))
                .map(Reader::node)
                .filter(hosts::containsKey)
                .or(() -> hosts.entrySet().stream().min(FEWEST_SHARDS).map(Map.Entry::getKey));
    }

    /**
     * What is to move in this round: shards whose partition is read by another host, and was a round ago, so that a partition on its
     * way from hand to hand takes no twins along. Partitions take turns, so that none has all its twins move at once.
     *
     * @param hosts none where nothing may move now; the round counts all the same
     */
    Set<Integer> toMove(Map<Integer, Reader> readers, Map<String, List<Integer>> hosts) {
        Map<Integer, String> homes = settledHosts(readers, hosts.keySet());
        lastRound = Map.copyOf(readers);
        int running = hosts.values().stream().mapToInt(List::size).sum();
        return hosts.entrySet().stream()
                .flatMap(host -> host.getValue().stream().filter(shard -> !host.getKey()
                        .equals(homes.getOrDefault(shards.partitionOf(shard), host.getKey()))))
                .sorted()
                .limit(Math.max(1, Math.min((int) (movesShareMax * running), movesMax)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** By partition. */
    private Map<Integer, String> settledHosts(Map<Integer, Reader> readers, Set<String> hosts) {
        Map<Integer, Reader> before = lastRound;
        return readers.entrySet().stream()
                .filter(now -> hosts.contains(now.getValue().node()))
                .filter(now -> Optional.ofNullable(before.get(now.getKey()))
                        .filter(now.getValue()::hasStayed)
                        .isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, now -> now.getValue().node()));
    }
}
