package dev.muster.twinservice.command.kafka;

import dev.muster.ingest.kafka.AckedProducer;
import dev.muster.ingest.kafka.PublisherSettings;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Tells events to whoever follows a topic: at least once, and those of one key in the order in which they were handed in. Thread-safe. */
public final class CloudEventTopic implements AutoCloseable {
    private final String topic;
    private final AckedProducer producer;

    /** Connects to nothing yet. */
    public static CloudEventTopic create(PublisherSettings settings, String topic) {
        return new CloudEventTopic(topic, AckedProducer.create(settings, "muster-" + topic));
    }

    /** Closes {@code producer} in the end. */
    public CloudEventTopic(String topic, AckedProducer producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /** Completes when Kafka has it; a failed stage leaves open whether it has. Never blocks. */
    public CompletionStage<?> publish(CloudEvent event) {
        return producer.send(List.of(event.on(topic, null)));
    }

    /** Waits a bounded time for what is under way. */
    @Override
    public void close() {
        producer.close();
    }
}
