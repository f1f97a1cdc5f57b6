package dev.muster.twinservice.live;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import dev.muster.twinservice.http.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One view, polled while somebody reads it. One per view and node, child of {@link LiveDirectory}.
 *
 * <pre>
 *            Next                       Polled                            Poll (timer)
 * IDLE       waits, poll -> POLLING     -                                 -
 * POLLING    rows or waits              answers all -> PAUSING            -
 * PAUSING    rows or waits              -                                 wanted: poll -> POLLING, else -> IDLE
 * </pre>
 *
 * A reader waits until something changed behind its position, or for so long that it has to hear that nothing did; the end of a
 * poll answers it. While no poll ends, {@code Late} says so to whoever waits.
 */
final class LiveView extends AbstractBehavior<LiveView.Command> {
    /**
     * How often.
     *
     * @param poll between two polls
     * @param event between two answers to a reader, also where nothing changed; no shorter than {@code poll}
     */
    record Rhythm(Duration poll, Duration event) {}

    /** What a view understands. */
    sealed interface Command {}

    /** What is behind this position? Answered with at most {@code max} rows. */
    record Next(Optional<LivePosition> position, int max, ActorRef<LiveAnswer> replyTo) implements Command {}

    /** @param failure {@code null}: there is a poll */
    private record Ended(
            LiveSource.@Nullable Poll poll, @Nullable Throwable failure) implements Command {}

    private enum Timer implements Command {
        POLL,
        LATE
    }

    private enum Phase {
        IDLE,
        POLLING,
        PAUSING
    }

    /** Keys of rows that went away: 10,000 of the longest are 3 MB. */
    static final int GONE_MAX = 10_000;

    /** Without the end of a poll for so long, the rows are not current: before readers take the silence for a lost connection. */
    static final Duration LATE_AFTER = Duration.ofSeconds(3);

    /** Longer than any poll takes: a clock that was set forward must not stop the view. */
    static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);

    /** @param onIdle is told, with how often this view was asked until then, when it is not polled any more */
    static Behavior<Command> create(
            LiveSource source, long incarnation, Rhythm rhythm, Clock clock, LongConsumer onIdle) {
        LiveRows rows = new LiveRows(incarnation, GONE_MAX);
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new LiveView(context, timers, source, rows, rhythm, clock, onIdle)));
    }

    private final TimerScheduler<Command> timers;
    private final LiveSource source;
    private final LiveRows rows;
    private final Rhythm rhythm;
    private final Clock clock;
    private final LongConsumer onIdle;
    private final List<Next> waiting = new ArrayList<>();
    private Phase phase = Phase.IDLE;
    private Instant began = Instant.MIN;
    /** When everybody who waited was answered last. */
    private Instant answered = Instant.EPOCH;

    private boolean current;
    /** Whether somebody asked since the last poll began. */
    private boolean wanted;

    private long asked;

    private LiveView(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            LiveSource source,
            LiveRows rows,
            Rhythm rhythm,
            Clock clock,
            LongConsumer onIdle) {
        super(context);
        this.timers = timers;
        this.source = source;
        this.rows = rows;
        this.rhythm = rhythm;
        this.clock = clock;
        this.onIdle = onIdle;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Next.class, this::onNext)
                .onMessage(Ended.class, this::onEnded)
                .onMessageEquals(Timer.POLL, this::onPollTimer)
                .onMessageEquals(Timer.LATE, this::onLate)
                .build();
    }

    private Behavior<Command> onNext(Next next) {
        asked++;
        wanted = true;
        if (!current || !isTold(next)) {
            waiting.add(next);
        }
        if (phase == Phase.IDLE) {
            poll();
        }
        return this;
    }

    private boolean isTold(Next next) {
        LiveAnswer.Rows part = rows.after(next.position().orElse(null), next.max());
        if (part.isNews()) {
            next.replyTo().tell(part);
        }
        return part.isNews();
    }

    private void poll() {
        phase = Phase.POLLING;
        wanted = false;
        began = clock.instant();
        if (!timers.isTimerActive(Timer.LATE)) {
            timers.startSingleTimer(Timer.LATE, LATE_AFTER);
        }
        getContext().pipeToSelf(asked(), Ended::new);
    }

    private CompletionStage<LiveSource.Poll> asked() {
        try {
            return source.poll();
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    private Behavior<Command> onEnded(Ended ended) {
        phase = Phase.PAUSING;
        timers.startSingleTimer(Timer.LATE, LATE_AFTER);
        Duration took = Duration.between(began, clock.instant());
        if (ended.poll() instanceof LiveSource.Polled polled) {
            timers.startSingleTimer(Timer.POLL, pause(rhythm.poll(), took));
            rows.replaceAll(polled.asOf(), polled.rows());
            current = true;
            answer();
        } else {
            timers.startSingleTimer(Timer.POLL, pause(rhythm.event(), took));
            refuse(ended.poll() instanceof LiveSource.Refused refused ? refused.problem() : failed(ended.failure()));
        }
        return this;
    }

    /** Those for whom there is news; everybody where the next poll, which comes late by a little, is too late; or the clock was set. */
    private void answer() {
        Duration silence = Duration.between(answered, began).abs();
        if (silence.plus(rhythm.poll()).compareTo(rhythm.event()) >= 0) {
            answered = began;
            waiting.forEach(
                    next -> next.replyTo().tell(rows.after(next.position().orElse(null), next.max())));
            waiting.clear();
        } else {
            waiting.removeIf(this::isTold);
        }
    }

    /** At least as long as the poll took, so that a view that is a lot of work takes half of a core at most. */
    private static Duration pause(Duration interval, Duration took) {
        Duration rest = interval.minus(took);
        Duration pause = rest.compareTo(took) > 0 ? rest : took;
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }

    private Behavior<Command> onPollTimer() {
        if (wanted || !waiting.isEmpty()) {
            poll();
        } else {
            phase = Phase.IDLE;
            current = false;
            timers.cancel(Timer.LATE);
            onIdle.accept(asked);
        }
        return this;
    }

    private Behavior<Command> onLate() {
        refuse(Problem.unavailable("Expected this view to be brought up to date within %d s but it was not"
                .formatted(LATE_AFTER.toSeconds())));
        timers.startSingleTimer(Timer.LATE, rhythm.event());
        return this;
    }

    private void refuse(Problem problem) {
        current = false;
        LiveAnswer answer = new LiveAnswer.Unavailable(clock.instant(), problem);
        waiting.forEach(next -> next.replyTo().tell(answer));
        waiting.clear();
    }

    private static Problem failed(@Nullable Throwable failure) {
        LOG.error("A live view could not be polled", failure);
        return Problem.unavailable("Expected the rows of this view but asking for them failed: a bug of Muster");
    }
}
