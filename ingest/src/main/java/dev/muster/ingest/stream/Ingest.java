package dev.muster.ingest.stream;

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
import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.IngestSettings;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.batch.BatchProcessor;
import dev.muster.ingest.batch.GatheredWrites;
import dev.muster.ingest.batch.Outages;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.kafka.KafkaAdmin;
import dev.muster.ingest.kafka.KafkaOffsets;
import dev.muster.ingest.kafka.OffsetGuard;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of telemetry from Kafka to the twins and to history: at least once in, exactly once in effect. A record's offset is committed
 * after twin, history and quarantine have acked it; records of one source keep their order.
 *
 * <ul>
 *   <li>A port that does not answer is asked until it does; the stream waits, bounded, and Kafka keeps the rest.
 *   <li>A record that nobody can use goes to quarantine and never stops the stream.
 *   <li>A consumer that fails, or a stream that is stuck, is started again from the last commit.
 *   <li>Offsets that are lost stop their partition with an alarm; nothing is ever skipped.
 * </ul>
 *
 * Starts in any order: until Kafka is there, it is tried again. Thread-safe.
 */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final Duration REQUEST_MAX = Duration.ofSeconds(10);

    private final ActorSystem<?> system;
    private final IngestSettings settings;
    private final Outages outages = Outages.none();
    private final IngestAccounting accounting = new IngestAccounting();
    private final ConsumerState state = new ConsumerState();
    private final SharedKillSwitch end = KillSwitches.shared("ingest");
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Deadlines deadlines;
    private final KafkaAdmin kafka;
    private final CompletionStage<Done> done;
    private volatile @Nullable ConsumerRun run;

    /** Starts consuming; returns at once. The topic is created and checked by {@code TopicSetup} before. */
    public static Ingest start(ActorSystem<?> system, IngestSettings settings, IngestPorts ports, Clock clock) {
        return new Ingest(system, settings, ports, clock);
    }

    private Ingest(ActorSystem<?> system, IngestSettings settings, IngestPorts ports, Clock clock) {
        this.system = system;
        this.settings = settings;
        this.kafka = new KafkaAdmin(settings.brokers(), REQUEST_MAX);
        KafkaOffsets offsets = new KafkaOffsets(kafka, settings.topic(), settings.consumerGroup());
        this.deadlines = new Deadlines(ports.silence().fleet(), ports.silence().twins(), settings.deadlines(), clock);
        AkkaTimers timers = new AkkaTimers(system);
        IngestPorts gathering = ports.writing(
                new GatheredWrites(ports.history(), settings.batching().writeWait(), timers));
        ConsumerContext context = new ConsumerContext(
                settings,
                ConsumerContext.consumer(system, settings),
                ConsumerContext.committer(system, settings.committing()),
                new OffsetGuard(offsets, settings.consumerGroup()),
                accounting,
                deadlines,
                state,
                clock,
                partition -> new BatchProcessor(
                        partition,
                        gathering,
                        outages,
                        settings.retrying(),
                        settings.patience(),
                        timers,
                        new SplittableRandom()));
        BrokerWatch broker = new BrokerWatch(ports.silence().clock(), offsets, accounting, deadlines);
        Cancellable lookTimer = every(settings.deadlines().lookInterval(), broker::look);
        Cancellable stuckTimer = every(settings.watching().idleTimeout(), this::look);
        this.done = RestartSource.onFailuresWithBackoff(restartSettings(), () -> nextRun(context))
                .via(end.flow())
                .runWith(Sink.ignore(), system);
        done.whenComplete((value, problem) -> {
            lookTimer.cancel();
            stuckTimer.cancel();
            kafka.close();
            if (!draining.get()) {
                LOG.error("Ingest has ended though nobody asked it to", problem);
            }
        });
    }

    private Source<Done, NotUsed> nextRun(ConsumerContext context) {
        ConsumerRun next = new ConsumerRun(context);
        run = next;
        return next.source();
    }

    /** What became of every record since the process started. */
    public IngestAccounting accounting() {
        return accounting;
    }

    /** Watermarks and deadlines of the partitions that this node reads. */
    public Deadlines deadlines() {
        return deadlines;
    }

    /** Which ports do not answer at the moment. */
    public Outages outages() {
        return outages;
    }

    /** Why the consumer does not run at the moment; empty: it does, or has not had a reason to stop yet. */
    public Optional<String> problem() {
        return state.problem();
    }

    /**
     * Takes nothing more from Kafka, and completes when what was taken is written and committed, or when the drain timeout has
     * passed; what is not committed then is delivered again to whoever comes next. Later calls return the same.
     */
    public CompletionStage<Done> drain() {
        if (!draining.compareAndSet(false, true)) {
            return done;
        }
        ConsumerRun current = run;
        Consumer.Control control = current == null ? null : current.running();
        if (control == null) {
            end.shutdown();
            return done;
        }
        Cancellable timeout = system.scheduler()
                .scheduleOnce(
                        settings.drainTimeout(),
                        () -> {
                            LOG.warn(
                                    "Ingest was not drained within {}: the rest is delivered again",
                                    settings.drainTimeout());
                            end.shutdown();
                        },
                        system.executionContext());
        control.drainAndShutdown(done, system.executionContext()).whenComplete((value, problem) -> timeout.cancel());
        return done;
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

    private void look() {
        ConsumerRun current = run;
        if (current != null) {
            current.look();
        }
    }

    private Cancellable every(Duration interval, Runnable task) {
        return system.scheduler().scheduleWithFixedDelay(interval, interval, task, system.executionContext());
    }

    private RestartSettings restartSettings() {
        Backoff backoff = settings.restarting().backoff();
        // ConsumerState says what happened, once per change; Akka would say it at every attempt.
        return RestartSettings.create(backoff.min(), backoff.max(), backoff.jitter())
                .withLogSettings(RestartSettings.createLogSettings(Logging.DebugLevel()));
    }
}
