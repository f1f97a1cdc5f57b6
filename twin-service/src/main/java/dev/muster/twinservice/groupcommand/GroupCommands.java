package dev.muster.twinservice.groupcommand;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.japi.function.Function;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.ask.PlainAsk;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.groupcommand.progress.GroupCommandSettings;
import dev.muster.twinservice.groupcommand.progress.GroupEvent;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The group commands of the whole cluster, wherever they live; asking one wakes it. Thread-safe. Stages complete on the thread that
 * brought the answer: hand anything but trivial work to an executor.
 */
public final class GroupCommands implements GroupCommanding {
    /** How often members are offered from the first on, when another who gives the same at the same time found other ones. */
    private static final int TRIES_MAX = 5;

    private final ClusterSharding sharding;
    private final Duration askTimeout;
    private final int membersMax;

    private GroupCommands(ClusterSharding sharding, GroupCommandSettings settings) {
        this.sharding = sharding;
        this.askTimeout = settings.askTimeout();
        this.membersMax = settings.membersMax();
    }

    /** Starts this node's share of the group commands. Once per actor system. */
    public static GroupCommands start(
            ActorSystem<?> system, Commanding commanding, Alarms alarms, Clock clock, GroupCommandSettings settings) {
        GroupCommandPorts ports = new GroupCommandPorts(commanding, alarms, clock, settings);
        ClusterSharding sharding = ClusterSharding.get(system);
        ClusterShardingSettings base = ClusterShardingSettings.create(system);
        sharding.init(Entity.of(
                        GroupCommand.TYPE_KEY,
                        entity -> GroupCommand.create(new CommandId(entity.getEntityId()), ports))
                .withSettings(base.withPassivationStrategy(base.passivationStrategySettings()
                        .withIdleEntityPassivation(settings.keeping().passivateAfter()))));
        return new GroupCommands(sharding, settings);
    }

    @Override
    public int membersMax() {
        return membersMax;
    }

    @Override
    public CompletionStage<Reply> give(GroupRequest request, List<AssetId> members) {
        if (members.size() > membersMax) {
            throw new IllegalArgumentException(
                    "Expected at most %d members but got %d".formatted(membersMax, members.size()));
        }
        return offer(request, List.copyOf(members), Draft.digest(members), 0, 1);
    }

    private CompletionStage<Reply> offer(
            GroupRequest request, List<AssetId> members, String digest, int from, int tries) {
        List<AssetId> some = members.subList(from, Math.min(members.size(), from + GroupEvent.Named.MEMBERS_MAX));
        return this.<GroupMessage.OfferReply>ask(
                        request.id(),
                        replyTo -> new GroupMessage.Offer(
                                request, digest, members.size(), from, List.copyOf(some), replyTo))
                .thenComposeAsync(
                        reply -> {
                            if (reply instanceof GroupMessage.Gathered gathered) {
                                return offer(request, members, digest, gathered.members(), tries);
                            }
                            if (reply instanceof GroupMessage.BeginAnew) {
                                return tries < TRIES_MAX
                                        ? offer(request, members, digest, 0, tries + 1)
                                        : CompletableFuture.failedFuture(new TimeoutException(
                                                "Expected to be the only one to give group command %s but somebody gives it, too"
                                                        .formatted(request.id())));
                            }
                            return outcome(reply);
                        },
                        Runnable::run);
    }

    private static CompletionStage<Reply> outcome(GroupMessage.OfferReply reply) {
        if (reply instanceof GroupMessage.Taken taken) {
            return CompletableFuture.completedFuture(new Given(taken.view(), taken.repeated()));
        }
        return reply instanceof GroupMessage.KeyInUse inUse
                ? CompletableFuture.completedFuture(new KeyReused(inUse.other()))
                : CompletableFuture.failedFuture(new TimeoutException(((GroupMessage.NotStarted) reply).detail()));
    }

    @Override
    public CompletionStage<Optional<GroupView>> read(CommandId id) {
        return this.<GroupMessage.ReadReply>ask(id, GroupMessage.Read::new)
                .thenApplyAsync(reply -> Optional.ofNullable(reply.view()), Runnable::run);
    }

    @Override
    public CompletionStage<Optional<MembersPage>> members(
            CommandId id, @Nullable AssetId after, int limit, @Nullable MemberStatus status) {
        return this.<GroupMessage.MembersReply>ask(
                        id, replyTo -> new GroupMessage.ReadMembers(after, limit, status, replyTo))
                .thenApplyAsync(reply -> Optional.ofNullable(reply.page()), Runnable::run);
    }

    @Override
    public CompletionStage<Optional<GroupView>> cancel(CommandId id, Principal by) {
        return this.<GroupMessage.ReadReply>ask(id, replyTo -> new GroupMessage.Cancel(by, replyTo))
                .thenApplyAsync(reply -> Optional.ofNullable(reply.view()), Runnable::run);
    }

    /** For {@link OwnersByKind}: what became of a member's command. */
    public CompletionStage<?> tell(String id, CommandRecord told) {
        return this.<GroupMessage.Noted>ask(new CommandId(id), replyTo -> new GroupMessage.Tell(told, replyTo));
    }

    /** For {@link dev.muster.twinservice.alarm.Waker}: an alarm went off. Fails when it has to go off again. */
    public CompletionStage<?> wake(String id) {
        return this.<GroupMessage.Noted>ask(new CommandId(id), GroupMessage.Wake::new);
    }

    private <R> CompletionStage<R> ask(CommandId id, Function<ActorRef<R>, GroupCommand.Command> request) {
        return PlainAsk.ask(sharding.entityRefFor(GroupCommand.TYPE_KEY, id.value()), request, askTimeout);
    }
}
