package dev.muster.twinservice.twin;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import com.fasterxml.jackson.annotation.JsonInclude;
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
import dev.muster.twinservice.latest.StoredLatest;
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
 * awake     judged, persisted, answered        status stored, or again after a wait
 * </pre>
 *
 * Answers go out after the events that they rest on are persisted. Verdicts that need history wait for it; meanwhile other
 * messages are served. When persisting fails the twin starts anew with an empty memory, and nobody gets an answer: whoever
 * asked asks again, and what was judged but never answered is judged again.
 *
 * <p>A snapshot is stored every few transitions and only the last ones are kept; events are never deleted: transitions are
 * the audit trail, and few. There is no stop message: one that lands in the stash would keep a passivating twin for ever.
 *
 * <p>Nor a timer: the status says when maintenance ends; the twin journals that when it is asked or told anything next.
 */
public final class AssetTwin
        extends EventSourcedBehaviorWithEnforcedReplies<AssetTwin.Command, ConnectivityEvent, Lifecycle> {
    /** The name is part of every persistence id. */
    public static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "Twin");

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
    sealed interface Own extends Command permits LatestSync.Progress, Loaded, LookedUp, LookUpFailed {}

    record Loaded(StoredLatest stored) implements Own {}

    record LookedUp(Judgement judgement, BitSet rowsExist, ActorRef<ObserveReply> replyTo) implements Own {}

    record LookUpFailed(Judgement judgement, Throwable cause, ActorRef<ObserveReply> replyTo) implements Own {}

    /** The answer to {@link Observe}. */
    public sealed interface ObserveReply extends NodeMessage {}

    /** One verdict per observation, in their order. */
    public record Judged(List<Verdict> verdicts) implements ObserveReply {}

    /** History did not say what is a duplicate: send the whole batch again. */
    public record Unjudged(String detail) implements ObserveReply {}

    /** The answer to everything that may change connectivity. */
    public sealed interface ChangeReply extends NodeMessage {}

    /**
     * Decided.
     *
     * @param changed something was persisted; otherwise it was so already, or the news was old
     * @param lastSeen the greatest {@code receivedAt} of the asset's sources that the twin knows; {@code null}: none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Applied(boolean changed, @Nullable Instant lastSeen) implements ChangeReply {}

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
    private TwinLogic logic;
    private boolean awake;
    private @Nullable StatusRegister status;

    private AssetTwin(ActorContext<Command> context, AssetId id, TwinPorts ports) {
        super(
                PersistenceId.of(TYPE_KEY.name(), id.value()),
                ports.settings().retry().restarts());
        this.context = context;
        this.id = id;
        this.ports = ports;
        this.latest = new LatestSync(context, id, ports);
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
        try {
            return dispatch(state, command);
        } catch (RuntimeException bug) {
            context.getLog().error("The twin of {} starts anew because of {}", id, command, bug);
            throw bug;
        }
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> dispatch(Lifecycle state, Command command) {
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
        return change(state, (Change) command);
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
        return persist(decision)
                .thenReply(
                        read.replyTo(),
                        changed -> logic.snapshot(
                                changed, context.getSystem().address().toString()));
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> change(Lifecycle state, Change change) {
        Decision decision =
                logic.decide(state, change.instruction(), ports.clock().instant());
        String rejection = decision.rejection();
        return persist(decision)
                .thenReply(
                        change.replyTo(),
                        changed -> rejection == null
                                ? new Applied(!decision.events().isEmpty(), logic.lastSeen(changed))
                                : new Rejected(rejection));
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
            return wake(state, found.stored());
        } else if (own instanceof LookedUp lookedUp) {
            lookedUp.replyTo().tell(new Judged(logic.settle(lookedUp.judgement(), lookedUp.rowsExist())));
        } else if (own instanceof LookUpFailed failed) {
            logic.forget(failed.judgement());
            failed.replyTo().tell(new Unjudged("Expected history to be readable but " + failed.cause()));
        }
        return Effect().noReply();
    }

    private ReplyEffect<ConnectivityEvent, Lifecycle> wake(Lifecycle state, StoredLatest stored) {
        if (awake) {
            return Effect().noReply();
        }
        awake = true;
        logic.load(stored);
        refresh(state);
        if (status != null && !status.equals(stored.registers().status())) {
            latest.store(status);
            tellAggregation();
        }
        return Effect().noReply().thenUnstashAll();
    }

    private void transitioned(Lifecycle changed) {
        refresh(changed);
        if (status != null) {
            latest.store(status);
        }
        tellAggregation();
    }

    private void refresh(Lifecycle state) {
        status = TwinLogic.status(state.state(), lastSequenceNumber(context));
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
                .onSignal(RecoveryFailed.class, (state, failed) -> ports.watch()
                        .failed("Reading the journal of " + id, failed.getFailure()))
                .build();
    }

    /** Also after a failed write: the memory may then hold what was never answered. */
    private void recovered(Lifecycle state) {
        ports.watch().succeeded();
        awake = false;
        logic = new TwinLogic(id, ports);
        latest.load();
    }
}
