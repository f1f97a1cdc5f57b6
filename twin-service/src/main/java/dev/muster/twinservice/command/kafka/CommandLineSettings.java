package dev.muster.twinservice.command.kafka;

import com.typesafe.config.Config;
import dev.muster.ingest.broker.Brokers;
import dev.muster.ingest.kafka.PublisherSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * How commands reach Kafka, and how one that is in doubt is looked for there; keys are documented in {@code reference.conf} under
 * {@code muster.command}.
 *
 * @param sendWithin of its release a command goes out, or not at all
 * @param deliveryTimeout after which Kafka's client gives up what went out
 */
public record CommandLineSettings(Duration sendWithin, Duration deliveryTimeout, Sending sending, Finding finding) {
    /**
     * How Kafka's client is used.
     *
     * @param blockMax how long Kafka's client may wait for metadata or room; a part of {@code sendWithin}
     * @param pendingMax commands that may wait for Kafka's client; one more fails at once
     */
    public record Sending(Duration requestTimeout, Duration blockMax, Duration linger, int pendingMax) {
        public Sending {
            checkAboveZero("line.request-timeout", requestTimeout);
            checkAboveZero("line.block-max", blockMax);
            check(!linger.isNegative(), "line.linger of zero or more", linger);
            check(pendingMax >= 1, "line.pending-max above zero", pendingMax);
        }
    }

    /**
     * How commands in doubt are looked for.
     *
     * @param slack by which the clocks of nodes and brokers may differ
     * @param gather how long a search waits for others who ask, too
     * @param timeout of one search
     * @param pendingMax who may wait for a search; one more fails at once
     * @param restoredTo the journal was: what was sent since may be unknown to it, so each command is looked for first; {@code null}: never
     */
    public record Finding(
            Duration slack,
            Duration gather,
            Duration timeout,
            int pendingMax,
            @Nullable Instant restoredTo) {
        public Finding {
            check(!slack.isNegative(), "line.find-slack of zero or more", slack);
            checkAboveZero("line.find-gather", gather);
            checkAboveZero("line.find-timeout", timeout);
            check(pendingMax >= 1, "line.find-pending-max above zero", pendingMax);
        }
    }

    public CommandLineSettings {
        check(sendWithin.compareTo(sending.blockMax()) > 0, "send-within above line.block-max", sendWithin);
        check(
                deliveryTimeout.compareTo(sending.requestTimeout().plus(sending.linger())) >= 0,
                "delivery-timeout of at least line.linger + line.request-timeout",
                deliveryTimeout);
    }

    /** From the whole configuration. Throws {@link IllegalArgumentException} that says what was expected. */
    public static CommandLineSettings from(Config config) {
        Config command = config.getConfig("muster.command");
        Config line = command.getConfig("line");
        return new CommandLineSettings(
                command.getDuration("send-within"),
                command.getDuration("delivery-timeout"),
                new Sending(
                        line.getDuration("request-timeout"),
                        line.getDuration("block-max"),
                        line.getDuration("linger"),
                        line.getInt("pending-max")),
                new Finding(
                        line.getDuration("find-slack"),
                        line.getDuration("find-gather"),
                        line.getDuration("find-timeout"),
                        line.getInt("find-pending-max"),
                        moment(line.getString("restored-to"))));
    }

    private static @Nullable Instant moment(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Expected muster.command.line.restored-to like 2030-01-02T10:43:00Z but got '%s'".formatted(text),
                    e);
        }
    }

    /** Of producers of commands, and of what becomes of them. */
    public PublisherSettings publisher(Brokers brokers) {
        return new PublisherSettings(
                brokers,
                deliveryTimeout,
                sending.requestTimeout(),
                sending.blockMax(),
                sending.linger(),
                sending.pendingMax());
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
