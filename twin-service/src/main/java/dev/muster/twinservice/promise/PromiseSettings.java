package dev.muster.twinservice.promise;

import com.typesafe.config.Config;
import dev.muster.twinservice.pace.Backoff;
import java.time.Duration;

/**
 * {@code muster.promise}, validated; each key is documented in reference.conf.
 *
 * @param lookEvery how often a keeper looks whether the model has moved
 * @param lookAnyway it looks at least so often: validities begin and end by themselves
 * @param backoff between the attempts of one promise
 * @param timeout of its commands
 * @param queueFor how long a command waits for an asset that is not online
 * @param callsMax commands that one keeper gives or takes back at once
 * @param checkAfter a call without an answer is made again after so long
 * @param forgetAfter how long one that has ended is remembered
 */
public record PromiseSettings(
        Duration lookEvery,
        Duration lookAnyway,
        Backoff backoff,
        Duration timeout,
        Duration queueFor,
        int callsMax,
        Duration checkAfter,
        Duration forgetAfter) {
    private static final String PATH = "muster.promise";
    private static final int CALLS_CEILING = 1_000;

    public PromiseSettings {
        between("look-every", lookEvery, Duration.ofMillis(10), Duration.ofMinutes(1));
        between("look-anyway", lookAnyway, lookEvery, Duration.ofMinutes(10));
        between("timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
        between("queue-for", queueFor, Duration.ofMinutes(1), Duration.ofDays(7));
        between("check-after", checkAfter, Duration.ofMillis(10), Duration.ofMinutes(10));
        between("forget-after", forgetAfter, Duration.ZERO, Duration.ofDays(365));
        if (callsMax < 1 || callsMax > CALLS_CEILING) {
            throw new IllegalArgumentException(
                    "Expected %s.calls-max from 1 to %d but got %d".formatted(PATH, CALLS_CEILING, callsMax));
        }
    }

    /** Reads {@code muster.promise}; {@link IllegalArgumentException} says which key expects what. */
    public static PromiseSettings from(Config root) {
        Config config = root.getConfig(PATH);
        PromiseSettings settings = new PromiseSettings(
                config.getDuration("look-every"),
                config.getDuration("look-anyway"),
                new Backoff(config.getDuration("retry-min"), config.getDuration("retry-max")),
                config.getDuration("timeout"),
                config.getDuration("queue-for"),
                config.getInt("calls-max"),
                config.getDuration("check-after"),
                config.getDuration("forget-after"));
        atMost("timeout", settings.timeout, root, "muster.command.timeout-max");
        atMost("queue-for", settings.queueFor, root, "muster.command.queue-max");
        return settings;
    }

    private static void atMost(String key, Duration given, Config root, String limit) {
        if (given.compareTo(root.getDuration(limit)) > 0) {
            throw new IllegalArgumentException("Expected %s.%s of at most %s, %s, but got %s"
                    .formatted(PATH, key, limit, root.getDuration(limit), given));
        }
    }

    private static void between(String key, Duration given, Duration min, Duration max) {
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %s to %s but got %s".formatted(PATH, key, min, max, given));
        }
    }
}
