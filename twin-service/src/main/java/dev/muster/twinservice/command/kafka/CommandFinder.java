package dev.muster.twinservice.command.kafka;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.ingest.batch.Timers;
import dev.muster.ingest.broker.Brokers;
import dev.muster.ingest.kafka.TopicSpec;
import dev.muster.twinservice.command.CommandRecord.Position;
import dev.muster.twinservice.command.kafka.CommandLineSettings.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Looks on the topic for commands that are in doubt, on a thread of its own. Who asks before a search begins is served by it: after a
 * crash many do at once. Thread-safe; callers never wait.
 */
final class CommandFinder implements AutoCloseable {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final TopicSpec topic;
    private final Finding settings;
    private final Timers timers;
    private final Clock clock;
    private final Runnable onClose;
    private final List<Wanted> waiting = new ArrayList<>();
    private boolean closed;
    private @Nullable Consumer<byte[], byte[]> reading;

    /** One that somebody asks for. */
    record Wanted(CommandId id, TopicPartition partition, Instant since, CompletableFuture<Optional<Position>> found) {}

    /** Connects to nothing yet. */
    static CommandFinder create(Brokers brokers, TopicSpec topic, Finding settings, Clock clock) {
        ScheduledThreadPoolExecutor searcher = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "muster-command-finder");
            thread.setDaemon(true);
            return thread;
        });
        searcher.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new CommandFinder(
                () -> new KafkaConsumer<>(consumer(brokers, settings), bytes, bytes),
                topic,
                settings,
                (delay, task) -> {
                    ScheduledFuture<?> search = searcher.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
                    return () -> search.cancel(false);
                },
                clock,
                () -> end(searcher));
    }

    private static void end(ScheduledThreadPoolExecutor searcher) {
        searcher.shutdown();
        try {
            if (!searcher.awaitTermination(CLOSE_MAX.toSeconds(), TimeUnit.SECONDS)) {
                List<Runnable> unused = searcher.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param timers run one task at a time */
    CommandFinder(
            Supplier<Consumer<byte[], byte[]>> consumers,
            TopicSpec topic,
            Finding settings,
            Timers timers,
            Clock clock,
            Runnable onClose) {
        this.consumers = consumers;
        this.topic = topic;
        this.settings = settings;
        this.timers = timers;
        this.clock = clock;
        this.onClose = onClose;
    }

    static Map<String, Object> consumer(Brokers brokers, Finding settings) {
        Map<String, Object> properties = new HashMap<>(brokers.properties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "muster-command-finder");
        // What is gone while it is being read fails the search, and is never taken for absent.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.timeout().toMillis()));
        properties.put(
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.timeout().toMillis()));
        return properties;
    }

    /** Empty: the partition held no record of it that was written from {@code since} on, up to its end after this call. */
    CompletionStage<Optional<Position>> find(CommandId id, int partition, Instant since) {
        CompletableFuture<Optional<Position>> found = new CompletableFuture<>();
        synchronized (this) {
            if (closed || waiting.size() >= settings.pendingMax()) {
                return CompletableFuture.failedFuture(new IllegalStateException(
                        "Expected at most %d commands to be looked for but there are more, or Muster stops"
                                .formatted(settings.pendingMax())));
            }
            waiting.add(new Wanted(id, new TopicPartition(topic.name(), partition), since, found));
            if (waiting.size() > 1) {
                return found;
            }
        }
        try {
            timers.once(settings.gather(), this::search);
        } catch (RejectedExecutionException e) {
            fail(take(), e);
        }
        return found;
    }

    private synchronized List<Wanted> take() {
        List<Wanted> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private void search() {
        List<Wanted> wanted = take();
        Throwable problem = new IllegalStateException("Expected the search to end but it broke off");
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            reads(consumer);
            new CommandSearch(consumer, settings, clock).run(wanted);
        } catch (RuntimeException e) {
            problem = e;
        } finally {
            reads(null);
            fail(wanted, problem);
        }
    }

    private synchronized void reads(@Nullable Consumer<byte[], byte[]> consumer) {
        if (closed && consumer != null) {
            consumer.wakeup();
        }
        reading = consumer;
    }

    /** Those that have no answer. */
    private static void fail(List<Wanted> wanted, Throwable problem) {
        wanted.forEach(one -> one.found().completeExceptionally(problem));
    }

    /** Gives up the search under way. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (reading != null) {
                reading.wakeup();
            }
        }
        onClose.run();
        fail(take(), new IllegalStateException("Expected an answer from Kafka but Muster stops"));
    }
}
