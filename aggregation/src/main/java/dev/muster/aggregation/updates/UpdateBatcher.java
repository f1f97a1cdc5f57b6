package dev.muster.aggregation.updates;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.group.GroupMessage;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.group.Groups;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.ModelView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Empties the node's {@link Inbox} at an interval and sends what is in it to the groups. One per node. */
public final class UpdateBatcher extends AbstractBehavior<UpdateBatcher.Command> {
    /** Own messages only. */
    public sealed interface Command {}

    private enum Flush implements Command {
        FLUSH
    }

    private record Answered(GroupReply reply) implements Command {}

    /**
     * Where any thread puts what twins say. Bounded by conflation: one entry per member, however many updates arrive
     * before the next flush, and no mailbox in between.
     */
    public static final class Inbox {
        private final ConcurrentMap<AssetId, MemberRegisters> latest = new ConcurrentHashMap<>();

        public void put(MemberUpdate update) {
            latest.merge(update.asset(), update.registers(), MemberRegisters::merge);
        }

        private void drainTo(UpdateLanes lanes) {
            for (AssetId asset : latest.keySet()) {
                MemberRegisters registers = latest.remove(asset);
                if (registers != null) {
                    lanes.offer(new MemberUpdate(asset, registers));
                }
            }
        }
    }

    public static Behavior<Command> create(
            Inbox inbox, ModelView model, Groups groups, Clock clock, AggregationSettings.Updates settings) {
        Behavior<Command> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Flush.FLUSH, settings.flushInterval());
            UpdateLanes lanes = new UpdateLanes(settings, asset -> groupsOf(asset, model));
            return new UpdateBatcher(context, inbox, lanes, groups, clock);
        }));
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart());
    }

    private final Inbox inbox;
    private final UpdateLanes lanes;
    private final Groups groups;
    private final Clock clock;
    private final ActorRef<GroupReply> answers;

    private UpdateBatcher(ActorContext<Command> context, Inbox inbox, UpdateLanes lanes, Groups groups, Clock clock) {
        super(context);
        this.inbox = inbox;
        this.lanes = lanes;
        this.groups = groups;
        this.clock = clock;
        this.answers = context.messageAdapter(GroupReply.class, Answered::new);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(Flush.FLUSH, this::onFlush)
                .onMessage(Answered.class, this::onAnswered)
                .build();
    }

    /** One per hierarchy, and as many by rule as there are. */
    private static Collection<GroupKey> groupsOf(AssetId asset, ModelView model) {
        Collection<GroupKey> placed = model.groupsOf(asset).values();
        List<GroupKey> byRule = model.ruleGroupsOf(asset);
        if (byRule.isEmpty()) {
            return placed;
        }
        List<GroupKey> all = new ArrayList<>(placed);
        all.addAll(byRule);
        return all;
    }

    private Behavior<Command> onFlush() {
        inbox.drainTo(lanes);
        for (UpdateLanes.Batch batch : lanes.flush(clock.instant())) {
            groups.tell(batch.group(), new GroupMessage.TakeUpdates(batch.id(), batch.updates(), answers));
        }
        return this;
    }

    private Behavior<Command> onAnswered(Answered answered) {
        if (answered.reply instanceof GroupReply.Taken taken) {
            lanes.acknowledge(taken.batch());
        }
        return this;
    }
}
