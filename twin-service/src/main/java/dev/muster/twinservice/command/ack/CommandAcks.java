package dev.muster.twinservice.command.ack;

import akka.Done;
import akka.NotUsed;
import akka.actor.Cancellable;
import akka.actor.typed.ActorSystem;
import akka.event.Logging;
import akka.kafka.javadsl.Consumer;
import akka.stream.KillSwitches;
import akka.stream.RestartSettings;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.Quarantine;
import dev.muster.ingest.batch.PortRetry;
import dev.muster.ingest.batch.Progress;
import dev.muster.ingest.kafka.KafkaAdmin;
import dev.muster.ingest.kafka.KafkaOffsets;
import dev.muster.ingest.kafka.LostOffsetsException;
import dev.muster.ingest.kafka.OffsetGuard;
import dev.muster.ingest.stream.AkkaTimers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of answers from the topic {@code command-acks} to the twins: at least once. An offset is committed after the twin, or the
 * quarantine, has everything up to it.
 *
 * <ul>
 *   <li>A twin that does not answer is asked until it does; its partition waits, bounded, and the others go on.
 *   <li>An answer that nobody can use goes to quarantine and never stops the stream.
 *   <li>A consumer that fails is started again from the last commit. There is no watch for one that neither fails nor moves: every wait
 *       here ends by its own timeout.
 *   <li>A group that was never there begins at the first record; offsets that are lost stop their partition with an alarm.
 * </ul>
 *
 * Starts in any order: until Kafka is there, it is tried again. Thread-safe.
 */
public final class CommandAcks {
    private static final Logger LOG = LoggerFactory.getLogger(CommandAcks.class);
    private static final Duration REQUEST_MAX = Duration.ofSeconds(10);

    private final ActorSystem<?> system;
    private final AckSettings settings;
    private final AckCounts counts = new AckCounts();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private final SharedKillSwitch end = KillSwitches.shared("command-acks");
    private final AtomicBoolean draining = new AtomicBoolean();
    private final CompletionStage<Done> done;
    private volatile @Nullable AckRun run;

    /** Starts consuming; returns at once. The topic is created and checked by {@code TopicSetup} before. */
    public static CommandAcks start(
            ActorSystem<?> system, AckSettings settings, AckTaker twins, Quarantine quarantine) {
        return new CommandAcks(system, settings, twins, quarantine);
    }

    private CommandAcks(ActorSystem<?> system, AckSettings settings, AckTaker twins, Quarantine quarantine) {
        this.system = system;
        this.settings = settings;
        KafkaAdmin kafka = new KafkaAdmin(settings.brokers(), REQUEST_MAX);
        OffsetGuard guard = new OffsetGuard(
                new KafkaOffsets(kafka, settings.topic(), settings.consumerGroup()), settings.consumerGroup());
        AckProcessor.Ports ports = new AckProcessor.Ports(twins, quarantine);
        AkkaTimers timers = new AkkaTimers(system);
        Supplier<AckProcessor> processors = () -> new AckProcessor(
                ports, new PortRetry(settings.retrying(), timers, new SplittableRandom(), new Progress()), counts);
        this.done = RestartSource.onFailuresWithBackoff(restartSettings(), () -> nextRun(guard, processors))
                .via(end.flow())
                .runWith(Sink.ignore(), system);
        done.whenComplete((value, failure) -> {
            kafka.close();
            if (!draining.get()) {
                LOG.error("Reading answers to commands has ended though nobody asked it to", failure);
            }
        });
    }

    private Source<Done, NotUsed> nextRun(OffsetGuard guard, Supplier<AckProcessor> processors) {
        AckRun next = new AckRun(system, settings, guard, processors, this::runs);
        run = next;
        return next.source().mapError(Throwable.class, failure -> {
            failed(failure);
            return failure;
        });
    }

    /** What became of answers since the process started. */
    public AckFigures figures() {
        return counts.figures();
    }

    /** Why the consumer does not run at the moment; empty: it does, or has not had a reason to stop yet. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    /**
     * Ends at once, without waiting for anything: this node has been given up, so nothing that it has taken can be done any more, and
     * others wait for its partitions. What is not committed is delivered to them.
     */
    public CompletionStage<Done> abandon() {
        draining.set(true);
        end.shutdown();
        return done;
    }

    /**
     * Takes nothing more from Kafka, and completes when what was taken is done and committed, or when the drain timeout has passed;
     * what is not committed then is delivered again to whoever comes next. Later calls return the same.
     */
    public CompletionStage<Done> drain() {
        if (!draining.compareAndSet(false, true)) {
            return done;
        }
        AckRun current = run;
        Consumer.Control control = current == null ? null : current.running();
        if (control == null) {
            end.shutdown();
            return done;
        }
        Cancellable timeout =
                system.scheduler().scheduleOnce(settings.drainTimeout(), end::shutdown, system.executionContext());
        control.drainAndShutdown(done, system.executionContext()).whenComplete((value, failure) -> timeout.cancel());
        return done;
    }

    private void runs() {
        if (problem.getAndSet(null) != null) {
            LOG.info("Answers to commands are read again");
        }
    }

    /** Says each change once, however often the consumer is tried again. */
    private void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String now = String.valueOf(cause instanceof LostOffsetsException ? cause.getMessage() : cause);
        if (Objects.equals(problem.getAndSet(now), now)) {
            return;
        }
        if (cause instanceof LostOffsetsException) {
            LOG.error("Answers to commands are not read: {}", now);
        } else {
            LOG.warn("Reading answers to commands stopped, and is started again until it runs: {}", now);
        }
    }

    private RestartSettings restartSettings() {
        Backoff backoff = settings.restarting();
        return RestartSettings.create(backoff.min(), backoff.max(), backoff.jitter())
                .withLogSettings(RestartSettings.createLogSettings(Logging.DebugLevel()));
    }
}
