package dev.muster.twinservice.model;

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
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.twinservice.serialization.NodeMessage;
import java.util.List;
import java.util.Map;

/**
 * The one writer of a bucket of the model: decides, journals, publishes, and answers when the changelog has it.
 *
 * <pre>
 * command      rejected          -> answered at once
 *              already so        -> answered once everything before it is published
 *              accepted          -> journaled, published, answered
 * publication  confirmed         -> answers go out; now and then the journal notes how far the changelog is
 *              failed            -> after a pause the latest documents are published again
 * recovery     -> whatever the journal does not know to be published is published (again)
 * </pre>
 *
 * Further commands are taken while publications are under way; {@link Changelog} keeps their order. Since a document holds
 * all versions of its entity, publishing one again or publishing only the latest loses nothing.
 */
public final class ModelWriter
        extends EventSourcedBehaviorWithEnforcedReplies<ModelWriter.Command, WriterEvent, WriterState> {
    public static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "model-writer");

    public sealed interface Command {}

    /** {@code seen}: the position that the giver's view had reached; the decision is not made on an older one. */
    public record Execute(ModelCommand command, Author author, long seen, ActorRef<Reply> replyTo)
            implements Command, NodeMessage {}

    /** Likewise of many: each of {@code lines} is done as a whole or not at all, whatever becomes of the others. */
    public record ExecuteAll(List<List<ModelCommand>> lines, Author author, long seen, ActorRef<ReplyAll> replyTo)
            implements Command, NodeMessage {}

    /** Changes nothing, but whoever is awake publishes what it has. */
    public record Wake() implements Command, NodeMessage {}

    /** Somebody found a document in the changelog that is older than another before it. */
    public record PublishAgain(String entityKey) implements Command, NodeMessage {}

    /**
     * Whoever starts wants to know whether the changelog has what this writer published, and holds nothing that it does not know.
     *
     * @param end of the changelog, as it was read just now: the view of this node is to have come as far
     * @param unite bring both together, some at a time: to be asked again until they agree
     */
    public record Compare(long end, boolean unite, ActorRef<Compared> replyTo) implements Command, NodeMessage {}

    /**
     * The answer to {@link Compare}.
     *
     * @param reached whether the view has come so far; otherwise nothing was compared
     * @param lacking documents that the changelog should have
     * @param unknown documents of the changelog that are newer than those of the writer
     * @param position the highest that the writer was ever told
     */
    public record Compared(boolean reached, int lacking, int unknown, long position) implements NodeMessage {}

    private record ViewWaitOver(Order order, boolean reached) implements Command {}

    private record CompareNow(Compare compare, boolean reached) implements Command {}

    private record Confirmed(Map<String, Long> published, long position) implements Command {}

    private record Failed(Map<String, Long> notPublished, String cause) implements Command {}

    private record Retry() implements Command {}

    private record Note() implements Command {}

    /** The answer to {@link Execute}; never {@link ModelReply.Pending}. */
    public record Reply(ModelReply reply) implements NodeMessage {}

    /** The answer to {@link ExecuteAll}: one for each of the lines. */
    public record ReplyAll(List<ModelReply> replies) implements NodeMessage {}

    static Behavior<Command> create(BucketId bucket, WriterPorts ports, ModelSettings.Writer settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ModelWriter(context, timers, bucket, ports, settings)));
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final BucketId bucket;
    private final WriterPorts ports;
    private final ModelSettings.Writer settings;
    private final Order.Waiting waiting = new Order.Waiting();

    private ModelWriter(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            BucketId bucket,
            WriterPorts ports,
            ModelSettings.Writer settings) {
        super(PersistenceId.of(TYPE_KEY.name(), bucket.value()), settings.restarts());
        this.context = context;
        this.timers = timers;
        this.bucket = bucket;
        this.ports = ports;
        this.settings = settings;
    }

    @Override
    public WriterState emptyState() {
        return WriterState.empty();
    }

    @Override
    public CommandHandlerWithReply<Command, WriterEvent, WriterState> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(Execute.class, (state, execute) -> onOrder(state, Order.of(execute)))
                .onCommand(ExecuteAll.class, (state, execute) -> onOrder(state, Order.of(execute)))
                .onCommand(ViewWaitOver.class, this::onViewWaitOver)
                .onCommand(Wake.class, (state, wake) -> publish(state))
                .onCommand(PublishAgain.class, this::onPublishAgain)
                .onCommand(Compare.class, this::onCompare)
                .onCommand(CompareNow.class, this::onCompareNow)
                .onCommand(Confirmed.class, this::onConfirmed)
                .onCommand(Failed.class, this::onFailed)
                .onCommand(Retry.class, (state, retry) -> publish(state))
                .onCommand(Note.class, (state, note) -> note(state))
                .build();
    }

    private ReplyEffect<WriterEvent, WriterState> onOrder(WriterState state, Order order) {
        if (ports.view().position() >= order.seen()) {
            return decide(state, order);
        }
        context.pipeToSelf(
                ports.view().reached(order.seen(), settings.viewTimeout()),
                (reached, failure) -> new ViewWaitOver(order, reached != null && reached));
        return Effect().noReply();
    }

    private ReplyEffect<WriterEvent, WriterState> onViewWaitOver(WriterState state, ViewWaitOver over) {
        Order order = over.order();
        return over.reached()
                ? decide(state, order)
                : unavailable(
                        order,
                        "Expected the writer's view of the model at position %d within %s but it is at %d; try again"
                                .formatted(
                                        order.seen(),
                                        settings.viewTimeout(),
                                        ports.view().position()));
    }

    private ReplyEffect<WriterEvent, WriterState> decide(WriterState state, Order order) {
        if (waiting.lines() >= settings.unpublishedMax()) {
            return unavailable(
                    order,
                    "Expected fewer than %d changes that wait to be published but the changelog is behind; try again"
                            .formatted(settings.unpublishedMax()));
        }
        List<Decision> decisions = ports.registry()
                .decideEach(order.lines(), state.bucket(), ports.clock().instant(), order.author());
        List<WriterEvent> events = Order.events(decisions);
        if (decisions.stream().allMatch(Decision.Reject.class::isInstance)) {
            order.answer(decisions, state.outbox().position());
            return Effect().noReply();
        }
        if (events.isEmpty()) {
            waiting.add(state.outbox().changes(), order, decisions);
            waiting.answer(state.outbox());
            return Effect().noReply();
        }
        return Effect()
                .persist(events)
                .thenRun(persisted -> {
                    waiting.add(persisted.outbox().changes(), order, decisions);
                    publishUnpublished(persisted);
                })
                .thenNoReply();
    }

    private ReplyEffect<WriterEvent, WriterState> unavailable(Order order, String detail) {
        order.unavailable(detail);
        return Effect().noReply();
    }

    private ReplyEffect<WriterEvent, WriterState> onPublishAgain(WriterState state, PublishAgain again) {
        if (state.bucket().document(again.entityKey()).isPresent()) {
            context.getLog().warn("Publishing {} again: the changelog holds an old document of it", again.entityKey());
            state.outbox().again(again.entityKey());
        }
        return publish(state);
    }

    private ReplyEffect<WriterEvent, WriterState> onCompare(WriterState state, Compare compare) {
        context.pipeToSelf(
                ports.view().reached(compare.end(), settings.viewTimeout()),
                (reached, failure) -> new CompareNow(compare, reached != null && reached));
        return Effect().noReply();
    }

    private ReplyEffect<WriterEvent, WriterState> onCompareNow(WriterState state, CompareNow now) {
        List<WriterEvent> step = Reunion.step(bucket, state, ports.view(), now.compare(), now.reached());
        return Effect().persist(step).thenRun(this::publishUnpublished).thenNoReply();
    }

    private ReplyEffect<WriterEvent, WriterState> publish(WriterState state) {
        publishUnpublished(state);
        return Effect().noReply();
    }

    private void publishUnpublished(WriterState state) {
        Map<String, Long> taken = state.outbox().take();
        List<Document> documents = taken.keySet().stream()
                .flatMap(key -> state.bucket().document(key).stream())
                .toList();
        if (!documents.isEmpty()) {
            context.pipeToSelf(
                    ports.changelog().publish(documents),
                    (position, failure) -> position == null
                            ? new Failed(taken, String.valueOf(failure))
                            : new Confirmed(taken, position));
        }
    }

    private ReplyEffect<WriterEvent, WriterState> onConfirmed(WriterState state, Confirmed confirmed) {
        state.outbox().confirmed(confirmed.published(), confirmed.position());
        waiting.answer(state.outbox());
        if (state.outbox().toNote() >= settings.noteEvery()) {
            return note(state);
        }
        if (state.outbox().toNote() > 0 && !timers.isTimerActive(Note.class)) {
            timers.startSingleTimer(Note.class, new Note(), settings.noteAfter());
        }
        return Effect().noReply();
    }

    private ReplyEffect<WriterEvent, WriterState> onFailed(WriterState state, Failed failed) {
        context.getLog().warn("{} changes of {} are not published yet: {}", waiting.size(), bucket, failed.cause());
        state.outbox().failed(failed.notPublished());
        if (!timers.isTimerActive(Retry.class)) {
            timers.startSingleTimer(Retry.class, new Retry(), settings.retryInterval());
        }
        return Effect().noReply();
    }

    private ReplyEffect<WriterEvent, WriterState> note(WriterState state) {
        timers.cancel(Note.class);
        Outbox outbox = state.outbox();
        return outbox.toNote() > 0
                ? Effect()
                        .persist(new WriterEvent.Published(outbox.publishedUpTo(), outbox.position()))
                        .thenNoReply()
                : Effect().noReply();
    }

    @Override
    public EventHandler<WriterState, WriterEvent> eventHandler() {
        return WriterState::with;
    }

    @Override
    public SignalHandler<WriterState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::publishUnpublished)
                .build();
    }

    @Override
    public boolean shouldSnapshot(WriterState state, WriterEvent event, long sequenceNr) {
        return state.isSnapshotDue(sequenceNr, settings.snapshotEvery());
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return WriterState.retention(settings.snapshotEvery());
    }

    @Override
    public SnapshotAdapter<WriterState> snapshotAdapter() {
        return WriterState.snapshots();
    }
}
