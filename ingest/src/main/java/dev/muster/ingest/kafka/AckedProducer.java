package dev.muster.ingest.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Produces lists of records and answers when all of a list are acked. {@code send} of Kafka's producer blocks while it waits
 * for metadata or room; here it does so on a thread of its own, behind a bounded queue, so that callers never block.
 * Thread-safe.
 */
public final class AckedProducer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AckedProducer.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private final ExecutorService sender;
    private final int pendingMax;
    private @Nullable Producer<byte[], byte[]> producer;

    /** Connects to nothing yet. */
    public static AckedProducer create(PublisherSettings settings, String clientId) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new AckedProducer(
                () -> new KafkaProducer<>(settings.producer(clientId), bytes, bytes), clientId, settings.pendingMax());
    }

    /** {@code factory} is asked until it gives a producer: Kafka's throws as long as no broker's name resolves. */
    public AckedProducer(Supplier<Producer<byte[], byte[]>> factory, String name, int pendingMax) {
        this.factory = factory;
        this.pendingMax = pendingMax;
        this.sender = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(pendingMax), task -> thread(task, name));
    }

    /** All acked, in the order given; or a failed stage with {@link KafkaUnavailableException}. */
    public CompletionStage<List<RecordMetadata>> send(List<ProducerRecord<byte[], byte[]>> records) {
        return send(records, () -> true);
    }

    /**
     * The same for records that must not go out late.
     *
     * @param inTime asked when they are about to be handed to Kafka's producer, where they may still wait for its {@code
     *     max.block.ms}; {@code false}: none of them goes out, and the stage fails
     */
    public CompletionStage<List<RecordMetadata>> send(
            List<ProducerRecord<byte[], byte[]>> records, BooleanSupplier inTime) {
        if (records.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Acks acks = new Acks(records.size());
        try {
            sender.execute(new Send(records, inTime, acks));
        } catch (RejectedExecutionException e) {
            acks.failed("Expected at most %d requests to wait for Kafka but there are more".formatted(pendingMax), e);
        }
        return acks.all;
    }

    /**
     * Gets to know the broker and the topic ahead of the first record, which would wait for that otherwise. Returns at once; while Kafka
     * is away, nothing comes of it.
     */
    public void prepare(String topic) {
        try {
            sender.execute(() -> {
                try {
                    List<PartitionInfo> unused = producer().partitionsFor(topic);
                } catch (KafkaException | IllegalStateException e) {
                    LOG.debug("Topic {} is not known yet", topic, e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Topic {} is got to know by those who wait already", topic, e);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = factory.get();
        }
        return producer;
    }

    /** Waits a bounded time for records under way. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(CLOSE_MAX.toSeconds(), TimeUnit.SECONDS)) {
                for (Runnable waiting : sender.shutdownNow()) {
                    if (waiting instanceof Send send) {
                        send.abandon();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (producer != null) {
                producer.close(CLOSE_MAX);
            }
        }
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private final class Send implements Runnable {
        private final List<ProducerRecord<byte[], byte[]>> records;
        private final BooleanSupplier inTime;
        private final Acks acks;

        Send(List<ProducerRecord<byte[], byte[]>> records, BooleanSupplier inTime, Acks acks) {
            this.records = records;
            this.inTime = inTime;
            this.acks = acks;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
        public void run() {
            try {
                Producer<byte[], byte[]> open = producer();
                if (!inTime.getAsBoolean()) {
                    acks.failed("Expected to reach Kafka in time but it is too late", new CancellationException());
                    return;
                }
                for (int i = 0; i < records.size(); i++) {
                    int position = i;
                    // One failure fails the list: do not block for each of the others in turn.
                    if (acks.all.isCompletedExceptionally()) {
                        return;
                    }
                    open.send(records.get(i), (metadata, failure) -> acks.back(position, metadata, failure));
                }
            } catch (KafkaException | IllegalStateException e) {
                acks.failed("Expected Kafka to take the records but it did not: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                acks.all.completeExceptionally(e);
            }
        }

        void abandon() {
            acks.failed("Expected Kafka to take the records but Muster stops", new CancellationException());
        }
    }

    private static final class Acks {
        private final CompletableFuture<List<RecordMetadata>> all = new CompletableFuture<>();
        private final @Nullable RecordMetadata[] metadata;
        private final AtomicInteger open;

        Acks(int records) {
            metadata = new RecordMetadata[records];
            open = new AtomicInteger(records);
        }

        void back(int position, @Nullable RecordMetadata ack, @Nullable Exception failure) {
            if (failure != null) {
                failed("Expected Kafka to ack the records but it did not: " + failure.getMessage(), failure);
                return;
            }
            metadata[position] = ack;
            if (open.decrementAndGet() == 0) {
                all.complete(new ArrayList<>(Arrays.asList(metadata)));
            }
        }

        void failed(String message, Throwable cause) {
            all.completeExceptionally(new KafkaUnavailableException(message, cause));
        }
    }
}
