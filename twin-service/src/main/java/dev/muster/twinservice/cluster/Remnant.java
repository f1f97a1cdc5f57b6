package dev.muster.twinservice.cluster;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberDowned;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Whether this node is what was lost, and not the others. The split brain resolver asks each time for more than half of who is still
 * there. A node that stood still, or was cut off, finds the others silent one by one, and so it can give up all of them and go on alone:
 * one of three did, for a minute, and kept partitions of Kafka for twins whose leases it could not get (FaultsIT). Whoever has
 * given up more nodes within a while than are left with it ends.
 */
final class Remnant {
    /** A node is given up within seconds: whoever is cut off has given up all others by then. */
    static final Duration WHILE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final Deque<Long> lostNanos = new ArrayDeque<>();

    /** @param nanos a clock that only goes forward, as {@link System#nanoTime} */
    Remnant(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A node was given up, and so many are left, this one among them. Returns whether those are too few. */
    boolean isAfterLoss(int left) {
        long now = nanos.getAsLong();
        lostNanos.add(now);
        while (now - lostNanos.getFirst() > WHILE.toNanos()) {
            lostNanos.removeFirst();
        }
        return lostNanos.size() > left;
    }

    /** Calls {@code end} when this node is what was lost. */
    static Behavior<MemberDowned> watch(Remnant remnant, Runnable end) {
        return Behaviors.setup(context -> {
            Cluster cluster = Cluster.get(context.getSystem());
            cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberDowned.class));
            Set<UniqueAddress> lost = new HashSet<>();
            return Behaviors.receive(MemberDowned.class)
                    .onMessage(MemberDowned.class, event -> {
                        if (lost.add(event.member().uniqueAddress()) && remnant.isAfterLoss(left(cluster, lost))) {
                            end.run();
                        }
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    /** What the cluster says of its members comes a little later than its events. */
    private static int left(Cluster cluster, Set<UniqueAddress> lost) {
        int left = 0;
        for (Member member : cluster.state().getMembers()) {
            left += member.status().equals(MemberStatus.up()) && !lost.contains(member.uniqueAddress()) ? 1 : 0;
        }
        return left;
    }
}
