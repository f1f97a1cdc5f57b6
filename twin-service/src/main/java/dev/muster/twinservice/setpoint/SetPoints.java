package dev.muster.twinservice.setpoint;

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
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.serialization.NodeMessage;
import dev.muster.twinservice.setpoint.control.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All set-points of the cluster, in one place: who is under which can be told without asking around.
 *
 * <pre>
 * put       the group's members are read; they cannot, or are under another -> refused
 *                                         they can -> journaled, the first commands go out, answered
 * tick      each set-point that is due reads its members; what they give decides who is told what
 * release   journaled, answered; all members are told; when they are, or after a while -> ended
 * recovery  goes on: all members are told anew
 * </pre>
 *
 * While nobody runs this, devices go on with what they were told last, and end the control by themselves after {@code
 * failSafeAfter}.
 */
public final class SetPoints
        extends EventSourcedBehaviorWithEnforcedReplies<SetPoints.Command, SetPointEvent, SetPointBook> {
    /** The name is part of the persistence id. */
    public static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "SetPoints");

    /** The only one. */
    public static final String ID = "all";

    private static final int SNAPSHOT_EVERY = 100;
    private static final int SNAPSHOTS_KEPT = 2;

    public sealed interface Command {}

    /** What others say to it, from any node. */
    public sealed interface Request extends Command, NodeMessage {}

    public record Put(
            GroupKey group,
            SignalName signal,
            long micros,
            Principal by,
            String reason,
            ActorRef<SetPointReply> replyTo)
            implements Request {}

    public record Release(GroupKey group, Principal by, ActorRef<SetPointReply> replyTo) implements Request {}

    public record Read(GroupKey group, ActorRef<SetPointReply> replyTo) implements Request {}

    public record ReadAll(ActorRef<SetPointReply> replyTo) implements Request {}

    /** Changes nothing, but whoever is awake holds what is set. */
    public record Wake() implements Request {}

    /** What became of a command that was given for a group's set-point. */
    public record Told(GroupKey group, AssetId asset, CommandId command, CommandStatus status, String detail)
            implements Request {}

    private record Tick() implements Command {}

    private record PutRead(Put put, FleetReader reader, List<Seen> seen) implements Command {}

    private record FleetRead(long number, List<Seen> seen) implements Command {}

    private record Given(Outgoing.Order order, Commanding.@Nullable Reply reply) implements Command {}

    static Behavior<Command> create(SetPointPorts ports) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new SetPoints(context, timers, ports)));
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final SetPointPorts ports;
    private final Holdings holdings;
    private final Outgoing outgoing;

    private SetPoints(ActorContext<Command> context, TimerScheduler<Command> timers, SetPointPorts ports) {
        super(PersistenceId.of(TYPE_KEY.name(), ID), ports.settings().restarts());
        this.context = context;
        this.timers = timers;
        this.ports = ports;
        this.holdings = new Holdings(ports);
        this.outgoing = new Outgoing(ports.settings().limits().givesAtOnce());
    }

    @Override
    public SetPointBook emptyState() {
        return SetPointBook.EMPTY;
    }

    @Override
    public CommandHandlerWithReply<Command, SetPointEvent, SetPointBook> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(Put.class, this::onPut)
                .onCommand(PutRead.class, this::onPutRead)
                .onCommand(Release.class, this::onRelease)
                .onCommand(Read.class, (book, read) -> Effect()
                        .reply(read.replyTo(), holdings.reply(book.find(read.group()))))
                .onCommand(ReadAll.class, (book, read) -> Effect().reply(read.replyTo(), holdings.replyAll()))
                .onCommand(Wake.class, (book, wake) -> Effect().noReply())
                .onCommand(Told.class, this::onTold)
                .onCommand(Tick.class, (book, tick) -> onTick())
                .onCommand(FleetRead.class, this::onFleetRead)
                .onCommand(Given.class, this::onGiven)
                .build();
    }

    private ReplyEffect<SetPointEvent, SetPointBook> onPut(SetPointBook book, Put put) {
        SetPointReply refusal = Rules.refusal(ports, book, put);
        if (refusal != null) {
            return Effect().reply(put.replyTo(), refusal);
        }
        FleetReader reader = ports.reader();
        List<AssetId> members = members(put.group());
        context.pipeToSelf(
                reader.read(members, put.signal()),
                (seen, failure) -> new PutRead(put, reader, seen == null ? List.of() : seen));
        return Effect().noReply();
    }

    /** Meanwhile others may have come, so all rules are looked at again. */
    private ReplyEffect<SetPointEvent, SetPointBook> onPutRead(SetPointBook book, PutRead read) {
        Put put = read.put();
        Instant now = ports.clock().instant();
        SetPointReply refusal = Rules.refusal(ports, book, put);
        if (refusal == null) {
            refusal = Rules.cannotBeMet(put.micros(), read.seen(), now);
        }
        if (refusal != null) {
            return Effect().reply(put.replyTo(), refusal);
        }
        return Effect()
                .persist(Rules.event(book, put, now))
                .thenRun((SetPointBook changed) -> {
                    Holding holding = holdings.take(changed, put.group(), read.reader());
                    if (holding != null) {
                        round(holding, read.seen(), now);
                    }
                })
                .thenReply(put.replyTo(), changed -> holdings.reply(changed.find(put.group())));
    }

    private ReplyEffect<SetPointEvent, SetPointBook> onRelease(SetPointBook book, Release release) {
        SetPoint known = book.find(release.group()).orElse(null);
        if (known == null || known.isReleased()) {
            return Effect().reply(release.replyTo(), holdings.reply(Optional.ofNullable(known)));
        }
        return Effect()
                .persist(new SetPointEvent.Released(
                        release.group(), release.by(), ports.clock().instant()))
                .thenRun((SetPointBook changed) -> holdings.take(changed, release.group(), ports.reader()))
                .thenReply(release.replyTo(), changed -> holdings.reply(changed.find(release.group())));
    }

    private ReplyEffect<SetPointEvent, SetPointBook> onTick() {
        Instant now = ports.clock().instant();
        for (Holding holding : holdings.all()) {
            if (holding.begins(now)) {
                SetPoint setPoint = holding.setPoint();
                context.pipeToSelf(
                        holding.reader.read(members(setPoint.group()), setPoint.signal()),
                        (seen, failure) -> new FleetRead(setPoint.number(), seen == null ? List.of() : seen));
            }
        }
        return Effect().noReply();
    }

    private ReplyEffect<SetPointEvent, SetPointBook> onFleetRead(SetPointBook book, FleetRead read) {
        Holding holding = holdings.find(read.number());
        if (holding == null) {
            return Effect().noReply();
        }
        Instant now = ports.clock().instant();
        round(holding, read.seen(), now);
        if (!holding.isOver(now)) {
            return Effect().noReply();
        }
        GroupKey group = holding.setPoint().group();
        return Effect()
                .persist(new SetPointEvent.Ended(group, now))
                .thenRun((SetPointBook changed) -> holdings.take(changed, group, holding.reader))
                .thenNoReply();
    }

    private void round(Holding holding, List<Seen> seen, Instant now) {
        long number = holding.setPoint().number();
        holding.round(seen, holdings.earlierThan(holding), holdings.otherThan(holding), now)
                .forEach(request -> outgoing.add(new Outgoing.Order(number, request)));
        giveNext();
    }

    private void giveNext() {
        for (Outgoing.Order order : outgoing.next()) {
            context.pipeToSelf(ports.commanding().give(order.request()), (reply, failure) -> new Given(order, reply));
        }
    }

    private ReplyEffect<SetPointEvent, SetPointBook> onGiven(SetPointBook book, Given given) {
        outgoing.done(given.order());
        Holding holding = holdings.find(given.order().number());
        if (holding != null) {
            holding.given(given.order().request(), given.reply(), ports.clock().instant());
        }
        giveNext();
        return Effect().noReply();
    }

    private ReplyEffect<SetPointEvent, SetPointBook> onTold(SetPointBook book, Told told) {
        book.find(told.group())
                .map(setPoint -> holdings.find(setPoint.number()))
                .ifPresent(holding -> holding.told(told, ports.clock().instant()));
        return Effect().noReply();
    }

    private List<AssetId> members(GroupKey group) {
        return FleetReader.members(
                ports.view(), group, ports.settings().limits().membersMax());
    }

    @Override
    public EventHandler<SetPointBook, SetPointEvent> eventHandler() {
        return SetPointBook::apply;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, SNAPSHOTS_KEPT);
    }

    @Override
    public SignalHandler<SetPointBook> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .build();
    }

    private void recovered(SetPointBook book) {
        holdings.restart(book);
        timers.startTimerWithFixedDelay(
                new Tick(), ports.settings().tempo().pace().dividedBy(2));
    }
}
