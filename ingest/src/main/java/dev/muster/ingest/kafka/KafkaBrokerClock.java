package dev.muster.ingest.kafka;

import dev.muster.ingest.deadline.BrokerClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka has no call that tells its time. A record does: a topic with {@code LogAppendTime} acks each with the time at which the
 * broker appended it. One tiny record per look, of no use afterwards; that it is taken also proves that senders can send.
 */
public final class KafkaBrokerClock implements BrokerClock, AutoCloseable {
    private static final byte[] NO_BYTES = {};

    private final AckedProducer producer;
    private final String topic;

    private KafkaBrokerClock(AckedProducer producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Connects to nothing yet. */
    public static KafkaBrokerClock create(PublisherSettings settings, String topic) {
        return new KafkaBrokerClock(AckedProducer.create(settings, "muster-clock"), topic);
    }

    @Override
    public CompletionStage<Instant> now() {
        return producer.send(List.of(new ProducerRecord<>(topic, NO_BYTES)))
                .thenApply(acks -> Instant.ofEpochMilli(acks.get(0).timestamp()));
    }

    /** Waits a bounded time for the record under way. */
    @Override
    public void close() {
        producer.close();
    }
}
