package dev.muster.aggregation.node;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.ClusterDomainEvent;
import akka.cluster.ClusterEvent.MemberDowned;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.ClusterEvent.ReachabilityEvent;
import akka.cluster.ClusterEvent.ReachableMember;
import akka.cluster.ClusterEvent.UnreachableMember;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;

/** Tells {@link ClusterNodes} what the failure detector and the members of the cluster say. One per node. */
final class ClusterWatch {
    private ClusterWatch() {}

    static Behavior<ClusterDomainEvent> create(ClusterNodes nodes) {
        return Behaviors.setup(context -> {
            Cluster cluster = Cluster.get(context.getSystem());
            // What happened before comes as events, too.
            cluster.subscriptions().tell(Subscribe.create(context.getSelf().narrow(), MemberEvent.class));
            cluster.subscriptions().tell(Subscribe.create(context.getSelf().narrow(), ReachabilityEvent.class));
            return Behaviors.receive(ClusterDomainEvent.class)
                    .onMessage(UnreachableMember.class, event -> {
                        nodes.silent(nameOf(event.member()));
                        return Behaviors.same();
                    })
                    .onMessage(ReachableMember.class, event -> {
                        nodes.heardAgain(nameOf(event.member()));
                        return Behaviors.same();
                    })
                    .onMessage(MemberDowned.class, event -> {
                        nodes.downed(nameOf(event.member()));
                        return Behaviors.same();
                    })
                    .onMessage(MemberRemoved.class, event -> {
                        nodes.removed(nameOf(event.member()), isPeaceful(event.previousStatus()));
                        return Behaviors.same();
                    })
                    .onAnyMessage(other -> Behaviors.same())
                    .build();
        });
    }

    /** As it stands in partials: the address, and what tells this process from an earlier one there. */
    static String nameOf(Member member) {
        UniqueAddress address = member.uniqueAddress();
        return address.address() + "#" + address.longUid();
    }

    private static boolean isPeaceful(MemberStatus before) {
        return before.equals(MemberStatus.leaving()) || before.equals(MemberStatus.exiting());
    }
}
