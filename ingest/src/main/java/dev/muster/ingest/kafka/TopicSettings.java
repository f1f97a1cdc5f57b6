package dev.muster.ingest.kafka;

import com.typesafe.config.Config;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.broker.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Muster's topics, and how to wait for the Kafka that holds them; keys are documented in {@code reference.conf}. */
public record TopicSettings(
        Brokers brokers,
        TopicSpec telemetry,
        TopicSpec quarantine,
        TopicSpec model,
        TopicSpec clock,
        TopicSpec commands,
        TopicSpec commandAcks,
        TopicSpec commandRecords,
        TopicSpec promises,
        Backoff setupBackoff,
        Duration requestTimeout) {
    private static final String TIMESTAMP = "message.timestamp.type";
    private static final String APPENDED = "LogAppendTime";
    private static final String CLEANUP = "cleanup.policy";

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
                        TIMESTAMP,
                        APPENDED,
                        CLEANUP,
                        "delete",
                        "retention.ms",
                        millis(topics, "telemetry-retention"),
                        "max.message.bytes",
                        Long.toString(topics.getBytes("telemetry-message-bytes-max"))));
        TopicSpec model = new TopicSpec(topics.getString("model"), 1, replicationFactor, Map.of(CLEANUP, "compact"));
        TopicSpec clock =
                new TopicSpec(topics.getString("clock"), 1, replicationFactor, kept(millis(topics, "clock-retention")));
        TopicSpec promises = new TopicSpec(
                topics.getString("promises"),
                topics.getInt("promises-partitions"),
                replicationFactor,
                Map.of(TIMESTAMP, APPENDED, CLEANUP, "compact"));
        return new TopicSettings(
                Brokers.from(config),
                telemetry,
                kept(topics, "quarantine"),
                model,
                clock,
                kept(topics, "commands"),
                kept(topics, "command-acks"),
                kept(topics, "command-records"),
                promises,
                Backoff.from(topics, "setup"),
                topics.getDuration("request-timeout"));
    }

    /** All topics that must be there before Muster starts. */
    public List<TopicSpec> all() {
        return List.of(telemetry, quarantine, model, clock, commands, commandAcks, commandRecords, promises);
    }

    /** One that the broker dates, and that keeps everything for a while. */
    private static TopicSpec kept(Config topics, String key) {
        return new TopicSpec(
                topics.getString(key),
                topics.getInt(key + "-partitions"),
                (short) topics.getInt("replication-factor"),
                kept(millis(topics, key + "-retention")));
    }

    private static Map<String, String> kept(String millis) {
        return Map.of(TIMESTAMP, APPENDED, CLEANUP, "delete", "retention.ms", millis);
    }

    private static String millis(Config topics, String key) {
        return Long.toString(topics.getDuration(key).toMillis());
    }
}
