package dev.muster.twinservice.twin;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.ConnectivityInput.Instruction;
import dev.muster.twinservice.connectivity.Decision;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.serialization.NodeMessage;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The twin of one asset: the thin shell around {@link TwinLogic}, which judges, and {@link Lifecycle}, which is persisted.
 *
 * <pre>
 *           Observe, Read, changes             what the twin says to itself
 * waking    stashed until latest is loaded     load again after a wait; loaded: unstash
 * awake     judged, persisted, answered        status stored, or again after a wait; maintenance due
 * </pre>
 *
 * Answers go out after the events that they rest on are persisted. Verdicts that need history wait for it; meanwhile other
 * messages are served. When persisting fails the twin starts anew with an empty memory, and nobody gets an answer: whoever
 * asked asks again, and what was judged but never answered is judged again.
 *
 * <p>A snapshot is stored every few transitions and only the last ones are kept; events are never deleted: transitions are
 * the audit trail, and few. There is no stop message: one that lands in the stash would keep a passivating twin for ever.
 */
public final class AssetTwin
        extends EventSourcedBehaviorWithEnforcedReplies<AssetTwin.Command, ConnectivityEvent, Lifecycle> {
    /** The name is part of every persistence id. */
    public static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "Twin");

    private static final double RESTART_SPREAD = 0.5;

    /** What a twin understands. */
    public sealed interface Command {}

    /** What others say to it, from any node. */
    public sealed interface Request extends Command, NodeMessage {}

    /** Judge these, in this order. */
    public record Observe(List<Observation> observations, ActorRef<ObserveReply> replyTo) implements Request {}

    /** Show all that is known. */
    public record Read(ActorRef<TwinSnapshot> replyTo) implements Request {}

    /** Decide about this, which is no record: what people or the deadline keeper say. */
    public record Change(Instruction instruction, ActorRef<ChangeReply> replyTo) implements Request {}

    /** What a twin says to itself; never leaves the node. */
    sealed interface Own extends Command permits LatestSync.Progress, Loaded, LookedUp, LookUpFailed, MaintenanceDue {}

    record Loaded(MemberRegisters registers) implements Own {}

    record LookedUp(Judgement judgement, BitSet rowsExist, ActorRef<ObserveReply> replyTo) implements Own {}

    record LookUpFailed(Judgement judgement, Throwable cause, ActorRef<ObserveReply> replyTo) implements Own {}

    record MaintenanceDue() implements Own {}

    /** The answer to {@link Observe}. */
    public sealed interface ObserveReply extends NodeMessage {}

    /** One verdict per observation, in their order. */
    public record Judged(List<Verdict> verdicts) implements ObserveReply {}

    /** History did not say what is a duplicate: send the whole batch again. */
    public record Unjudged(String detail) implements ObserveReply {}

    /** The answer to everything that may change connectivity. */
    public sealed interface ChangeReply extends NodeMessage {}

    /** {@code changed}: something was persisted; otherwise it was so already, or the news was old. */
    public record Applied(boolean changed) implements ChangeReply {}

    /** Not possible: "Expected … but …". */
    public record Rejected(String detail) implements ChangeReply {}

    /** The behavior of the twin of {@code id}. */
    static Behavior<Command> create(AssetId id, TwinPorts ports) {
        return Behaviors.setup(context -> new AssetTwin(context, id, ports));
    }

    private final ActorContext<Command> context;
    private final AssetId id;
    private final TwinPorts ports;
    private final LatestSync latest;
    private final MaintenanceTimer timer;
    private TwinLogic logic;
    private boolean awake;
    private @Nullable StatusRegister status;

    private AssetTwin(ActorContext<Command> context, AssetId id, TwinPorts ports) {
        super(
                PersistenceId.of(TYPE_KEY.name(), id.value()),
                SupervisorStrategy.restartWithBackoff(
                        ports.settings().retry().first(),
                        ports.settings().retry().max(),
                        RESTART_SPREAD));
        this.context = context;
        this.id = id;
        this.ports = ports;
        this.latest = new LatestSync(context, id, ports);
        this.timer = new MaintenanceTimer(context);
        this.logic = new TwinLogic(id, ports);
    }

    @Override
    public Lifecycle emptyState() {
        return Lifecycle.NEW;
    }

    /** One method instead of a table of handlers: a table would be built, and kept, per twin. */
    @Override
    public CommandHandlerWithReply<Command, ConnectivityEvent, Lifecycle> commandHandler() {
        return this::handle;
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> handle(Lifecycle state, Command command) {
        if (command instanceof Own own) {
            return continueWith(state, own);
        }
        if (!awake) {
            return Effect().stash();
        }
        if (command instanceof Observe observe) {
            return observe(state, observe);
        }
        if (command instanceof Read read) {
            return read(state, read);
        }
        if (command instanceof Change change) {
            return change(state, change);
        }
        throw new IllegalArgumentException("Expected a command that has a handler but got " + command);
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> observe(Lifecycle state, Observe observe) {
        Judgement judgement =
                logic.judge(state, observe.observations(), ports.clock().instant());
        if (judgement.events().isEmpty()) {
            answer(observe, judgement);
            return Effect().noReply();
        }
        return Effect()
                .persist(judgement.events())
                .thenRun((Lifecycle changed) -> {
                    transitioned(changed);
                    answer(observe, judgement);
                })
                .thenNoReply();
    }

    /** What the verdicts rest on is persisted: answer, now or when history has spoken. */
    private void answer(Observe observe, Judgement judgement) {
        if (judgement.advanced() && judgement.events().isEmpty()) {
            tellAggregation();
        }
        if (judgement.undecided().isEmpty()) {
            observe.replyTo().tell(new Judged(judgement.decided()));
            return;
        }
        context.pipeToSelf(
                ports.history().rowsExist(id, judgement.undecided()),
                (rowsExist, failure) -> failure == null
                        ? new LookedUp(judgement, rowsExist, observe.replyTo())
                        : new LookUpFailed(judgement, failure, observe.replyTo()));
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> read(Lifecycle state, Read read) {
        Decision decision = logic.decide(
                state, new ConnectivityInput.TimePassed(), ports.clock().instant());
        return persist(decision).thenReply(read.replyTo(), logic::snapshot);
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> change(Lifecycle state, Change change) {
        Decision decision =
                logic.decide(state, change.instruction(), ports.clock().instant());
        String rejection = decision.rejection();
        ChangeReply reply = rejection == null ? new Applied(!decision.events().isEmpty()) : new Rejected(rejection);
        return persist(decision).thenReply(change.replyTo(), changed -> reply);
    }

    private EffectBuilder<ConnectivityEvent, Lifecycle> persist(Decision decision) {
        return decision.events().isEmpty()
                ? Effect().none()
                : Effect().persist(decision.events()).thenRun(this::transitioned);
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> continueWith(Lifecycle state, Own own) {
        if (own instanceof LatestSync.Progress progress) {
            latest.on(progress);
        } else if (own instanceof Loaded found) {
            return wake(state, found.registers());
        } else if (own instanceof LookedUp lookedUp) {
            lookedUp.replyTo().tell(new Judged(logic.settle(lookedUp.judgement(), lookedUp.rowsExist())));
        } else if (own instanceof LookUpFailed failed) {
            logic.forget(failed.judgement());
            failed.replyTo().tell(new Unjudged("Expected history to be readable but " + failed.cause()));
        } else if (own instanceof MaintenanceDue) {
            return maintenanceDue(state);
        }
        return Effect().noReply();
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> wake(Lifecycle state, MemberRegisters stored) {
        if (awake) {
            return Effect().noReply();
        }
        awake = true;
        logic.load(stored);
        refresh(state);
        if (status != null && !status.equals(stored.status())) {
            latest.store(status);
            tellAggregation();
        }
        return Effect().noReply().thenUnstashAll();
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> maintenanceDue(Lifecycle state) {
        Decision decision = logic.decide(
                state, new ConnectivityInput.TimePassed(), ports.clock().instant());
        if (decision.events().isEmpty()) {
            timer.follow(state.state(), ports.clock().instant());
        }
        return persist(decision).thenNoReply();
    }

    private void transitioned(Lifecycle changed) {
        refresh(changed);
        if (status != null) {
            latest.store(status);
        }
        tellAggregation();
    }

    private void refresh(Lifecycle state) {
        long sequence = lastSequenceNumber(context);
        Instant since = state.state().since();
        status = sequence == 0
                ? null
                : new StatusRegister(state.state().connectivity(), since == null ? Instant.EPOCH : since, sequence);
        timer.follow(state.state(), ports.clock().instant());
    }

    private void tellAggregation() {
        ports.toAggregation().accept(new MemberUpdate(id, logic.registers(status)));
    }

    @Override
    public EventHandler<Lifecycle, ConnectivityEvent> eventHandler() {
        return Lifecycle::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        TwinSettings.Snapshots snapshots = ports.settings().snapshots();
        return RetentionCriteria.snapshotEvery(snapshots.every(), snapshots.kept());
    }

    @Override
    public SignalHandler<Lifecycle> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .build();
    }

    /** Also after a failed write: the memory may then hold what was never answered. */
    private void recovered(Lifecycle state) {
        awake = false;
        logic = new TwinLogic(id, ports);
        latest.load();
    }
}
