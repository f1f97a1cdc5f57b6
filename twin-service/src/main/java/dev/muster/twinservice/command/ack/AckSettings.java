package dev.muster.twinservice.command.ack;

import com.typesafe.config.Config;
import dev.muster.ingest.IngestSettings.Backoff;
import dev.muster.ingest.IngestSettings.Committing;
import dev.muster.ingest.IngestSettings.Retrying;
import dev.muster.ingest.broker.Brokers;
import java.time.Duration;

/**
 * How answers of devices are read; keys are documented in {@code reference.conf} under {@code muster.command}.
 *
 * @param inFlightMax per partition: answers on their way to twins
 */
public record AckSettings(
        Brokers brokers,
        String topic,
        String consumerGroup,
        int inFlightMax,
        Retrying retrying,
        Backoff restarting,
        Committing committing,
        Duration sessionTimeout,
        Duration drainTimeout) {
    /** So many are decoded and in memory at once, in each partition. */
    private static final int IN_FLIGHT_LIMIT = 10_000;

    public AckSettings {
        check(!consumerGroup.isBlank(), "consumer-group to name a group", consumerGroup);
        check(
                inFlightMax >= 1 && inFlightMax <= IN_FLIGHT_LIMIT,
                "acks.in-flight-max of 1 to " + IN_FLIGHT_LIMIT,
                inFlightMax);
        checkAboveZero("acks.session-timeout", sessionTimeout);
        checkAboveZero("acks.drain-timeout", drainTimeout);
    }

    /** From the whole configuration. Throws {@link IllegalArgumentException} that says what was expected. */
    public static AckSettings from(Config config) {
        Config acks = config.getConfig("muster.command.acks");
        Duration attempt = acks.getDuration("attempt-timeout");
        checkAboveZero("acks.attempt-timeout", attempt);
        return new AckSettings(
                Brokers.from(config),
                config.getString("muster.topics.command-acks"),
                config.getString("muster.command.consumer-group"),
                acks.getInt("in-flight-max"),
                new Retrying(attempt, Backoff.from(acks, "retry")),
                Backoff.from(acks, "restart"),
                new Committing(acks.getInt("commit-records-max"), acks.getDuration("commit-interval-max")),
                acks.getDuration("session-timeout"),
                acks.getDuration("drain-timeout"));
    }

    private static void checkAboveZero(String key, Duration duration) {
        check(!duration.isNegative() && !duration.isZero(), key + " above zero", duration);
    }

    private static void check(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("Expected muster.command.%s but got '%s'".formatted(expected, got));
        }
    }
}
