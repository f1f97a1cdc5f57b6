package dev.muster.twinservice.lease.sharding;

import akka.Done;
import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import dev.muster.twinservice.lease.LeaseSettings;
import dev.muster.twinservice.lease.LeaseTables;
import dev.muster.twinservice.lease.NodeLeases;
import dev.muster.twinservice.lease.SessionId;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Begins the session of this node, and sees to it that the node leaves when the session is lost, and that it ends when the node leaves. */
public final class NodeLeasing {
    private NodeLeasing() {}

    /** Completes once shards can start. Whoever closes the tables ends the session before. */
    public static CompletionStage<NodeLeases> start(
            ActorSystem<?> system, LeaseTables tables, LeaseSettings settings, Clock clock) {
        NodeLeases leases = new NodeLeases(
                new SessionId(address(system), UUID.randomUUID()), tables, new LeaseThread(clock), settings);
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        var unused = leases.lost().thenCompose(lost -> shutdown.runAll(new SessionLost()));
        // A node that was downed has nobody to hand its shards to, and those who take them over wait for this.
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                "end the session of a downed node",
                () -> isDowned(shutdown)
                        ? leases.end().thenApply(ended -> Done.getInstance())
                        : CompletableFuture.completedFuture(Done.getInstance()));
        return leases.begin().thenApply(begun -> {
            LeaseRegistry.of(system).complete(leases);
            return leases;
        });
    }

    /** Whether a shard of the kind runs here: sharding starts none without its lease, whose name it makes so. */
    public static boolean runs(ActorSystem<?> system, String kind, int shard) {
        return LeaseRegistry.of(system).holds("%s-shard-%s-%d".formatted(system.name(), kind, shard));
    }

    private static boolean isDowned(CoordinatedShutdown shutdown) {
        return shutdown.getShutdownReason()
                .filter(reason -> reason.equals(CoordinatedShutdown.clusterDowningReason()))
                .isPresent();
    }

    private static String address(ActorSystem<?> system) {
        Address address = Cluster.get(system).selfMember().address();
        return address.getHost().orElseThrow() + ":" + address.getPort().orElseThrow();
    }
}
