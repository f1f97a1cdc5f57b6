package dev.muster.twinservice.twin;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EffectBuilder;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.ConnectivityInput.Instruction;
import dev.muster.twinservice.connectivity.Decision;
import dev.muster.twinservice.latest.StoredLatest;
import dev.muster.twinservice.serialization.JournalEvent;
import dev.muster.twinservice.serialization.NodeMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The twin of one asset: the thin shell around {@link TwinLogic}, which judges, and {@link TwinState}, which is persisted.
 *
 * <pre>
 *           Observe, Read, Ask, changes        what the twin says to itself
 * waking    stashed until latest is loaded     load again after a wait; loaded: unstash
 * awake     judged, persisted, answered        status stored, or again after a wait; commands sent and told
 * </pre>
 *
 * Answers go out after the events that they rest on are persisted. Verdicts that need history wait for it; meanwhile other
 * messages are served. When persisting fails the twin starts anew with an empty memory, and nobody gets an answer: whoever
 * asked asks again, and what was judged but never answered is judged again.
 *
 * <p>A snapshot is stored every few transitions and only the last ones are kept; events are never deleted: transitions are
 * the audit trail, and few. There is no stop message: one that lands in the stash would keep a passivating twin for ever.
 * Only commands have timers: the status says when maintenance ends, which is journaled when anything is asked or told next.
 */
public final class AssetTwin
        extends EventSourcedBehaviorWithEnforcedReplies<AssetTwin.Command, JournalEvent, TwinState> {
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

    /** Something about commands to the asset. */
    public record Ask(CommandInput.Asked asked, ActorRef<CommandAnswer> replyTo) implements Request {}

    /** What a twin says to itself; never leaves the node. */
    sealed interface Own extends Command
            permits LatestSync.Progress, LatestSync.Loaded, HistoryLookup.Spoken, TwinCommands.Stepped {}

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
    private final TwinCommands commands;
    private TwinLogic logic;
    private boolean awake;

    private AssetTwin(ActorContext<Command> context, AssetId id, TwinPorts ports) {
        super(PersistenceId.of(TYPE_KEY.name(), id.value()), ports.upkeep().restarts());
        this.context = context;
        this.id = id;
        this.ports = ports;
        this.latest = new LatestSync(context, id, ports);
        this.commands = new TwinCommands(context, id, ports);
        this.logic = new TwinLogic(id, ports);
    }

    @Override
    public TwinState emptyState() {
        return TwinState.NEW;
    }

    /** One method instead of a table of handlers: a table would be built, and kept, per twin. */
    @Override
    public CommandHandlerWithReply<Command, JournalEvent, TwinState> commandHandler() {
        return this::handle;
    }

    private ReplyEffect<JournalEvent, TwinState> handle(TwinState state, Command command) {
        try {
            return dispatch(state, command);
        } catch (RuntimeException bug) {
            context.getLog().error("The twin of {} starts anew because of {}", id, command, bug);
            throw bug;
        }
    }

    private ReplyEffect<JournalEvent, TwinState> dispatch(TwinState state, Command command) {
        if (command instanceof Own own && !(own instanceof TwinCommands.Stepped)) {
            return continueWith(state, own);
        }
        if (!awake) {
            return Effect().stash();
        }
        if (command instanceof Ask || command instanceof TwinCommands.Stepped) {
            return serve(state, command);
        }
        if (command instanceof Observe observe) {
            return observe(state, observe);
        }
        if (command instanceof Read read) {
            return read(state, read);
        }
        return change(state, (Change) command);
    }

    private ReplyEffect<JournalEvent, TwinState> observe(TwinState state, Observe observe) {
        Judgement judgement = logic.judge(
                state.lifecycle(), observe.observations(), ports.clock().instant());
        return persist(judgement.events())
                .thenRun((TwinState changed) -> answer(observe, judgement))
                .thenNoReply();
    }

    /** What the verdicts rest on is persisted: answer, now or when history has spoken. */
    private void answer(Observe observe, Judgement judgement) {
        if (judgement.advanced() && judgement.events().isEmpty()) {
            tellAggregation();
        }
        if (judgement.undecided().isEmpty()) {
            observe.replyTo().tell(new Judged(judgement.decided()));
        } else {
            context.pipeToSelf(
                    ports.history().rowsExist(id, judgement.undecided()),
                    (rowsExist, failure) -> new HistoryLookup.Spoken(judgement, rowsExist, failure, observe.replyTo()));
        }
    }

    private ReplyEffect<JournalEvent, TwinState> read(TwinState state, Read read) {
        Decision decision = logic.decide(
                state.lifecycle(),
                new ConnectivityInput.TimePassed(),
                ports.clock().instant());
        return persist(decision.events())
                .thenReply(
                        read.replyTo(),
                        changed -> logic.snapshot(
                                changed, context.getSystem().address().toString()));
    }

    private ReplyEffect<JournalEvent, TwinState> change(TwinState state, Change change) {
        Decision decision = logic.decide(
                state.lifecycle(), change.instruction(), ports.clock().instant());
        String rejection = decision.rejection();
        return persist(decision.events())
                .thenReply(
                        change.replyTo(),
                        changed -> rejection == null
                                ? new Applied(!decision.events().isEmpty(), logic.lastSeen(changed.lifecycle()))
                                : new Rejected(rejection));
    }

    private ReplyEffect<JournalEvent, TwinState> serve(TwinState state, Command talk) {
        TwinCommands.Served served = commands.serve(state, talk, logic);
        return Effect()
                .persist(served.events())
                .thenRun((TwinState changed) -> {
                    commands.end(served, changed);
                    if (!served.moved().isEmpty()) {
                        transitioned(changed);
                    }
                })
                .thenNoReply();
    }

    private EffectBuilder<JournalEvent, TwinState> persist(List<ConnectivityEvent> events) {
        return events.isEmpty()
                ? Effect().none()
                : Effect().persist(List.<JournalEvent>copyOf(events)).thenRun(this::transitioned);
    }

    private ReplyEffect<JournalEvent, TwinState> continueWith(TwinState state, Own own) {
        if (own instanceof LatestSync.Progress progress) {
            latest.on(progress);
        } else if (own instanceof LatestSync.Loaded found) {
            return wake(state, found.stored());
        } else if (own instanceof HistoryLookup.Spoken spoken) {
            spoken.replyTo().tell(spoken.reply(logic));
        }
        return Effect().noReply();
    }

    private ReplyEffect<JournalEvent, TwinState> wake(TwinState state, StoredLatest stored) {
        if (!awake) {
            awake = true;
            logic.load(stored);
            if (latest.woke(state, lastSequenceNumber(context), stored)) {
                tellAggregation();
            }
            commands.pursue(state, logic);
        }
        return Effect().noReply().thenUnstashAll();
    }

    private void transitioned(TwinState changed) {
        latest.transitioned(changed, lastSequenceNumber(context));
        tellAggregation();
        commands.pursue(changed, logic);
    }

    private void tellAggregation() {
        ports.toAggregation().accept(new MemberUpdate(id, logic.registers(latest.status())));
    }

    @Override
    public EventHandler<TwinState, JournalEvent> eventHandler() {
        return TwinState::apply;
    }

    @Override
    public SnapshotAdapter<TwinState> snapshotAdapter() {
        return TwinState.Adapter.INSTANCE;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return ports.upkeep().retention();
    }

    @Override
    public SignalHandler<TwinState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .onSignal(RecoveryFailed.class, (state, failed) -> ports.watch()
                        .failed("Reading the journal of " + id, failed.getFailure()))
                .build();
    }

    /** Also after a failed write: the memory may then hold what was never answered. */
    private void recovered(TwinState state) {
        ports.watch().succeeded();
        awake = false;
        commands.forget();
        logic = new TwinLogic(id, ports);
        latest.load();
    }
}
