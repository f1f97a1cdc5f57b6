package dev.muster.aggregation.group;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.LatestReader;
import dev.muster.aggregation.Nodes;
import dev.muster.aggregation.Watermarks;
import dev.muster.aggregation.recent.RecentTotals;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gathers one group: shell around {@link GroupRollup}.
 *
 * <table>
 * <caption>What makes it do what</caption>
 * <tr><th>message</th><th>does</th></tr>
 * <tr><td>{@code Tick}</td><td>looks for a changed roster and for lost nodes, lets values go stale, reports to the parent
 *     if there is something to say or a resend is due, wakes children that are silent or lost, reads stored
 *     registers of members not known yet, remembers the totals at the beginning of each slot of {@link RecentTotals};
 *     stops when the model has not had the group for {@code unreachable-after}</td></tr>
 * <tr><td>{@code TakeUpdates}</td><td>merges registers of members, and ignores who is none; a {@code Report} follows</td></tr>
 * <tr><td>{@code TakePartial}</td><td>takes a child's result; calls a child back that is behind its own past; a
 *     {@code Report} follows</td></tr>
 * <tr><td>{@code Report}</td><td>reports to the parent; see {@link ParentReports}</td></tr>
 * <tr><td>{@code Wake}</td><td>reports at once</td></tr>
 * <tr><td>{@code Summarize}, {@code ListMissing}</td><td>answers, once it is settled</td></tr>
 * <tr><td>{@code ListRecent}</td><td>answers</td></tr>
 * </table>
 *
 * <p>A group that has just moved here knows nothing of what it knew elsewhere. Until it is settled
 * ({@link GroupRollup#isSettled}) questions wait, and its parent goes on with what the group said last.
 *
 * <p>Never passivated for idleness: its parent counts on its resends.
 */
public final class GroupAggregator extends AbstractBehavior<GroupAggregator.Command> {
    /** The entity id is the {@link GroupKey} as text. */
    public static final EntityTypeKey<Command> TYPE_KEY = EntityTypeKey.create(Command.class, "group-aggregator");

    private static final Duration RESTART_MIN = Duration.ofSeconds(1);
    private static final Duration RESTART_MAX = Duration.ofSeconds(30);
    private static final double RESTART_JITTER = 0.2;

    /** Questions that wait until it is settled; more are answered as it is. */
    private static final int WAITING_MAX = 1_000;

    /** Own messages never leave the node. */
    public sealed interface Command permits GroupMessage, Tick, ParentReports.Report, StoredRegisters.Read {}

    enum Tick implements Command {
        TICK
    }

    /** What every aggregator of a node works with. */
    public record Surroundings(
            ModelView model,
            LatestReader latest,
            Watermarks watermarks,
            Nodes nodes,
            Groups groups,
            Clock clock,
            AggregationSettings settings) {}

    /**
     * The aggregator of {@code group}.
     *
     * @param shard asked to stop this aggregator when its group is gone
     */
    public static Behavior<Command> create(
            GroupKey group, ActorRef<ClusterSharding.ShardCommand> shard, Surroundings surroundings) {
        Behavior<Command> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> Behaviors.withStash(
                WAITING_MAX, waiting -> new GroupAggregator(context, group, shard, surroundings, timers, waiting))));
        // What is known is lost with the failure that may lie in it; the new incarnation reads and asks for it again.
        return Behaviors.supervise(behavior)
                .onFailure(SupervisorStrategy.restartWithBackoff(RESTART_MIN, RESTART_MAX, RESTART_JITTER));
    }

    private final GroupKey group;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final TimerScheduler<Command> timers;
    private final long tickMillis;
    private final ModelView model;
    private final Groups groups;
    private final Clock clock;
    private final Duration goneAfter;
    private final GroupRollup rollup;
    private final ParentReports reports;
    private final StoredRegisters stored;
    private final RecentTotals recent;
    private final StashBuffer<Command> waiting;
    private Instant lastInModel;
    private boolean settled;

    private GroupAggregator(
            ActorContext<Command> context,
            GroupKey group,
            ActorRef<ClusterSharding.ShardCommand> shard,
            Surroundings surroundings,
            TimerScheduler<Command> timers,
            StashBuffer<Command> waiting) {
        super(context);
        this.group = group;
        this.shard = shard;
        this.timers = timers;
        this.tickMillis = surroundings.settings.rollUp().tick().toMillis();
        this.model = surroundings.model;
        this.groups = surroundings.groups;
        this.clock = surroundings.clock;
        this.goneAfter = surroundings.settings.rollUp().unreachableAfter();
        this.lastInModel = clock.instant();
        this.rollup = new GroupRollup(
                group,
                surroundings.settings.rollUp(),
                surroundings.settings.latest().rereadAfter(),
                surroundings.watermarks,
                surroundings.nodes,
                lastInModel);
        this.reports = new ParentReports(timers, rollup, groups, surroundings.settings.rollUp());
        this.stored = new StoredRegisters(context, surroundings.latest, rollup, surroundings.settings.latest());
        this.recent = new RecentTotals(surroundings.settings.recent());
        this.waiting = waiting;
        catchUp();
        work(lastInModel);
        awaitTick(lastInModel);
    }

    /**
     * Each group has its own place in the tick. Groups that started together, or were late together after a pause of the process,
     * would otherwise tick at one moment from then on, and hold up whoever asks something at that moment.
     */
    private void awaitTick(Instant now) {
        timers.startSingleTimer(Tick.TICK, Duration.ofMillis(millisToTick(group, tickMillis, now)));
    }

    static long millisToTick(GroupKey group, long tickMillis, Instant now) {
        return tickMillis - Math.floorMod(now.toEpochMilli() - group.hashCode(), tickMillis);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(GroupMessage.TakeUpdates.class, this::onTakeUpdates)
                .onMessage(GroupMessage.TakePartial.class, this::onTakePartial)
                .onMessageEquals(ParentReports.Report.REPORT, this::onReport)
                .onMessageEquals(Tick.TICK, this::onTick)
                .onMessage(StoredRegisters.Read.class, this::onRead)
                .onMessage(GroupMessage.Wake.class, this::onWake)
                .onMessage(GroupMessage.Summarize.class, this::onSummarize)
                .onMessage(GroupMessage.ListMissing.class, this::onListMissing)
                .onMessage(GroupMessage.ListRecent.class, this::onListRecent)
                .build();
    }

    private Behavior<Command> onTakeUpdates(GroupMessage.TakeUpdates message) {
        Instant now = catchUp();
        rollup.update(message.updates(), now);
        message.replyTo().tell(new GroupReply.Taken(message.batch()));
        reports.changed(now);
        return this;
    }

    private Behavior<Command> onTakePartial(GroupMessage.TakePartial message) {
        Instant now = catchUp();
        rollup.take(message.partial(), now).ifPresent(this::wake);
        reports.changed(now);
        return settle(now);
    }

    private Behavior<Command> onReport() {
        reports.tell(catchUp());
        return this;
    }

    private Behavior<Command> onTick() {
        Instant now = catchUp();
        awaitTick(now);
        if (Duration.between(lastInModel, now).compareTo(goneAfter) > 0) {
            getContext().getLog().debug("Group {} is gone from the model: stopping", group);
            shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
            return this;
        }
        work(now);
        remember(now);
        return settle(now);
    }

    private Behavior<Command> onRead(StoredRegisters.Read read) {
        Instant now = catchUp();
        stored.onRead(read, now);
        return settle(now);
    }

    private Behavior<Command> onWake(GroupMessage.Wake message) {
        rollup.wake(message.knownIncarnation(), message.knownVersion());
        reports.tell(catchUp());
        return this;
    }

    private Behavior<Command> onSummarize(GroupMessage.Summarize question) {
        Instant now = catchUp();
        if (mustWait()) {
            waiting.stash(question);
            return this;
        }
        question.replyTo()
                .tell(
                        rollup.roster().isEmpty()
                                ? new GroupReply.UnknownHere(group)
                                : GroupReply.Summary.of(rollup, question, now));
        return this;
    }

    private Behavior<Command> onListMissing(GroupMessage.ListMissing question) {
        catchUp();
        if (mustWait()) {
            waiting.stash(question);
            return this;
        }
        question.replyTo()
                .tell(
                        rollup.roster().isEmpty()
                                ? new GroupReply.UnknownHere(group)
                                : GroupReply.MissingPart.of(rollup, question));
        return this;
    }

    private Behavior<Command> onListRecent(GroupMessage.ListRecent question) {
        Instant now = catchUp();
        question.replyTo()
                .tell(
                        rollup.roster().isEmpty()
                                ? new GroupReply.UnknownHere(group)
                                : GroupReply.Recent.of(recent, question.signal(), now));
        return this;
    }

    /** Every answer speaks of now: by the model of now, with what is stale by now. */
    private Instant catchUp() {
        Instant now = clock.instant();
        model.roster(group).ifPresent(roster -> {
            lastInModel = now;
            rollup.expect(roster, now);
        });
        rollup.advance(now);
        return now;
    }

    private void work(Instant now) {
        stored.readNext(now);
        rollup.wakeCalls(now).forEach(this::wake);
        reports.onTick(now);
    }

    /** After whatever this aggregator may have waited for: with the first thing that it can say it does not wait for a tick. */
    private Behavior<Command> settle(Instant now) {
        if (settled || !rollup.isSettled(now)) {
            return this;
        }
        settled = true;
        reports.tell(now);
        return waiting.unstashAll(this);
    }

    private boolean mustWait() {
        return !settled && rollup.roster().isPresent() && !waiting.isFull();
    }

    private void remember(Instant now) {
        Optional<Roster> roster = rollup.roster();
        // While the model does not have the group, nobody can say whom to expect in it: that is a gap.
        if (roster.isPresent() && lastInModel.equals(now) && rollup.isSettled(now)) {
            recent.record(now, roster.get().whole().signals().keySet(), signal -> rollup.whole(signal)
                    .totals());
        }
    }

    private void wake(GroupRollup.WakeCall call) {
        Partial known = call.known();
        groups.tell(
                call.child(),
                new GroupMessage.Wake(known == null ? 0 : known.incarnation(), known == null ? 0 : known.version()));
    }
}
