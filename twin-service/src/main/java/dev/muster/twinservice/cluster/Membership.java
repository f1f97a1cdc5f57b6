package dev.muster.twinservice.cluster;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node as a member of the cluster: from when it joins until the others give it up or it leaves.
 *
 * <p>A node that is told to join can run what it is given: stores come first, so that none waits for Cassandra as the oldest member,
 * whose part it is to place all shards.
 */
public final class Membership {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final ClusterSettings settings;
    private final Cluster cluster;
    private final CompletableFuture<Done> up = new CompletableFuture<>();

    private Membership(ActorSystem<?> system, ClusterSettings settings) {
        this.system = system;
        this.settings = settings;
        this.cluster = Cluster.get(system);
    }

    /** Joins nobody yet, unless it is a cluster of its own. */
    public static Membership start(ActorSystem<?> system, ClusterSettings settings) {
        Membership membership = new Membership(system, settings);
        membership.cluster.registerOnMemberUp(() -> membership.up.complete(Done.getInstance()));
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseClusterShutdown(), "say why", membership::sayWhy);
        if (settings.formation() == Formation.SINGLE) {
            membership.cluster.join(membership.cluster.selfAddress());
        } else {
            membership.endWhenLost();
        }
        return membership;
    }

    private void endWhenLost() {
        Runnable end = () -> CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());
        system.systemActorOf(Remnant.watch(new Remnant(System::nanoTime), end), "cluster-remnant", Props.empty());
        StandStill standStill = new StandStill(settings, System::nanoTime);
        system.scheduler()
                .scheduleWithFixedDelay(
                        LOOK_INTERVAL,
                        LOOK_INTERVAL,
                        () -> {
                            if (standStill.wasTooLong()) {
                                LOG.error("This process stood still for longer than others wait for a node");
                                end.run();
                            }
                        },
                        system.executionContext());
    }

    /**
     * Completes when this node is up: at once or hours later. Until then {@code waitingFor} is told what it sees, whenever that
     * changes. Fails when the port for others is taken.
     */
    public CompletionStage<Done> join(Consumer<String> waitingFor) {
        if (settings.formation() == Formation.SINGLE) {
            return up;
        }
        Gathering gathering = new Gathering(settings.nodesMin());
        waitingFor.accept(gathering.waitingFor());
        return AkkaManagement.get(system)
                .start()
                .handle((uri, failure) -> bound(failure))
                .thenCompose(bound -> {
                    ClusterBootstrap.get(system).start();
                    watch(gathering, waitingFor);
                    return up;
                });
    }

    /**
     * What is to be done at once when this node ends though nobody told it to: the others have given it up, or it has lost its session.
     * Later than {@link #start}.
     */
    public void onGivenUp(String name, Supplier<CompletionStage<Done>> task) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        // Whoever is given up by the others begins to end with the second of these phases.
        for (String phase :
                List.of(CoordinatedShutdown.PhaseBeforeServiceUnbind(), CoordinatedShutdown.PhaseClusterShutdown())) {
            shutdown.addTask(
                    phase,
                    name,
                    () -> wasToldToEnd(shutdown) ? CompletableFuture.completedFuture(Done.getInstance()) : task.get());
        }
    }

    private static boolean wasToldToEnd(CoordinatedShutdown shutdown) {
        return shutdown.getShutdownReason()
                .filter(reason -> reason == CoordinatedShutdown.jvmExitReason()
                        || reason == CoordinatedShutdown.actorSystemTerminateReason()
                        || reason == CoordinatedShutdown.clusterLeavingReason()
                        || reason == CoordinatedShutdown.unknownReason())
                .isPresent();
    }

    private Done bound(@Nullable Throwable failure) {
        if (failure != null) {
            throw new CompletionException(new IllegalStateException(
                    "Expected to listen on %s for other nodes but could not (%s): set muster.cluster.management.host and .port"
                            .formatted(settings.management(), failure.getMessage())));
        }
        return Done.getInstance();
    }

    private void watch(Gathering gathering, Consumer<String> waitingFor) {
        Peers peers = Peers.of(system, settings);
        Cancellable looks = system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        LOOK_INTERVAL,
                        () -> look(peers, gathering, waitingFor),
                        system.executionContext());
        up.thenRun(looks::cancel);
    }

    private void look(Peers peers, Gathering gathering, Consumer<String> waitingFor) {
        peers.ask()
                .exceptionally(notFound -> List.of())
                .thenAcceptAsync(answers -> looked(answers, gathering, waitingFor), Runnable::run);
    }

    private void looked(List<PeerAnswer> answers, Gathering gathering, Consumer<String> waitingFor) {
        synchronized (gathering) {
            if (up.isDone()) {
                return;
            }
            String before = gathering.waitingFor();
            gathering.looked(answers, members());
            if (!gathering.waitingFor().equals(before)) {
                waitingFor.accept(gathering.waitingFor());
            }
            if (gathering.isAstray()) {
                CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterJoinUnsuccessfulReason());
            }
        }
    }

    private Set<String> members() {
        Set<String> members = new HashSet<>();
        for (Member member : cluster.state().getMembers()) {
            members.add(PeerAnswer.process(
                    member.address().toString(), member.uniqueAddress().longUid()));
        }
        return members;
    }

    private CompletionStage<Done> sayWhy() {
        CoordinatedShutdown.get(system).getShutdownReason().ifPresent(reason -> {
            if (reason == CoordinatedShutdown.clusterDowningReason()) {
                LOG.error("The others have given this node up, or it them: it ends, and must be started again");
            } else if (reason == CoordinatedShutdown.clusterJoinUnsuccessfulReason()) {
                LOG.error(
                        "This node has joined a cluster that most others are not in: it ends, and must be started again");
            }
        });
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
