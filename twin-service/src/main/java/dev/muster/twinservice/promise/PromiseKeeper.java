package dev.muster.twinservice.promise;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.serialization.NodeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the promises of a sixteenth of all assets.
 *
 * <pre>
 * tick        the model has moved  -> it is looked at, on another thread
 *             a try is due         -> journaled, then given
 * look        says something new   -> journaled
 * command     something became     -> journaled, then acknowledged to its twin
 * journaled   anything             -> the promise's document is published, again and again until the stream has it
 * recovery                         -> commands that had not ended are given again (they are the same ones), documents published again
 * </pre>
 */
public final class PromiseKeeper
        extends EventSourcedBehaviorWithEnforcedReplies<PromiseKeeper.Command, PromiseEvent, Promises> {
    public static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "promise-keeper");

    /** Events that one write holds: a store takes only so much at once. */
    private static final int EVENTS_MAX = 16;

    private static final int SNAPSHOT_EVERY = 1_000;
    private static final int SNAPSHOTS_KEPT = 2;
    private static final Principal MUSTER = new Principal("muster");

    public sealed interface Command {}

    /** Changes nothing, but whoever is awake looks. */
    public record Wake() implements Command, NodeMessage {}

    /** Something became of a command that was given for a promise. */
    public record Told(CommandRecord command, ActorRef<Noted> replyTo) implements Command, NodeMessage {}

    /** What is asked for, in the state of now. */
    public record Ask(PromiseQuery query, ActorRef<Answer> replyTo) implements Command, NodeMessage {}

    private record Tick() implements Command {}

    private record LookOver(
            Duration took,
            long position,
            @Nullable List<Sight> sights,
            @Nullable Throwable failure) implements Command {}

    private record GoOn() implements Command {}

    private record Called(PromiseDesk.Call call, Commanding.@Nullable Reply reply) implements Command {}

    private record Published(PromiseKey key, long revision, boolean done) implements Command {}

    /** The answer to {@link Told}: it stands in the journal. */
    public record Noted(boolean known) implements NodeMessage {}

    /** The answer to {@link Ask}. */
    public record Answer(List<Promise> promises) implements NodeMessage {}

    static Behavior<Command> create(int bucket, PromisePorts ports, PromiseSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new PromiseKeeper(context, timers, bucket, ports, settings)));
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final int bucket;
    private final PromisePorts ports;
    private final PromiseSettings settings;
    private final PromiseRules rules;
    private final PromiseDesk desk;
    private List<Sight> sights = List.of();
    private long sightsPosition = -1;
    private boolean looking;
    private long seen = Long.MIN_VALUE;
    private Instant nextLookAt = Instant.MIN;
    private Instant lookAnywayAt = Instant.MIN;

    private PromiseKeeper(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            int bucket,
            PromisePorts ports,
            PromiseSettings settings) {
        super(
                PersistenceId.of(TYPE_KEY.name(), Integer.toString(bucket)),
                settings.backoff().restarts());
        this.context = context;
        this.timers = timers;
        this.bucket = bucket;
        this.ports = ports;
        this.settings = settings;
        this.rules = new PromiseRules(bucket, settings);
        this.desk = new PromiseDesk(rules, settings);
    }

    @Override
    public Promises emptyState() {
        return new Promises();
    }

    @Override
    public CommandHandlerWithReply<Command, PromiseEvent, Promises> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(Wake.class, (state, wake) -> Effect().noReply())
                .onCommand(Tick.class, (state, tick) -> onTick(state))
                .onCommand(LookOver.class, this::onLookOver)
                .onCommand(GoOn.class, (state, more) -> goOn(state))
                .onCommand(Told.class, this::onTold)
                .onCommand(Called.class, this::onCalled)
                .onCommand(Published.class, this::onPublished)
                .onCommand(Ask.class, this::onAsk)
                .build();
    }

    private ReplyEffect<PromiseEvent, Promises> onTick(Promises state) {
        look(state);
        return record(state, desk.due(state, now(), EVENTS_MAX));
    }

    private void look(Promises state) {
        Instant now = now();
        long position = ports.sights().position();
        boolean moved = position != seen || !now.isBefore(lookAnywayAt);
        if (looking || !moved || now.isBefore(nextLookAt) || position < state.position()) {
            return;
        }
        looking = true;
        seen = position;
        lookAnywayAt = now.plus(settings.lookAnyway());
        List<PromiseKey> known = state.all().stream().map(Promise::key).toList();
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> ports.sights().of(bucket, known), ports.lookers()),
                (seenNow, failure) -> new LookOver(Duration.between(now, now()), position, seenNow, failure));
    }

    private ReplyEffect<PromiseEvent, Promises> onLookOver(Promises state, LookOver over) {
        looking = false;
        // At least as long as it took: however large the fleet, half of a thread does it.
        nextLookAt = now().plus(over.took());
        if (over.sights() == null) {
            context.getLog().error("Promises of bucket {} could not be looked at", bucket, over.failure());
            seen = Long.MIN_VALUE;
            return Effect().noReply();
        }
        sights = over.sights();
        sightsPosition = over.position();
        desk.saw(sights);
        return goOn(state);
    }

    private ReplyEffect<PromiseEvent, Promises> goOn(Promises state) {
        List<PromiseEvent> events = rules.look(state, sights, sightsPosition, now());
        if (events.size() > EVENTS_MAX) {
            // The rest when these are stored.
            context.getSelf().tell(new GoOn());
        }
        return record(state, events.subList(0, Math.min(EVENTS_MAX, events.size())));
    }

    private ReplyEffect<PromiseEvent, Promises> onTold(Promises state, Told told) {
        Optional<PromiseEvent> event = rules.told(state, told.command(), now());
        if (event.isEmpty()) {
            return Effect().reply(told.replyTo(), new Noted(false));
        }
        return Effect().persist(event.get()).thenRun(this::act).thenReply(told.replyTo(), stored -> new Noted(true));
    }

    private ReplyEffect<PromiseEvent, Promises> onCalled(Promises state, Called called) {
        if (called.reply() == null) {
            desk.failed(called.call(), now());
            return Effect().noReply();
        }
        return record(
                state,
                desk.answered(state, called.call(), called.reply(), now()).stream()
                        .toList());
    }

    private ReplyEffect<PromiseEvent, Promises> onPublished(Promises state, Published published) {
        if (published.done()) {
            desk.published(published.key(), published.revision());
        } else {
            desk.notPublished(published.key(), now());
        }
        act(state);
        return Effect().noReply();
    }

    private ReplyEffect<PromiseEvent, Promises> onAsk(Promises state, Ask ask) {
        List<Promise> promises = List.copyOf(state.all());
        ActorRef<Answer> replyTo = ask.replyTo();
        // Who stands below a group takes a while to find out.
        CompletionStage<List<Promise>> found =
                CompletableFuture.supplyAsync(() -> ask.query().of(promises, ports.sights()::below), ports.lookers());
        found.whenComplete((listed, failure) -> {
            if (listed != null) {
                replyTo.tell(new Answer(listed));
            }
        });
        return Effect().noReply();
    }

    private ReplyEffect<PromiseEvent, Promises> record(Promises state, Collection<PromiseEvent> events) {
        if (events.isEmpty()) {
            act(state);
            return Effect().noReply();
        }
        return Effect()
                .persist(List.copyOf(events))
                .thenRun((Promises stored) -> {
                    events.forEach(desk::forget);
                    act(stored);
                })
                .thenNoReply();
    }

    private void act(Promises state) {
        for (PromiseDesk.Call call : desk.calls(state, now())) {
            CompletionStage<Commanding.Reply> reply = call.back()
                    ? ports.commanding()
                            .cancel(call.request().asset(), call.request().id(), MUSTER)
                    : ports.commanding().give(call.request());
            context.pipeToSelf(reply, (answer, failure) -> new Called(call, answer));
        }
        for (Promise promise : desk.publications(state, now())) {
            context.pipeToSelf(
                    ports.stream().publish(promise),
                    (done, failure) -> new Published(promise.key(), promise.revision(), failure == null));
        }
    }

    private Instant now() {
        return ports.clock().instant();
    }

    @Override
    public EventHandler<Promises, PromiseEvent> eventHandler() {
        return Promises::apply;
    }

    @Override
    public SignalHandler<Promises> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), state -> {
                    timers.startTimerWithFixedDelay(Tick.class, new Tick(), Duration.ZERO, settings.lookEvery());
                    act(state);
                })
                .build();
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT);
    }

    @Override
    public SnapshotAdapter<Promises> snapshotAdapter() {
        return new SnapshotAdapter<>() {
            @Override
            public Object toJournal(Promises state) {
                return state.toSnapshot();
            }

            @Override
            public Promises fromJournal(Object stored) {
                return Promises.of((Promises.Snapshot) stored);
            }
        };
    }
}
