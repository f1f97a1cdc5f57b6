package dev.muster.twinservice.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes that come, go and die, a consumer group that follows, posts that get lost or are out of date, and shards; one step a second. */
final class SimulatedPlacement {
    private static final int NODES_MAX = 6;
    private static final int ROUND = 10;
    private static final int MOVES_MAX = 10;
    private static final double MOVES_SHARE_MAX = 0.1;
    /** How long the cluster knows of a dead or leaving node that it gets nothing, before it is gone. */
    private static final int GONE_AFTER = 9;

    private final SplittableRandom random;
    final TwinShards shards;
    /** Nodes by how many steps are left to them; -1: they stay. */
    private final Map<String, Integer> members = new TreeMap<>();

    private final Map<Integer, String> owners = new TreeMap<>();
    private final Map<Integer, Reader> board = new TreeMap<>();
    private final Map<Integer, String> running = new TreeMap<>();
    /** By how many steps they still take to stop. */
    private final Map<Integer, Integer> stopping = new TreeMap<>();

    private Map<Integer, Reader> boardOfLastRound = Map.of();
    private ShardHomes homes;
    private int now;
    private int groupRebalancesAt;
    final List<Integer> moved = new ArrayList<>();

    SimulatedPlacement(long seed) {
        random = new SplittableRandom(seed);
        shards = TwinShards.of(random.nextInt(1, 120), random.nextInt(1, 16));
        homes = new ShardHomes(shards, MOVES_MAX, MOVES_SHARE_MAX);
        join();
    }

    /** Anything can happen. */
    void storm(int steps) {
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(100)) {
                case 0, 1 -> join();
                case 2, 3 -> die();
                case 4 -> changeCoordinator();
                case 5, 6 -> groupRebalancesAt = now + random.nextInt(1, 9);
                case 7 -> owners.put(random.nextInt(shards.partitions()), anyNode());
                case 8, 9, 10 -> post(random.nextInt(shards.partitions()), "n" + random.nextInt(NODES_MAX));
                default -> {}
            }
            step();
        }
    }

    void calm(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    /** Steps that suffice for every shard to be where it belongs, once all is calm. */
    int stepsToSettle() {
        return ROUND * (3 + shards.count());
    }

    Set<Integer> misplaced() {
        Set<Integer> misplaced = new TreeSet<>();
        for (int shard = 0; shard < shards.count(); shard++) {
            if (!owners.get(shards.partitionOf(shard)).equals(running.get(shard))) {
                misplaced.add(shard);
            }
        }
        return misplaced;
    }

    private void join() {
        String node = "n" + random.nextInt(NODES_MAX);
        if (members.putIfAbsent(node, -1) == null) {
            groupRebalancesAt = now + random.nextInt(1, 5);
        }
    }

    /** A node that is told to leave hands its partitions over; one that is killed just stops. */
    private void die() {
        if (stayers().size() > 1) {
            String node = anyNode();
            members.put(node, GONE_AFTER);
            if (random.nextBoolean()) {
                owners.values().removeIf(node::equals);
            }
            groupRebalancesAt = now + random.nextInt(1, 9);
        }
    }

    private void changeCoordinator() {
        homes = new ShardHomes(shards, MOVES_MAX, MOVES_SHARE_MAX);
        boardOfLastRound = Map.of();
    }

    private void step() {
        now++;
        members.replaceAll((node, left) -> left < 0 ? left : left - 1);
        members.values().removeIf(left -> left == 0);
        running.values().removeIf(node -> !members.containsKey(node));
        stopping.keySet().retainAll(running.keySet());
        stopping.replaceAll((shard, left) -> left - 1);
        stopping.forEach((shard, left) -> {
            if (left <= 0) {
                running.remove(shard);
            }
        });
        stopping.values().removeIf(left -> left <= 0);
        if (now >= groupRebalancesAt) {
            assignPartitions();
        }
        owners.forEach((partition, node) -> {
            if (stayers().contains(node) && random.nextInt(10) > 0) {
                post(partition, node);
            }
        });
        startShards();
        if (now % ROUND == 0) {
            round();
        }
    }

    private void post(int partition, String node) {
        board.merge(partition, new Reader(node, 1), (before, said) -> new Reader(node, before.posts() + 1));
    }

    /** Sticky: only what nobody reads, and what somebody reads too much of, changes hands. */
    private void assignPartitions() {
        List<String> group = new ArrayList<>(stayers());
        owners.values().removeIf(node -> !group.contains(node));
        for (int partition = 0; partition < shards.partitions(); partition++) {
            String owner = owners.get(partition);
            String least = group.stream()
                    .min((one, other) -> Long.compare(read(one), read(other)))
                    .orElseThrow();
            if (owner == null || read(owner) > read(least) + 1) {
                owners.put(partition, least);
            }
        }
        groupRebalancesAt = Integer.MAX_VALUE;
    }

    private long read(String node) {
        return owners.values().stream().filter(node::equals).count();
    }

    private void startShards() {
        for (int shard = 0; shard < shards.count(); shard++) {
            if (!running.containsKey(shard) && random.nextInt(3) == 0) {
                Map<String, List<Integer>> hosts = hosts();
                String home = homes.of(shard, board, hosts).orElseThrow();
                assertThat(hosts).containsKey(home);
                Reader reader = board.get(shards.partitionOf(shard));
                if (reader != null && hosts.containsKey(reader.node())) {
                    assertThat(home).isEqualTo(reader.node());
                } else {
                    int fewest =
                            hosts.values().stream().mapToInt(List::size).min().orElseThrow();
                    assertThat(hosts.get(home)).hasSize(fewest);
                }
                running.put(shard, home);
            }
        }
    }

    private void round() {
        boolean mayMove = stopping.isEmpty() && stayers().size() == members.size();
        Map<String, List<Integer>> hosts = mayMove ? hosts() : Map.of();
        Set<Integer> moves = homes.toMove(board, hosts);
        int bound = Math.max(1, Math.min(MOVES_MAX, (int) (MOVES_SHARE_MAX * running.size())));
        assertThat(moves).hasSizeLessThanOrEqualTo(bound);
        for (int shard : moves) {
            int partition = shards.partitionOf(shard);
            Reader reader = board.get(partition);
            assertThat(mayMove).isTrue();
            assertThat(reader.node()).as("what is at home stays").isNotEqualTo(running.get(shard));
            assertThat(hosts).containsKey(reader.node());
            assertThat(boardOfLastRound.get(partition))
                    .as("known as the reader")
                    .isNotNull();
            assertThat(boardOfLastRound.get(partition).node()).isEqualTo(reader.node());
            assertThat(boardOfLastRound.get(partition).posts())
                    .as("not heard of since")
                    .isLessThan(reader.posts());
            stopping.put(shard, random.nextInt(1, 15));
        }
        moved.addAll(moves);
        boardOfLastRound = new HashMap<>(board);
    }

    private Map<String, List<Integer>> hosts() {
        Map<String, List<Integer>> hosts = new TreeMap<>();
        stayers().forEach(node -> hosts.put(node, new ArrayList<>()));
        running.forEach((shard, node) -> {
            if (hosts.containsKey(node)) {
                hosts.get(node).add(shard);
            }
        });
        return hosts;
    }

    private Set<String> stayers() {
        Set<String> stayers = new TreeSet<>();
        members.forEach((node, left) -> {
            if (left < 0) {
                stayers.add(node);
            }
        });
        return stayers;
    }

    private String anyNode() {
        List<String> nodes = List.copyOf(stayers());
        return nodes.get(random.nextInt(nodes.size()));
    }
}
