package dev.muster.twinservice.twin;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.japi.function.Function;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.Observation;
import dev.muster.ingest.TwinGateway;
import dev.muster.ingest.Verdict;
import dev.muster.ingest.deadline.Overdue;
import dev.muster.ingest.deadline.OverdueGateway;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.twinservice.ask.PlainAsk;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.ack.AckTaker;
import dev.muster.twinservice.command.ack.Taken;
import dev.muster.twinservice.command.desk.CommandPorts;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.lease.sharding.NodeLeasing;
import dev.muster.twinservice.pace.CallsUnderWay;
import dev.muster.twinservice.pace.InFlightLimit;
import dev.muster.twinservice.placement.ShardsHere;
import dev.muster.twinservice.placement.TwinPlacement;
import dev.muster.twinservice.placement.TwinShards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The twins of the whole cluster, wherever they live; asking one wakes it. Thread-safe. Every stage fails with
 * {@link java.util.concurrent.TimeoutException} when a twin does not answer within {@code ask-timeout}, and completes on the
 * thread that brought the answer: hand anything but trivial work to an executor.
 */
public final class Twins implements TwinGateway, OverdueGateway, AckTaker {
    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final TwinShards shards;
    private final Duration askTimeout;
    private final InFlightLimit observes;
    private final CallsUnderWay<AssetId, List<Observation>, List<Verdict>> underWay = new CallsUnderWay<>();

    private Twins(ActorSystem<?> system, TwinShards shards, TwinSettings.Observing settings) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.shards = shards;
        this.askTimeout = settings.askTimeout();
        this.observes = new InFlightLimit(settings.observesInFlightMax(), settings.observesWaitingMax());
    }

    /** Starts this node's share of the twins. */
    public static Twins start(
            ActorSystem<?> system,
            ModelView model,
            TwinStore store,
            Consumer<MemberUpdate> toAggregation,
            Clock clock,
            TwinSettings settings,
            CommandPorts commands,
            TwinPlacement placement) {
        TwinPorts ports = TwinPorts.of(model, store, toAggregation, clock, settings, commands);
        ClusterShardingSettings base = ClusterShardingSettings.create(system);
        Twins twins = new Twins(system, placement.shards(), settings.observing());
        twins.sharding.init(placement.place(
                system,
                Entity.of(AssetTwin.TYPE_KEY, entity -> AssetTwin.create(new AssetId(entity.getEntityId()), ports))
                        .withSettings(base.withPassivationStrategy(base.passivationStrategySettings()
                                .withIdleEntityPassivation(settings.passivateAfter())))));
        return twins;
    }

    /**
     * {@inheritDoc} When too many batches are under way on this node, this one waits for its turn, and its stage with it;
     * when too many wait, the stage fails with {@link java.util.concurrent.RejectedExecutionException}. The same list once more,
     * while the answer to it is awaited, is not sent again.
     */
    @Override
    public CompletionStage<List<Verdict>> observe(AssetId asset, List<Observation> observations) {
        return underWay.run(asset, observations, () -> observes.run(() -> send(asset, observations)));
    }

    private CompletionStage<List<Verdict>> send(AssetId asset, List<Observation> observations) {
        List<Observation> batch = List.copyOf(observations);
        return this.<AssetTwin.ObserveReply>ask(asset, replyTo -> new AssetTwin.Observe(batch, replyTo))
                .thenApplyAsync(Twins::verdicts, Runnable::run);
    }

    /** All that the twin knows. Wakes a twin for any id: ask the model first whether there is such an asset. */
    public CompletionStage<TwinSnapshot> read(AssetId asset) {
        return ask(asset, AssetTwin.Read::new);
    }

    /** Announces work on an asset, or changes when it ends. */
    public CompletionStage<AssetTwin.ChangeReply> beginMaintenance(AssetId asset, Principal by, Instant until) {
        return change(asset, new ConnectivityInput.BeginMaintenance(by, until));
    }

    public CompletionStage<AssetTwin.ChangeReply> endMaintenance(AssetId asset, Principal by) {
        return change(asset, new ConnectivityInput.EndMaintenance(by));
    }

    /** Takes an asset out of service at once; what it measures from now on is refused. */
    public CompletionStage<AssetTwin.ChangeReply> retire(AssetId asset, Principal by) {
        return change(asset, new ConnectivityInput.Retire(by));
    }

    public CompletionStage<AssetTwin.ChangeReply> reinstate(AssetId asset, Principal by) {
        return change(asset, new ConnectivityInput.Reinstate(by));
    }

    /**
     * Gives a command, or tells what became of it when it was given before.
     *
     * @param misfit why the asset's type does not take it: it is refused, for good; {@code null}: it takes it
     * @param until the twin lets it be when it gets to it later; its alarm is set for {@code until} and its timeout
     */
    public CompletionStage<Commanding.Reply> give(CommandRequest request, @Nullable String misfit, Instant until) {
        return asked(request.asset(), request.id(), new CommandInput.Give(request, misfit, until));
    }

    /** {@link Commanding.Unknown}: not in the twin's memory; the audit may have it. */
    public CompletionStage<Commanding.Reply> findCommand(AssetId asset, CommandId id) {
        return asked(asset, id, new CommandInput.Find(id));
    }

    /** {@link Commanding.Unknown}: not in the twin's memory, so it has ended long ago if there ever was one. */
    public CompletionStage<Commanding.Reply> cancelCommand(AssetId asset, CommandId id, Principal by) {
        return asked(asset, id, new CommandInput.Cancel(id, by));
    }

    /** Takes a device's answer to a command; it may be repeated. Completes when that is persisted, or is no answer of whom was asked. */
    @Override
    public CompletionStage<Taken> take(DeviceAck ack, Instant receivedAt) {
        return commands(ack.asset(), new CommandInput.DeviceAnswered(ack, receivedAt))
                .thenApplyAsync(TwinAnswers::taken, Runnable::run);
    }

    @Override
    public CompletionStage<Taken> answersRead(AssetId asset, SourceId source, Instant until) {
        return commands(asset, new CommandInput.AnswersRead(source, until))
                .thenApplyAsync(TwinAnswers::taken, Runnable::run);
    }

    /**
     * An alarm of the twin went off. Completes once all that is due has ended, and everybody was told; fails when not yet: then wake
     * it again.
     */
    public CompletionStage<Done> wake(AssetId asset) {
        return commands(asset, new CommandInput.Wake())
                .thenApplyAsync(
                        answer -> {
                            if (answer instanceof CommandAnswer.Settled) {
                                return Done.getInstance();
                            }
                            throw TwinAnswers.unexpected(answer);
                        },
                        Runnable::run);
    }

    /** @param read by this node, of the partitions of telemetry */
    public ShardsHere here(List<PartitionReport> read) {
        return ShardsHere.of(shards, shard -> NodeLeasing.runs(system, AssetTwin.TYPE_KEY.name(), shard), read);
    }

    private CompletionStage<Commanding.Reply> asked(AssetId asset, CommandId id, CommandInput.Asked asked) {
        return commands(asset, asked).thenApplyAsync(answer -> TwinAnswers.reply(answer, id), Runnable::run);
    }

    private CompletionStage<CommandAnswer> commands(AssetId asset, CommandInput.Asked asked) {
        return ask(asset, replyTo -> new AssetTwin.Ask(asked, replyTo));
    }

    @Override
    public CompletionStage<Optional<Instant>> tell(Overdue overdue) {
        return change(overdue.asset(), new ConnectivityInput.Overdue(overdue.watermark(), overdue.lastSeen()))
                .thenApplyAsync(
                        reply -> reply instanceof AssetTwin.Applied applied
                                ? Optional.ofNullable(applied.lastSeen())
                                        .filter(known -> known.isAfter(overdue.lastSeen()))
                                : Optional.empty(),
                        Runnable::run);
    }

    private CompletionStage<AssetTwin.ChangeReply> change(AssetId asset, ConnectivityInput.Instruction instruction) {
        return ask(asset, replyTo -> new AssetTwin.Change(instruction, replyTo));
    }

    private static List<Verdict> verdicts(AssetTwin.ObserveReply reply) {
        if (reply instanceof AssetTwin.Judged judged) {
            return judged.verdicts();
        }
        throw new IllegalStateException(((AssetTwin.Unjudged) reply).detail());
    }

    private <R> CompletionStage<R> ask(AssetId asset, Function<ActorRef<R>, AssetTwin.Command> request) {
        return PlainAsk.ask(sharding.entityRefFor(AssetTwin.TYPE_KEY, asset.value()), request, askTimeout);
    }
}
