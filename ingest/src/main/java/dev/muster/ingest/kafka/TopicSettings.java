package dev.muster.ingest.kafka;

import com.typesafe.config.Config;
import dev.muster.ingest.IngestSettings.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Muster's topics, and how to wait for the Kafka that holds them; keys are documented in {@code reference.conf}. */
public record TopicSettings(
        String bootstrapServers,
        TopicSpec telemetry,
        TopicSpec quarantine,
        TopicSpec model,
        TopicSpec clock,
        Backoff setupBackoff,
        Duration requestTimeout) {
    public TopicSettings {
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "Expected muster.topics.request-timeout above zero but got " + requestTimeout);
        }
    }

    /** From the whole configuration. Throws {@link IllegalArgumentException} that says what was expected. */
    public static TopicSettings from(Config config) {
        Config topics = config.getConfig("muster.topics");
        short replicationFactor = (short) topics.getInt("replication-factor");
        TopicSpec telemetry = new TopicSpec(
                topics.getString("telemetry"),
                topics.getInt("telemetry-partitions"),
                replicationFactor,
                Map.of(
                        "message.timestamp.type",
                        "LogAppendTime",
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        millis(topics, "telemetry-retention"),
                        "max.message.bytes",
                        Long.toString(topics.getBytes("telemetry-message-bytes-max"))));
        TopicSpec quarantine = new TopicSpec(
                topics.getString("quarantine"),
                topics.getInt("quarantine-partitions"),
                replicationFactor,
                Map.of(
                        "message.timestamp.type", "LogAppendTime",
                        "cleanup.policy", "delete",
                        "retention.ms", millis(topics, "quarantine-retention")));
        TopicSpec model =
                new TopicSpec(topics.getString("model"), 1, replicationFactor, Map.of("cleanup.policy", "compact"));
        TopicSpec clock = new TopicSpec(
                topics.getString("clock"),
                1,
                replicationFactor,
                Map.of(
                        "message.timestamp.type", "LogAppendTime",
                        "cleanup.policy", "delete",
                        "retention.ms", millis(topics, "clock-retention")));
        return new TopicSettings(
                config.getString("muster.kafka.bootstrap-servers"),
                telemetry,
                quarantine,
                model,
                clock,
                Backoff.from(topics, "setup"),
                topics.getDuration("request-timeout"));
    }

    /** All topics that must be there before Muster starts. */
    public List<TopicSpec> all() {
        return List.of(telemetry, quarantine, model, clock);
    }

    private static String millis(Config topics, String key) {
        return Long.toString(topics.getDuration(key).toMillis());
    }
}
