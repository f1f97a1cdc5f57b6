package dev.muster.twinservice.placement;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardCoordinator.AbstractShardAllocationStrategy;
import akka.dispatch.Futures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Has the coordinator of the twins' shards do what {@link ShardHomes} says. Nodes that leave or are out of reach get nothing. Nothing
 * moves while a node comes or goes, for whoever is asked for its consent then may not answer, and while a move is under way.
 */
final class NearAllocation extends AbstractShardAllocationStrategy {
    private final Cluster cluster;
    private final ShardHomes homes;
    private final Supplier<Map<Integer, Reader>> readers;

    NearAllocation(Cluster cluster, ShardHomes homes, Supplier<Map<Integer, Reader>> readers) {
        this.cluster = cluster;
        this.homes = homes;
        this.readers = readers;
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> allocations) {
        Map<String, ActorRef> regions = usable(allocations.keySet());
        Map<String, List<Integer>> hosts = hosts(regions, allocations);
        // Nobody is usable for as long as this node's view of the cluster lags behind the regions: any of them then.
        return Futures.successful(homes.of(Integer.parseInt(shard), readers.get(), hosts)
                .map(regions::get)
                .orElseGet(() -> allocations.keySet().iterator().next()));
    }

    @Override
    public Future<Set<String>> rebalance(Map<ActorRef, IndexedSeq<String>> allocations, Set<String> inProgress) {
        Map<String, List<Integer>> hosts =
                inProgress.isEmpty() && isCalm() ? hosts(usable(allocations.keySet()), allocations) : Map.of();
        return Futures.successful(homes.toMove(readers.get(), hosts).stream()
                .map(Object::toString)
                .collect(Collectors.toSet()));
    }

    private static Map<String, List<Integer>> hosts(
            Map<String, ActorRef> regions, Map<ActorRef, IndexedSeq<String>> allocations) {
        Map<String, List<Integer>> hosts = new HashMap<>();
        regions.forEach((node, region) -> hosts.put(node, shards(Objects.requireNonNull(allocations.get(region)))));
        return hosts;
    }

    /** By node. */
    private Map<String, ActorRef> usable(Set<ActorRef> regions) {
        CurrentClusterState state = cluster.state();
        Set<Address> members = members(state)
                .filter(member -> member.status().equals(MemberStatus.up())
                        && !state.getUnreachable().contains(member))
                .map(Member::address)
                .collect(Collectors.toSet());
        return regions.stream()
                .filter(region -> members.contains(addressOf(region)))
                .collect(Collectors.toMap(region -> addressOf(region).toString(), region -> region));
    }

    /** The path of an actor of this node has no host. */
    private Address addressOf(ActorRef region) {
        Address address = region.path().address();
        return address.hasLocalScope() ? cluster.selfAddress() : address;
    }

    private boolean isCalm() {
        CurrentClusterState state = cluster.state();
        return state.getUnreachable().isEmpty()
                && members(state).allMatch(member -> member.status().equals(MemberStatus.up()))
                && members(state).map(Member::appVersion).distinct().count() == 1;
    }

    private static Stream<Member> members(CurrentClusterState state) {
        return StreamSupport.stream(state.getMembers().spliterator(), false);
    }

    private static List<Integer> shards(IndexedSeq<String> ids) {
        return CollectionConverters.asJava(ids).stream().map(Integer::valueOf).toList();
    }
}
