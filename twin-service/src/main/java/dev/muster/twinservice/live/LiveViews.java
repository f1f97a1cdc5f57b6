package dev.muster.twinservice.live;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.japi.Pair;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import dev.muster.twinservice.http.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The live views of this node and how many read them. Streams end when the node shuts down. Thread-safe. */
public final class LiveViews implements LiveReads {
    /** Views answer far sooner, and be it that they have nothing: this is for one that failed. */
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(10);

    /** For the end of the last stream to get out, before its connection is closed. */
    private static final Duration END_GRACE = Duration.ofMillis(100);

    /** Ending takes no time, whether or not readers take what they get. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final ActorRef<LiveDirectory.Command> directory;
    private final LiveSettings settings;
    private final Clock clock;
    private final SharedKillSwitch end = KillSwitches.shared("live");
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicInteger readers = new AtomicInteger();
    /** Of streams, when the node shuts down. */
    private final CompletableFuture<Done> ended = new CompletableFuture<>();

    private LiveViews(
            ActorSystem<?> system, ActorRef<LiveDirectory.Command> directory, LiveSettings settings, Clock clock) {
        this.system = system;
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Once per actor system; ends with it.
     *
     * @param incarnations numbers that no node ever drew before, such as random ones
     */
    public static LiveViews start(
            ActorSystem<?> system, LiveSettings settings, Clock clock, LongSupplier incarnations) {
        ActorRef<LiveDirectory.Command> directory =
                system.systemActorOf(LiveDirectory.create(settings, clock, incarnations), "live", Props.empty());
        LiveViews views = new LiveViews(system, directory, settings, clock);
        // Before the port is closed: connections would be cut off in the middle of an event, or waited for in vain.
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "end live streams", views::end);
        return views;
    }

    /** How many read now. */
    public int readers() {
        return readers.get();
    }

    @Override
    public int missingMax() {
        return settings.missingMax();
    }

    @Override
    public Optional<Problem> refusal() {
        if (ending.get()) {
            return Optional.of(Problem.unavailable("Expected a node that stays but this one shuts down; try again"));
        }
        return readers.get() < settings.readersMax()
                ? Optional.empty()
                : Optional.of(Problem.unavailable(
                        "Expected fewer than %d readers of live views on this node but there are as many; try again later"
                                .formatted(settings.readersMax())));
    }

    @Override
    public Source<LiveAnswer, NotUsed> read(String view, Supplier<LiveSource> source, Optional<LivePosition> from) {
        Source<LiveAnswer, NotUsed> answers = Source.unfoldAsync(from, position -> next(view, source, position)
                .thenApplyAsync(answer -> Optional.of(Pair.create(after(answer, position), answer)), Runnable::run));
        // Counted only when it really flows: a connection that is gone by then would never be seen to end.
        return Source.lazySource(() -> isCounted()
                        ? answers.watchTermination((none, over) -> {
                            over.whenCompleteAsync((done, failure) -> leave(), Runnable::run);
                            return none;
                        })
                        : Source.<LiveAnswer>empty())
                .via(end.flow())
                .mapMaterializedValue(later -> NotUsed.getInstance());
    }

    private CompletionStage<LiveAnswer> next(
            String view, Supplier<LiveSource> source, Optional<LivePosition> position) {
        return AskPattern.<LiveDirectory.Command, LiveAnswer>ask(
                        directory,
                        replyTo -> new LiveDirectory.Read(
                                view, source, new LiveView.Next(position, settings.rowsPerEventMax(), replyTo)),
                        ASK_TIMEOUT,
                        system.scheduler())
                .exceptionallyAsync(
                        failure -> new LiveAnswer.Unavailable(clock.instant(), Problem.late()), Runnable::run);
    }

    private static Optional<LivePosition> after(LiveAnswer answer, Optional<LivePosition> position) {
        return answer instanceof LiveAnswer.Rows rows ? Optional.of(rows.next()) : position;
    }

    /** Not above the limit, also when many begin at once. */
    private boolean isCounted() {
        int before = readers.getAndUpdate(now -> Math.min(now + 1, settings.readersMax()));
        return before < settings.readersMax();
    }

    private void leave() {
        if (readers.decrementAndGet() == 0 && ending.get()) {
            ended.complete(Done.getInstance());
        }
    }

    private CompletionStage<Done> end() {
        ending.set(true);
        boolean isRead = readers.get() > 0;
        end.shutdown();
        if (!isRead) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return ended.thenApplyAsync(
                        done -> done,
                        CompletableFuture.delayedExecutor(END_GRACE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run))
                .completeOnTimeout(Done.getInstance(), END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
