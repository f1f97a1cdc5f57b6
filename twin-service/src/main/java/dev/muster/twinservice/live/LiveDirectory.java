package dev.muster.twinservice.live;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The views that are read on this node, by name. One per node.
 *
 * <pre>
 * Read       passed on to its view, which is started if it is not there
 * Idle       the view is kept for a while, unless it was asked something that it has not seen yet
 * Expired    the view is stopped
 * Stopped    forgotten; of a view that failed, too: whoever waits for it hears of it by its own timeout
 * </pre>
 *
 * All questions go through here, so that a view which is stopped has seen all of its.
 */
final class LiveDirectory extends AbstractBehavior<LiveDirectory.Command> {
    /** What a directory understands. */
    sealed interface Command {}

    /** @param source called when the view is not there */
    record Read(String view, Supplier<LiveSource> source, LiveView.Next next) implements Command {}

    /** Nobody reads the view; it was asked so often until it said so. */
    record Idle(String view, long asked) implements Command {}

    private record Expired(String view) implements Command {}

    private record Stopped(String view, ActorRef<LiveView.Command> actor) implements Command {}

    /** @param incarnations each a number that no view of any node ever had */
    static Behavior<Command> create(LiveSettings settings, Clock clock, LongSupplier incarnations) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new LiveDirectory(context, timers, settings, clock, incarnations)));
    }

    private static final class Entry {
        private final ActorRef<LiveView.Command> actor;
        private long asked;

        Entry(ActorRef<LiveView.Command> actor) {
            this.actor = actor;
        }
    }

    private final TimerScheduler<Command> timers;
    private final LiveSettings settings;
    private final Clock clock;
    private final LongSupplier incarnations;
    private final Map<String, Entry> views = new HashMap<>();
    /** Of those the ones that nobody reads, longest first. */
    private final Set<String> idle = new LinkedHashSet<>();

    private LiveDirectory(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            LiveSettings settings,
            Clock clock,
            LongSupplier incarnations) {
        super(context);
        this.timers = timers;
        this.settings = settings;
        this.clock = clock;
        this.incarnations = incarnations;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Read.class, this::onRead)
                .onMessage(Idle.class, this::onIdle)
                .onMessage(Expired.class, expired -> stop(expired.view()))
                .onMessage(Stopped.class, this::onStopped)
                .build();
    }

    private Behavior<Command> onRead(Read read) {
        Entry entry = views.get(read.view());
        if (entry == null) {
            entry = start(read);
        }
        idle.remove(read.view());
        timers.cancel(read.view());
        entry.asked++;
        entry.actor.tell(read.next());
        return this;
    }

    /** As many views are kept as there can be readers: who looks at one after the other must not fill the memory. */
    private Entry start(Read read) {
        if (views.size() >= settings.readersMax() && !idle.isEmpty()) {
            stop(idle.iterator().next());
        }
        String view = read.view();
        ActorRef<Command> self = getContext().getSelf();
        long incarnation = incarnations.getAsLong();
        // The source is made by the view itself: if that fails, this view fails and no other.
        ActorRef<LiveView.Command> actor = getContext().spawnAnonymous(Behaviors.setup(context -> {
            LiveSource source = read.source().get();
            return LiveView.create(
                    source, incarnation, settings.rhythm(source), clock, asked -> self.tell(new Idle(view, asked)));
        }));
        getContext().watchWith(actor, new Stopped(view, actor));
        Entry entry = new Entry(actor);
        views.put(view, entry);
        return entry;
    }

    private Behavior<Command> onIdle(Idle message) {
        Entry entry = views.get(message.view());
        if (entry != null && entry.asked == message.asked()) {
            idle.add(message.view());
            timers.startSingleTimer(message.view(), new Expired(message.view()), settings.linger());
        }
        return this;
    }

    private Behavior<Command> stop(String view) {
        timers.cancel(view);
        idle.remove(view);
        Entry entry = views.remove(view);
        if (entry != null) {
            getContext().stop(entry.actor);
        }
        return this;
    }

    private Behavior<Command> onStopped(Stopped stopped) {
        Entry entry = views.get(stopped.view());
        if (entry != null && entry.actor.equals(stopped.actor())) {
            stop(stopped.view());
        }
        return this;
    }
}
