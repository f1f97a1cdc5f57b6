package dev.muster.twinservice.setpoint;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.japi.function.Function;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.ask.PlainAsk;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Owners;
import dev.muster.twinservice.twin.TwinSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Set-points on this node: its share of the one entity, and the way to it. Thread-safe. */
public final class SetPointService implements SetPointDesk, Owners {
    private final ClusterSharding sharding;
    private final Duration replyTimeout;

    private SetPointService(ClusterSharding sharding, Duration replyTimeout) {
        this.sharding = sharding;
        this.replyTimeout = replyTimeout;
    }

    /**
     * Starts once the model can be read: what it does not know is no member of any group. Once per actor system.
     *
     * @param twins wakes a twin
     */
    public static SetPointService start(
            ActorSystem<?> system,
            ModelView view,
            java.util.function.Function<AssetId, CompletionStage<TwinSnapshot>> twins,
            Commanding commanding,
            Clock clock,
            SetPointSettings settings) {
        SetPointPorts ports = new SetPointPorts(view, twins, commanding, clock, settings);
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(SetPoints.TYPE_KEY, entity -> SetPoints.create(ports))
                // One that sleeps holds nothing.
                .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
        SetPointService service = new SetPointService(sharding, settings.tempo().replyTimeout());
        system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        settings.tempo().wakeInterval(),
                        () -> service.tell(new SetPoints.Wake()),
                        system.executionContext());
        return service;
    }

    @Override
    public CompletionStage<SetPointReply> put(
            GroupKey group, SignalName signal, long micros, Principal by, String reason) {
        return ask(replyTo -> new SetPoints.Put(group, signal, micros, by, reason, replyTo));
    }

    @Override
    public CompletionStage<SetPointReply> release(GroupKey group, Principal by) {
        return ask(replyTo -> new SetPoints.Release(group, by, replyTo));
    }

    @Override
    public CompletionStage<SetPointReply> read(GroupKey group) {
        return ask(replyTo -> new SetPoints.Read(group, replyTo));
    }

    @Override
    public CompletionStage<SetPointReply> readAll() {
        return ask(SetPoints.ReadAll::new);
    }

    /** {@inheritDoc} Nothing is kept for good: whatever is missed shows in what the device reports. */
    @Override
    public CompletionStage<?> tell(Owner owner, CommandRecord told) {
        if (owner.kind() == Owner.Kind.SET_POINT && told.refusal() == null) {
            tell(new SetPoints.Told(
                    GroupKey.parse(owner.id()),
                    told.asset(),
                    told.id(),
                    told.status(),
                    told.transitions().get(told.transitions().size() - 1).detail()));
        }
        return CompletableFuture.completedFuture(true);
    }

    private void tell(SetPoints.Command command) {
        sharding.entityRefFor(SetPoints.TYPE_KEY, SetPoints.ID).tell(command);
    }

    private CompletionStage<SetPointReply> ask(Function<ActorRef<SetPointReply>, SetPoints.Command> request) {
        return PlainAsk.ask(sharding.entityRefFor(SetPoints.TYPE_KEY, SetPoints.ID), request, replyTimeout);
    }
}
