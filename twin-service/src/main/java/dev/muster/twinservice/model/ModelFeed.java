package dev.muster.twinservice.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the changelog from its beginning and applies it to this node's view; also moves the view's time on. All of that
 * happens on one thread of its own. An error ends nothing: after a pause it reads on behind the last change applied, and
 * until then the view stays as it is.
 */
public final class ModelFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);

    /** So late may validities begin and end, and questions for the end of the changelog be put. */
    private static final Duration POLL = Duration.ofMillis(100);

    private static final Duration END_OFFSET_WITHIN = Duration.ofSeconds(2);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final InMemoryModelView view;
    private final Clock clock;
    private final ModelSettings.Feed settings;
    private final TopicPartition partition;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final java.util.function.Consumer<String> onOutdated;
    private final Executor executor;
    private final Queue<CompletableFuture<Long>> askingForEnd = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Long> caughtUpOnce = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LongAdder unreadable = new LongAdder();
    private final Thread thread = new Thread(this::run, "model-feed");
    private boolean fromBeginning = true;

    /** Up to here the view has everything, whether it shows it yet or not. */
    private long taken = -1;

    private ModelFeed(FollowedChangelog changelog, InMemoryModelView view, Clock clock, ModelSettings.Feed settings) {
        this.view = view;
        this.clock = clock;
        this.settings = settings;
        this.partition = changelog.partition();
        this.consumers = changelog.consumers();
        this.onOutdated = changelog.onOutdated();
        this.executor = changelog.executor();
        thread.setDaemon(true);
    }

    /**
     * What to follow.
     *
     * @param consumers makes a consumer; the feed assigns, uses and closes it on its own thread
     * @param onOutdated is told the key of a document that is older than one before it; must not block
     * @param executor for whoever waits for {@link #caughtUp()}
     */
    record FollowedChangelog(
            TopicPartition partition,
            Supplier<Consumer<byte[], byte[]>> consumers,
            java.util.function.Consumer<String> onOutdated,
            Executor executor) {}

    static ModelFeed start(
            FollowedChangelog changelog, InMemoryModelView view, Clock clock, ModelSettings.Feed settings) {
        ModelFeed feed = new ModelFeed(changelog, view, clock, settings);
        feed.thread.start();
        return feed;
    }

    /**
     * Completes with a position, once the view is at least as new as the changelog was at the call; fails with {@link
     * TimeoutException} when that takes too long. Before the node has caught up for the first time it waits as long as it
     * takes, because until then the node has nothing else to do.
     */
    public CompletionStage<Long> caughtUp() {
        if (!caughtUpOnce.isDone()) {
            return caughtUpOnce.whenCompleteAsync((position, failure) -> {}, executor);
        }
        CompletableFuture<Long> end = new CompletableFuture<>();
        askingForEnd.add(end);
        return end.thenCompose(this::reached)
                .orTimeout(settings.caughtUpWithin().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((position, failure) -> {}, executor);
    }

    /** Changelog records that are no documents of this version, and were passed over. Anything above 0 is an alarm. */
    public long unreadable() {
        return unreadable.sum();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletionStage<Long> reached(long position) {
        return view.reached(position, settings.caughtUpWithin())
                .thenCompose(reached -> reached
                        ? CompletableFuture.completedStage(position)
                        : CompletableFuture.failedStage(
                                new TimeoutException("Expected the view at position %d but it is at %d"
                                        .formatted(position, view.position()))));
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                consumer.assign(List.of(partition));
                seek(consumer);
                while (closing.getCount() > 0) {
                    follow(consumer);
                }
            } catch (OffsetOutOfRangeException e) {
                // Only somebody who makes the topic anew brings that about. Documents are whole, so reading again is
                // safe.
                LOG.error("The changelog does not hold what comes after position {}: reading it again", taken);
                fromBeginning = true;
            } catch (KafkaException e) {
                LOG.warn("Following the changelog behind position {} failed: {}", taken, e.toString());
            } catch (RuntimeException e) {
                LOG.error("Applying the changelog behind position {} failed unexpectedly", taken, e);
            }
            pause();
        }
    }

    private void seek(Consumer<byte[], byte[]> consumer) {
        if (fromBeginning) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, taken + 1);
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
        if (!records.isEmpty()) {
            take(records);
            fromBeginning = false;
        }
        if (caughtUpOnce.isDone()) {
            view.advance(clock.instant());
        }
        answerEnd(consumer);
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Change> changes = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> changed : records) {
            try {
                changes.add(new Change(changed.offset(), DocumentCodec.decode(value(changed))));
            } catch (IllegalArgumentException e) {
                unreadable.increment();
                LOG.error(
                        "Passing over changelog record {} with key {}: {}",
                        changed.offset(),
                        key(changed),
                        e.getMessage());
            }
        }
        boolean readBefore = records.get(0).offset() <= taken;
        // Nobody uses the view before it has caught up, so until then it need not show what follows from each batch.
        List<String> outdated = caughtUpOnce.isDone() ? view.apply(changes) : view.load(changes);
        if (!readBefore) {
            outdated.forEach(onOutdated);
        }
        taken = records.get(records.size() - 1).offset();
        if (caughtUpOnce.isDone()) {
            view.skipTo(taken);
        }
    }

    /** One request tells the end to everybody who asked before it was sent. */
    private void answerEnd(Consumer<byte[], byte[]> consumer) {
        List<CompletableFuture<Long>> asking = new ArrayList<>();
        for (CompletableFuture<Long> next = askingForEnd.poll(); next != null; next = askingForEnd.poll()) {
            asking.add(next);
        }
        if (asking.isEmpty() && caughtUpOnce.isDone()) {
            return;
        }
        try {
            long last =
                    consumer.endOffsets(List.of(partition), END_OFFSET_WITHIN).getOrDefault(partition, 0L) - 1;
            asking.forEach(end -> end.complete(last));
            if (taken >= last && !caughtUpOnce.isDone()) {
                view.advance(clock.instant());
                view.skipTo(taken);
                LOG.info("The view has caught up with the changelog at position {}", last);
                caughtUpOnce.complete(last);
            }
        } catch (KafkaException e) {
            asking.forEach(end -> end.completeExceptionally(e));
            throw e;
        }
    }

    private void pause() {
        try {
            boolean goesOn = !closing.await(settings.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
            if (goesOn && caughtUpOnce.isDone()) {
                view.advance(clock.instant());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> changed) {
        byte[] value = changed.value();
        if (value == null) {
            throw new IllegalArgumentException("Expected a document but got a tombstone: nothing is ever deleted");
        }
        return value;
    }

    private static String key(ConsumerRecord<byte[], byte[]> changed) {
        return changed.key() == null ? "none" : new String(changed.key(), UTF_8);
    }
}
