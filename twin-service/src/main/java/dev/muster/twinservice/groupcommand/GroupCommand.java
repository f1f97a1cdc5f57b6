package dev.muster.twinservice.groupcommand;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.groupcommand.progress.GroupCommandSettings;
import dev.muster.twinservice.groupcommand.progress.GroupEvent;
import dev.muster.twinservice.groupcommand.progress.GroupProgress;
import dev.muster.twinservice.groupcommand.progress.GroupRun;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command to a group: the thin shell around {@link GroupRun}, which decides whom to ask, and {@link GroupProgress}, which is
 * persisted.
 *
 * <pre>
 *            Offer                          Tell, Cancel           Wake
 * nothing    members gathered; when all     noted; not known       noted
 *            are there an alarm is set,
 *            then persisted, answered
 * running    how far it is                  persisted, answered    the next alarm is set, then noted
 * ended      how far it was                 noted; how far it was  noted
 * </pre>
 *
 * The alarm is set before the start is persisted, and each one that goes off sets the next: one is always to come, so that a group
 * command whose node was killed goes on elsewhere. Members come in several messages, because ten thousand do not fit one; the
 * asker names them, and not this entity, whose node's view could be another. They are persisted in one go.
 *
 * <p>There is no stop message: one that lands in the stash would keep a passivating entity for ever.
 */
final class GroupCommand
        extends EventSourcedBehaviorWithEnforcedReplies<GroupCommand.Command, GroupEvent, GroupProgress> {
    /** The name is part of every persistence id. */
    static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "GroupCommand");

    private static final int SNAPSHOTS_KEPT = 2;

    sealed interface Command permits GroupMessage, Own {}

    /** What it says to itself; never leaves the node. */
    sealed interface Own extends Command {}

    /**
     * @param life in which it was asked; in a later one it was asked anew
     * @param reply {@code null}: none
     */
    private record Answered(int life, GroupRun.Question question, Commanding.@Nullable Reply reply) implements Own {}

    private record Ready(
            GroupMessage.Offer offer,
            List<AssetId> members,
            @Nullable Throwable failure) implements Own {}

    private record NextAlarm(ActorRef<GroupMessage.Noted> replyTo, boolean set) implements Own {}

    private record Flush() implements Own {}

    private record Look() implements Own {}

    static Behavior<Command> create(CommandId id, GroupCommandPorts ports) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new GroupCommand(context, timers, id, ports)));
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final CommandId id;
    private final GroupCommandPorts ports;
    private final GroupCommandSettings settings;
    private final List<ActorRef<GroupMessage.Noted>> toNote = new ArrayList<>();
    private Draft draft = new Draft();
    private @Nullable GroupRun run;
    private @Nullable Instant nextAlarm;
    private int life;

    private GroupCommand(
            ActorContext<Command> context, TimerScheduler<Command> timers, CommandId id, GroupCommandPorts ports) {
        super(
                PersistenceId.of(TYPE_KEY.name(), id.value()),
                ports.settings().retry().again().restarts());
        this.context = context;
        this.timers = timers;
        this.id = id;
        this.ports = ports;
        this.settings = ports.settings();
    }

    @Override
    public GroupProgress emptyState() {
        return GroupProgress.NONE;
    }

    @Override
    public CommandHandlerWithReply<Command, GroupEvent, GroupProgress> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(GroupMessage.Offer.class, this::onOffer)
                .onCommand(Ready.class, this::onReady)
                .onCommand(GroupMessage.Read.class, (state, read) -> Effect()
                        .reply(read.replyTo(), GroupMessage.ReadReply.of(state)))
                .onCommand(GroupMessage.ReadMembers.class, (state, read) -> Effect()
                        .reply(read.replyTo(), GroupMessage.MembersReply.of(state, read)))
                .onCommand(GroupMessage.Cancel.class, this::onCancel)
                .onCommand(GroupMessage.Tell.class, this::onTell)
                .onCommand(GroupMessage.Wake.class, this::onWake)
                .onCommand(NextAlarm.class, this::onNextAlarm)
                .onCommand(Answered.class, this::onAnswered)
                .onCommand(Flush.class, (state, flush) -> persistNews(state))
                .onCommand(Look.class, (state, look) -> goOn(state))
                .build();
    }

    private ReplyEffect<GroupEvent, GroupProgress> onOffer(GroupProgress state, GroupMessage.Offer offer) {
        if (state.started() != null) {
            return Effect().reply(offer.replyTo(), GroupMessage.OfferReply.of(state, offer));
        }
        int there = draft.add(offer.digest(), offer.from(), offer.some());
        if (there < 0) {
            return Effect().reply(offer.replyTo(), new GroupMessage.BeginAnew());
        }
        if (there < offer.members()) {
            return Effect().reply(offer.replyTo(), new GroupMessage.Gathered(there));
        }
        List<AssetId> members = draft.members();
        context.pipeToSelf(
                ports.setAlarm(id, ports.now().plus(settings.keeping().wakeAfter())),
                (done, failure) -> new Ready(offer, members, failure));
        return Effect().noReply();
    }

    private ReplyEffect<GroupEvent, GroupProgress> onReady(GroupProgress state, Ready ready) {
        GroupMessage.Offer offer = ready.offer();
        if (state.started() != null) {
            return Effect().reply(offer.replyTo(), GroupMessage.OfferReply.of(state, offer));
        }
        if (ready.failure() != null) {
            return Effect().reply(offer.replyTo(), GroupMessage.NotStarted.withoutAlarm(ready.failure()));
        }
        return Effect()
                .persist(GroupProgress.begin(offer.request(), ready.members(), ports.now(), settings))
                .thenRun((GroupProgress started) -> {
                    draft = new Draft();
                    offer.replyTo().tell(new GroupMessage.Taken(GroupView.of(started), false));
                    live(started);
                })
                .thenNoReply();
    }

    private ReplyEffect<GroupEvent, GroupProgress> onCancel(GroupProgress state, GroupMessage.Cancel cancel) {
        GroupRun running = run;
        if (running == null || state.cancelled() != null) {
            return Effect().reply(cancel.replyTo(), GroupMessage.ReadReply.of(state));
        }
        Instant now = ports.now();
        return Effect()
                .persist(running.cancel(state, new GroupEvent.CancelAsked(cancel.by(), now), now))
                .thenRun(this::persisted)
                .thenReply(cancel.replyTo(), GroupMessage.ReadReply::of);
    }

    private ReplyEffect<GroupEvent, GroupProgress> onTell(GroupProgress state, GroupMessage.Tell tell) {
        GroupRun running = run;
        if (running == null || running.told(state, tell.told(), ports.now())) {
            return Effect().reply(tell.replyTo(), new GroupMessage.Noted());
        }
        toNote.add(tell.replyTo());
        return goOn(state);
    }

    /** Alarms that go off twice must not become two chains of alarms. */
    private ReplyEffect<GroupEvent, GroupProgress> onWake(GroupProgress state, GroupMessage.Wake wake) {
        Instant now = ports.now();
        if (run == null || (nextAlarm != null && nextAlarm.isAfter(now))) {
            return Effect().reply(wake.replyTo(), new GroupMessage.Noted());
        }
        Instant due = now.plus(settings.keeping().wakeAfter(GroupRun.isAsking(state)));
        nextAlarm = due;
        context.pipeToSelf(ports.setAlarm(id, due), (done, failure) -> new NextAlarm(wake.replyTo(), failure == null));
        return Effect().noReply();
    }

    /** Without an answer to the alarm it goes off again. */
    private ReplyEffect<GroupEvent, GroupProgress> onNextAlarm(GroupProgress state, NextAlarm next) {
        if (next.set()) {
            return Effect().reply(next.replyTo(), new GroupMessage.Noted());
        }
        nextAlarm = null;
        return Effect().noReply();
    }

    private ReplyEffect<GroupEvent, GroupProgress> onAnswered(GroupProgress state, Answered answered) {
        GroupRun running = run;
        if (running == null || answered.life() != life) {
            return Effect().noReply();
        }
        running.answered(state, answered.question(), answered.reply(), ports.now());
        return goOn(state);
    }

    private ReplyEffect<GroupEvent, GroupProgress> goOn(GroupProgress state) {
        GroupRun running = run;
        if (running == null) {
            return Effect().noReply();
        }
        if (running.mustFlush(state, ports.now())) {
            return persistNews(state);
        }
        ask(state, running);
        return Effect().noReply();
    }

    private ReplyEffect<GroupEvent, GroupProgress> persistNews(GroupProgress state) {
        GroupRun running = run;
        List<GroupEvent> events = running == null ? List.of() : running.flush(state, ports.now());
        return events.isEmpty()
                ? Effect().noReply()
                : Effect().persist(events).thenRun(this::persisted).thenNoReply();
    }

    /** What others were waiting for, and what comes next. */
    private void persisted(GroupProgress state) {
        toNote.forEach(teller -> teller.tell(new GroupMessage.Noted()));
        toNote.clear();
        GroupRun running = run;
        if (running != null && state.isRunning()) {
            ask(state, running);
        } else {
            run = null;
            timers.cancelAll();
        }
    }

    private void ask(GroupProgress state, GroupRun running) {
        Instant now = ports.now();
        int asking = life;
        for (GroupRun.Question question : running.next(state, now)) {
            context.pipeToSelf(ports.ask(state, question), (reply, failure) -> new Answered(asking, question, reply));
        }
        if (running.hasNews() && !timers.isTimerActive(Flush.class)) {
            timers.startSingleTimer(Flush.class, new Flush(), settings.keeping().flushAfter());
        }
        running.nextLook(state)
                .ifPresentOrElse(
                        at -> timers.startSingleTimer(Look.class, new Look(), Duration.between(now, at)),
                        () -> timers.cancel(Look.class));
    }

    private void live(GroupProgress state) {
        life++;
        toNote.clear();
        nextAlarm = null;
        timers.cancelAll();
        run = state.isRunning() ? new GroupRun(state, settings, ports.now()) : null;
        if (run != null) {
            context.getSelf().tell(new Look());
        }
    }

    @Override
    public EventHandler<GroupProgress, GroupEvent> eventHandler() {
        return GroupProgress::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(settings.keeping().snapshotEvery(), SNAPSHOTS_KEPT);
    }

    /** Also after a failed write: what was not persisted is asked, and told, again. */
    @Override
    public SignalHandler<GroupProgress> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::live)
                .build();
    }
}
