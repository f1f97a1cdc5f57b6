package dev.muster.twinservice.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.ingest.broker.Brokers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The changelog as a compacted Kafka topic of one partition, each record a CloudEvent in the binary mode of its Kafka protocol
 * binding; {@code /asyncapi.json} describes it for others. What follows it here reads keys and values only, so records from
 * before there were headers are as good. One thread of its own hands records to the client, because the
 * client blocks while it does not know the broker, and because one thread keeps their order. What waits for that thread is
 * bounded by the writers: each hands in an entity again only after it was confirmed or has failed.
 */
final class KafkaChangelog implements Changelog, AutoCloseable {
    private static final int PARTITION = 0;
    private static final int LINGER_MS = 2;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "model-changelog");
        thread.setDaemon(true);
        return thread;
    });

    KafkaChangelog(Brokers brokers, String topic, Duration publishTimeout) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                producer(brokers, publishTimeout), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> producer(Brokers brokers, Duration publishTimeout) {
        int timeoutMs = Math.toIntExact(publishTimeout.toMillis());
        Map<String, Object> properties = new HashMap<>(brokers.properties());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "muster-model-changelog");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * ModelLimits.DOCUMENT_BYTES_MAX);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
        // The client wants delivery.timeout >= linger + request.timeout.
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs + LINGER_MS);
        return properties;
    }

    @Override
    public CompletionStage<Long> publish(List<Document> documents) {
        List<CompletableFuture<Long>> positions = documents.stream()
                .map(document -> new CompletableFuture<Long>())
                .toList();
        try {
            sender.execute(() -> {
                for (int i = 0; i < documents.size(); i++) {
                    send(documents.get(i), positions.get(i));
                }
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
        return CompletableFuture.allOf(positions.toArray(CompletableFuture[]::new))
                .thenApply(done -> positions.stream()
                        .mapToLong(CompletableFuture::join)
                        .max()
                        .orElseThrow());
    }

    /** Publishing a document again makes the same event, by its {@code ce_id}, for those who want to take each once. */
    static ProducerRecord<byte[], byte[]> changed(String topic, Document document) {
        String key = document.entityKey();
        String kind = key.substring(0, key.indexOf('/'));
        ProducerRecord<byte[], byte[]> changed =
                new ProducerRecord<>(topic, PARTITION, key.getBytes(UTF_8), DocumentCodec.encode(document));
        header(changed, "ce_specversion", "1.0");
        header(changed, "ce_id", key + "@" + document.revision());
        header(changed, "ce_source", "/muster/" + topic);
        header(changed, "ce_type", "dev.muster.model." + kind + ".changed");
        header(changed, "ce_time", document.lastRecordedAt().toString());
        header(changed, "ce_subject", key);
        header(changed, "content-type", "application/json");
        return changed;
    }

    private static void header(ProducerRecord<byte[], byte[]> changed, String name, String value) {
        changed.headers().add(name, value.getBytes(UTF_8));
    }

    private void send(Document document, CompletableFuture<Long> position) {
        try {
            // The answer comes by the callback.
            Future<RecordMetadata> unused = producer.send(changed(topic, document), (metadata, failure) -> {
                if (failure == null) {
                    position.complete(metadata.offset());
                } else {
                    position.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            // Thrown instead of handed to the callback while the broker is unknown, and after close. Nobody must wait
            // for ever.
            position.completeExceptionally(e);
        }
    }

    /** Sends what was handed in, for a bounded time. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_WITHIN);
    }
}
