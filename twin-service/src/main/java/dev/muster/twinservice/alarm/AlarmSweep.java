package dev.muster.twinservice.alarm;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import dev.muster.twinservice.alarm.AlarmBook.Slice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps one shard of the alarms; {@link ShardSweep} says what is to be done. One per shard somewhere in the cluster; two
 * for a while do no harm.
 *
 * <pre>
 *            not located                       located
 * Tick       asks where the sweep stopped      reads, wakes, notes
 * Located    takes it up there                 -
 * Found      -                                 wakes whom it found, reads on
 * Woken      -                                 wakes the next
 * Noted      -                                 takes note
 * Stop       stops                             stops
 * </pre>
 */
public final class AlarmSweep extends AbstractBehavior<AlarmSweep.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmSweep.class);
    private static final Duration RESTART_MIN = Duration.ofMillis(200);
    private static final Duration RESTART_MAX = Duration.ofSeconds(10);
    private static final double RESTART_JITTER = 0.2;

    /** What a sweep understands; nothing of it leaves its node. */
    public sealed interface Command {}

    private enum Signal implements Command {
        TICK,
        STOP
    }

    /** {@code sweptTo} is {@code null} where nothing was ever noted. */
    private record Located(
            @Nullable Instant sweptTo, @Nullable Throwable failure) implements Command {}

    private record Found(
            Slice slice,
            @Nullable List<Alarm> alarms,
            @Nullable Throwable failure) implements Command {}

    private record Woken(Alarm alarm, @Nullable Throwable failure) implements Command {}

    private record Noted(Instant sweptTo, @Nullable Throwable failure) implements Command {}

    /** Keeps all shards swept for as long as one node of the cluster lives. To be called on every node. */
    public static void start(ActorSystem<?> system, AlarmBook book, Waker waker, Clock clock, AlarmSettings settings) {
        StoreNews news = new StoreNews();
        ShardedDaemonProcess.get(system)
                .init(
                        Command.class,
                        "alarm-sweep",
                        AlarmShard.COUNT,
                        shard -> create(shard, book, waker, clock, settings, news),
                        Signal.STOP);
    }

    static Behavior<Command> create(
            int shard, AlarmBook book, Waker waker, Clock clock, AlarmSettings settings, StoreNews news) {
        Behavior<Command> behavior = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Signal.TICK, Duration.ZERO, settings.tick());
            return new AlarmSweep(context, shard, book, waker, clock, settings, news);
        }));
        return Behaviors.supervise(behavior)
                .onFailure(SupervisorStrategy.restartWithBackoff(RESTART_MIN, RESTART_MAX, RESTART_JITTER));
    }

    private final int shard;
    private final AlarmBook book;
    private final Waker waker;
    private final Clock clock;
    private final AlarmSettings settings;
    private final StoreNews news;
    private @Nullable ShardSweep sweep;
    private boolean locating;
    private boolean noting;

    private AlarmSweep(
            ActorContext<Command> context,
            int shard,
            AlarmBook book,
            Waker waker,
            Clock clock,
            AlarmSettings settings,
            StoreNews news) {
        super(context);
        this.shard = shard;
        this.book = book;
        this.waker = waker;
        this.clock = clock;
        this.settings = settings;
        this.news = news;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(Signal.TICK, this::onTick)
                .onMessage(Located.class, this::onLocated)
                .onMessage(Found.class, this::onFound)
                .onMessage(Woken.class, this::onWoken)
                .onMessage(Noted.class, this::onNoted)
                .onMessageEquals(Signal.STOP, this::onStop)
                .build();
    }

    private Behavior<Command> onStop() {
        news.gone(shard);
        return Behaviors.stopped();
    }

    private Behavior<Command> onTick() {
        if (sweep == null) {
            locate();
            return this;
        }
        for (Alarm lost : sweep.tick(clock.instant())) {
            givenUp(lost);
        }
        note(sweep);
        return proceed(sweep);
    }

    private void locate() {
        if (!locating) {
            locating = true;
            getContext()
                    .pipeToSelf(
                            book.sweptTo(shard),
                            (found, failure) -> new Located(found == null ? null : found.orElse(null), failure));
        }
    }

    private Behavior<Command> onLocated(Located located) {
        locating = false;
        store(located.failure);
        if (sweep != null || located.failure != null) {
            return this;
        }
        Instant now = clock.instant();
        // Nothing is noted before the first alarm is set: then there is none yet.
        Instant from = located.sweptTo == null ? now.minus(settings.overlap()) : located.sweptTo;
        if (from.isBefore(now.minus(settings.overlap().multipliedBy(2)))) {
            LOG.info("Alarms, shard {}: catching up from {}", shard, from);
        }
        sweep = new ShardSweep(settings, from, now);
        return onTick();
    }

    private Behavior<Command> onFound(Found found) {
        store(found.failure);
        if (sweep == null) {
            return this;
        }
        if (found.alarms == null) {
            sweep.unread(found.slice);
            return this;
        }
        sweep.found(found.slice, found.alarms);
        return proceed(sweep);
    }

    private Behavior<Command> onWoken(Woken woken) {
        if (sweep == null) {
            return this;
        }
        if (woken.failure == null) {
            sweep.woken(woken.alarm);
        } else {
            LOG.debug("Alarms, shard {}: {} to be woken again", shard, woken.alarm, woken.failure);
            if (sweep.failed(woken.alarm, clock.instant())) {
                givenUp(woken.alarm);
            }
        }
        return proceed(sweep);
    }

    private Behavior<Command> onNoted(Noted noted) {
        noting = false;
        store(noted.failure);
        if (sweep != null && noted.failure == null) {
            sweep.noted(noted.sweptTo);
        }
        return this;
    }

    private Behavior<Command> proceed(ShardSweep current) {
        for (Alarm alarm : current.toWake(clock.instant())) {
            getContext().pipeToSelf(wake(alarm), (done, failure) -> new Woken(alarm, failure));
        }
        Slice slice = current.nextRead();
        if (slice != null) {
            getContext().pipeToSelf(book.due(shard, slice), (found, failure) -> new Found(slice, found, failure));
        }
        return this;
    }

    /** A waker that throws has failed for this one; the others have nothing to do with it. */
    private CompletionStage<?> wake(Alarm alarm) {
        try {
            return waker.wake(alarm);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void note(ShardSweep current) {
        Instant sweptTo = current.toNote();
        if (sweptTo != null && !noting) {
            noting = true;
            getContext().pipeToSelf(book.note(shard, sweptTo), (done, failure) -> new Noted(sweptTo, failure));
        }
    }

    private void store(@Nullable Throwable failure) {
        if (failure == null) {
            news.answered(shard);
        } else {
            news.failed(shard, failure);
        }
    }

    private void givenUp(Alarm alarm) {
        LOG.error(
                "Alarms, shard {}: {} is given up: it could not be woken for {}",
                shard,
                alarm,
                settings.waking().giveUpAfter());
    }
}
