package dev.muster.twinservice.command;

import com.typesafe.config.Config;
import dev.muster.twinservice.pace.Backoff;
import dev.muster.twinservice.pace.TokenBucket;
import java.time.Duration;

/**
 * {@code muster.command}, validated; each key is documented in reference.conf.
 *
 * @param consumerGroup of those that read what devices answer
 */
public record CommandSettings(Times times, Limits limits, Delivery delivery, Backoff retry, String consumerGroup) {
    /** A device needs some time to answer at all. */
    public static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);

    private static final String PATH = "muster.command";
    private static final Duration DAY = Duration.ofDays(1);

    public CommandSettings {
        if (consumerGroup.isBlank()) {
            throw new IllegalArgumentException("Expected %s.consumer-group but it is empty".formatted(PATH));
        }
    }

    /** Reads {@code muster.command}; {@link IllegalArgumentException} says which key expects what. */
    public static CommandSettings from(Config root) {
        Config config = root.getConfig(PATH);
        Times times = new Times(
                config.getDuration("timeout-default"),
                config.getDuration("timeout-max"),
                config.getDuration("queue-max"),
                config.getDuration("give-within"));
        Duration passivateAfter = root.getDuration("muster.twin.passivate-after");
        if (times.timeoutMax().compareTo(passivateAfter) >= 0) {
            // A twin that fell asleep before the end of its command would notice it late.
            throw new IllegalArgumentException(
                    "Expected %s.timeout-max below muster.twin.passivate-after, %s, but got %s"
                            .formatted(PATH, passivateAfter, times.timeoutMax()));
        }
        return new CommandSettings(
                times,
                new Limits(
                        config.getInt("open-max"),
                        rate(config, "asset-rate", "asset-burst"),
                        rate(config, "principal-rate", "principal-burst")),
                new Delivery(config.getDuration("send-within"), config.getDuration("delivery-timeout")),
                new Backoff(config.getDuration("retry-min"), config.getDuration("retry-max")),
                config.getString("consumer-group"));
    }

    /**
     * How long things may take.
     *
     * @param timeoutDefault of commands that name none
     * @param timeoutMax of any command
     * @param queueMax how far ahead {@code queueUntil} may lie
     * @param giveWithin a twin that comes to a command later lets it be: whoever gave it was told that it got no answer
     */
    public record Times(Duration timeoutDefault, Duration timeoutMax, Duration queueMax, Duration giveWithin) {
        public Times {
            between("timeout-max", timeoutMax, TIMEOUT_MIN, DAY);
            between("timeout-default", timeoutDefault, TIMEOUT_MIN, timeoutMax);
            between("queue-max", queueMax, TIMEOUT_MIN, DAY.multipliedBy(365));
            between("give-within", giveWithin, TIMEOUT_MIN, Duration.ofMinutes(5));
        }
    }

    /**
     * How many at once.
     *
     * @param openMax of one asset that have not ended
     * @param asset how often one asset can be given a command
     * @param principal how often one principal can give one, on this node
     */
    public record Limits(int openMax, TokenBucket.Rate asset, TokenBucket.Rate principal) {
        public Limits {
            if (openMax < 1 || openMax > 1_000) {
                throw new IllegalArgumentException(
                        "Expected %s.open-max from 1 to 1000 but got %d".formatted(PATH, openMax));
            }
        }
    }

    /**
     * How commands go out.
     *
     * @param sendWithin after it was persisted that it goes out; later never without looking whether it has
     * @param deliveryTimeout Kafka has it by then, or never will
     */
    public record Delivery(Duration sendWithin, Duration deliveryTimeout) {
        public Delivery {
            Duration least = Duration.ofMillis(1);
            between("send-within", sendWithin, least, Duration.ofMinutes(1));
            between("delivery-timeout", deliveryTimeout, least, Duration.ofMinutes(2));
        }

        /** After its release this has passed: whether Kafka has it will not change any more. */
        public Duration settledAfter() {
            return sendWithin.plus(deliveryTimeout);
        }
    }

    private static TokenBucket.Rate rate(Config config, String perMinute, String burst) {
        try {
            return new TokenBucket.Rate(config.getInt(perMinute), config.getInt(burst));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s.%s and %s: %s".formatted(PATH, perMinute, burst, e.getMessage()), e);
        }
    }

    private static void between(String key, Duration given, Duration min, Duration max) {
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %s to %s but got %s".formatted(PATH, key, min, max, given));
        }
    }
}
