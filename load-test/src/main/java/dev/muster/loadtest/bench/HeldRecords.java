package dev.muster.loadtest.bench;

import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.loadtest.service.ServiceFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records that Kafka has and nobody sees yet. Everybody who is measured reads committed records only, Muster always does: so a round is
 * produced in one transaction, to its last ack, while those who wait for it have nothing to do, and its clock starts with the
 * commit. Stopping a reader meanwhile would not do: a node of Muster that stood still ends itself, and one that was started anew is
 * cold; and without either, what is measured is how the reader keeps up with the producer, on cores that both share. Not thread-safe.
 */
public final class HeldRecords implements AutoCloseable {
    /** The longest that a broker allows unless told otherwise. */
    private static final Duration HELD_MAX = Duration.ofMinutes(15);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, long[]> ends = new HashMap<>();
    private final int partitions;
    private boolean isHeld;

    /** {@code id}: nobody else holds records under it. */
    public HeldRecords(String bootstrapServers, String id, int partitions) {
        this.partitions = partitions;
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("transactional.id", id);
        settings.put("transaction.timeout.ms", Math.toIntExact(HELD_MAX.toMillis()));
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", 20);
        settings.put("batch.size", 256 * 1024);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Returns when Kafka has all of them, with the offset after the last one of the topic by partition. */
    public List<Long> hold(String topic, Stream<Sample> samples) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        long[] last = ends.computeIfAbsent(topic, any -> new long[partitions]);
        if (isHeld) {
            // Somebody fell out before it began to read.
            producer.abortTransaction();
        }
        producer.beginTransaction();
        isHeld = true;
        samples.forEach(sample -> producer.send(
                new ProducerRecord<>(
                        topic, sample.source().value().getBytes(StandardCharsets.UTF_8), TelemetryCodec.encode(sample)),
                (metadata, failed) -> {
                    // One thread of the producer calls all of these, before flush returns.
                    if (failed != null) {
                        failure.compareAndSet(null, failed);
                    } else {
                        last[metadata.partition()] = Math.max(last[metadata.partition()], metadata.offset() + 1);
                    }
                }));
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new ServiceFailure("Expected Kafka to take all records but got: " + failed.getMessage());
        }
        return Arrays.stream(last).boxed().toList();
    }

    /** From now on they are seen; just before it returns. */
    public void release() {
        try {
            producer.commitTransaction();
            isHeld = false;
        } catch (KafkaException e) {
            throw new ServiceFailure("Expected Kafka to commit the records within %d minutes but got: %s"
                    .formatted(HELD_MAX.toMinutes(), e.getMessage()));
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
