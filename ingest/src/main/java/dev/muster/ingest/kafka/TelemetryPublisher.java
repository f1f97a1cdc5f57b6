package dev.muster.ingest.kafka;

import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts telemetry that came over HTTP where devices put theirs, so that it takes the same way from there. Thread-safe; never
 * blocks the caller.
 */
public final class TelemetryPublisher implements AutoCloseable {
    private final String topic;
    private final AckedProducer producer;

    /** Connects to nothing yet. */
    public static TelemetryPublisher create(PublisherSettings settings, String topic) {
        return new TelemetryPublisher(topic, AckedProducer.create(settings, "muster-telemetry-publisher"));
    }

    TelemetryPublisher(String topic, AckedProducer producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Completes when Kafka has acked every record (all in-sync replicas), with their places in the order given. Fails with
     * {@link KafkaUnavailableException} when that did not happen in time: some records may be there nevertheless, and sending the
     * list again is safe, since twins know duplicates.
     */
    public CompletionStage<List<Published>> publish(List<TelemetryRecord> records) {
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(records.size());
        for (TelemetryRecord telemetry : records) {
            byte[] key = telemetry.source().value().getBytes(StandardCharsets.UTF_8);
            encoded.add(new ProducerRecord<>(topic, key, TelemetryCodec.encode(telemetry)));
        }
        return producer.send(encoded).thenApply(acks -> acks.stream()
                .map(ack -> new Published(ack.partition(), ack.offset()))
                .toList());
    }

    /** Waits a bounded time for records under way. */
    @Override
    public void close() {
        producer.close();
    }
}
