package dev.muster.twinservice.watermark;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.pubsub.Topic;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.twinservice.serialization.NodeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells all nodes how far this one has read its partitions, and posts what the others say. One per node.
 *
 * <pre>
 * Tick              posts its own reports and publishes them
 * Progress          posts them
 * DescribeSource    answers from its own deadlines
 * Left              a node is gone, or its exchange began anew: its desk is not asked any more
 * </pre>
 *
 * State-based: a message that is lost is made good by the next one.
 */
public final class WatermarkExchange extends AbstractBehavior<WatermarkExchange.Command> {
    private static final String TOPIC = "watermarks";

    /** What an exchange understands. */
    public sealed interface Command {}

    private enum Tick implements Command {
        TICK
    }

    private record Left(String node, ActorRef<Command> desk) implements Command {}

    /** How far a node has read; {@code desk} can be asked more. */
    public record Progress(String node, List<PartitionReport> partitions, ActorRef<Command> desk)
            implements Command, NodeMessage {}

    /** What does your node know of this source? */
    public record DescribeSource(SourceId source, ActorRef<SourceAnswer> replyTo) implements Command, NodeMessage {}

    /** {@code report} is {@code null} where the node does not read the source's partition any more. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SourceAnswer(@Nullable SourceReport report) implements NodeMessage {}

    /** The exchanges of the nodes that were heard of, by address. Thread-safe. */
    public static final class Desks {
        private final ConcurrentMap<String, ActorRef<Command>> byNode = new ConcurrentHashMap<>();

        Optional<ActorRef<Command>> of(String node) {
            return Optional.ofNullable(byNode.get(node));
        }
    }

    /** @param interval between two reports; how old a watermark of another node may be */
    public static Behavior<Command> create(Deadlines deadlines, WatermarkBoard board, Desks desks, Duration interval) {
        Behavior<Command> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.TICK, interval);
            return new WatermarkExchange(context, deadlines, board, desks);
        }));
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart());
    }

    private final Deadlines deadlines;
    private final WatermarkBoard board;
    private final Desks desks;
    private final String node;
    private final ActorRef<Topic.Command<Progress>> topic;

    private WatermarkExchange(ActorContext<Command> context, Deadlines deadlines, WatermarkBoard board, Desks desks) {
        super(context);
        this.deadlines = deadlines;
        this.board = board;
        this.desks = desks;
        this.node = context.getSystem().address().toString();
        this.topic = context.spawn(Topic.create(Progress.class, TOPIC), TOPIC);
        topic.tell(Topic.subscribe(context.getSelf().narrow()));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(Tick.TICK, this::onTick)
                .onMessage(Progress.class, this::onProgress)
                .onMessage(DescribeSource.class, this::onDescribeSource)
                .onMessage(Left.class, this::onLeft)
                .build();
    }

    private Behavior<Command> onTick() {
        Progress own = new Progress(node, deadlines.report(), getContext().getSelf());
        // Not by way of the topic: this node must know its own at once, also while it has not joined.
        onProgress(own);
        topic.tell(Topic.publish(own));
        return this;
    }

    private Behavior<Command> onProgress(Progress progress) {
        board.post(progress.node(), progress.partitions());
        ActorRef<Command> desk = progress.desk();
        if (!desk.equals(desks.byNode.put(progress.node(), desk))
                && !desk.equals(getContext().getSelf())) {
            getContext().watchWith(desk, new Left(progress.node(), desk));
        }
        return this;
    }

    /** Whoever asks learns at once that nobody reads the source's partition, instead of waiting for a node that is gone. */
    private Behavior<Command> onLeft(Left left) {
        desks.byNode.remove(left.node(), left.desk());
        return this;
    }

    private Behavior<Command> onDescribeSource(DescribeSource message) {
        message.replyTo()
                .tell(new SourceAnswer(deadlines.report(message.source()).orElse(null)));
        return this;
    }
}
