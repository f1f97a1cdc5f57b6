package dev.muster.ingest.kafka;

import com.typesafe.config.Config;
import dev.muster.ingest.broker.Brokers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How records are produced; keys are documented in {@code reference.conf} under {@code muster.ingest.publisher}. */
public record PublisherSettings(
        Brokers brokers,
        Duration deliveryTimeout,
        Duration requestTimeout,
        Duration blockMax,
        Duration linger,
        int pendingMax) {
    public PublisherSettings {
        if (deliveryTimeout.compareTo(requestTimeout.plus(linger)) < 0) {
            throw new IllegalArgumentException(
                    "Expected muster.ingest.publisher.delivery-timeout of at least linger + request-timeout but got "
                            + deliveryTimeout);
        }
        if (blockMax.isNegative() || blockMax.isZero()) {
            throw new IllegalArgumentException(
                    "Expected muster.ingest.publisher.block-max above zero but got " + blockMax);
        }
        if (pendingMax < 1) {
            throw new IllegalArgumentException(
                    "Expected muster.ingest.publisher.pending-max above zero but got " + pendingMax);
        }
    }

    /** From the whole configuration. Throws {@link IllegalArgumentException} that says what was expected. */
    public static PublisherSettings from(Config config) {
        Config publisher = config.getConfig("muster.ingest.publisher");
        return new PublisherSettings(
                Brokers.from(config),
                publisher.getDuration("delivery-timeout"),
                publisher.getDuration("request-timeout"),
                publisher.getDuration("block-max"),
                publisher.getDuration("linger"),
                publisher.getInt("pending-max"));
    }

    /** For a Kafka producer that loses nothing, repeats nothing, and says within bounds when it cannot. */
    Map<String, Object> producer(String clientId) {
        Map<String, Object> properties = new HashMap<>(brokers.properties());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMax.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(requestTimeout.toMillis()));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(deliveryTimeout.toMillis()));
        return properties;
    }
}
