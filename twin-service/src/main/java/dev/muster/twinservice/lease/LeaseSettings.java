package dev.muster.twinservice.lease;

import com.typesafe.config.Config;
import java.time.Duration;

/** {@code muster.lease}, validated; each key is documented in reference.conf. */
public record LeaseSettings(Session session, Retry retry) {
    private static final String PATH = "muster.lease";

    /** Cassandra counts whole seconds, and its nodes' clocks differ. */
    private static final Duration MARGIN_MIN = Duration.ofSeconds(2);

    /** One renewal may fail without anybody noticing. */
    private static final int RENEWALS_MIN = 2;

    /**
     * The session of a node.
     *
     * @param ttl how long it lives in Cassandra without being renewed
     * @param renewInterval how often it is renewed
     * @param margin so long before it can expire, the node stops to write
     * @param remembered how long Cassandra knows that it has ended
     */
    public record Session(Duration ttl, Duration renewInterval, Duration margin, Duration remembered) {
        public Session {
            between("session-ttl", ttl, Duration.ofSeconds(4), Duration.ofMinutes(5));
            between("margin", margin, MARGIN_MIN, ttl);
            between(
                    "renew-interval",
                    renewInterval,
                    Duration.ofMillis(100),
                    ttl.minus(margin).dividedBy(RENEWALS_MIN));
            between("remember-ended", remembered, Duration.ofHours(1), Duration.ofDays(30));
            wholeSeconds("session-ttl", ttl);
            wholeSeconds("remember-ended", remembered);
        }

        /** From before a renewal is sent. */
        public Duration sureFor() {
            return ttl.minus(margin);
        }

        /** Without a renewal for so long it counts as ended, by whomever. */
        Duration lostAfter() {
            return remembered.dividedBy(2);
        }
    }

    /** The pause before somebody else's lease is looked at again, doubled from {@code min} to {@code max}. */
    public record Retry(Duration min, Duration max) {
        public Retry {
            between("retry-min", min, Duration.ofMillis(1), Duration.ofSeconds(10));
            between("retry-max", max, min, Duration.ofSeconds(10));
        }
    }

    /** Reads {@code muster.lease}; {@link IllegalArgumentException} says which key expects what. */
    public static LeaseSettings from(Config root) {
        Config config = root.getConfig(PATH);
        return new LeaseSettings(
                new Session(
                        config.getDuration("session-ttl"),
                        config.getDuration("renew-interval"),
                        config.getDuration("margin"),
                        config.getDuration("remember-ended")),
                new Retry(config.getDuration("retry-min"), config.getDuration("retry-max")));
    }

    private static void wholeSeconds(String key, Duration actual) {
        if (!actual.equals(Duration.ofSeconds(actual.toSeconds()))) {
            throw new IllegalArgumentException(
                    "Expected %s.%s in whole seconds but got %s".formatted(PATH, key, actual));
        }
    }

    private static void between(String key, Duration actual, Duration min, Duration max) {
        if (actual.compareTo(min) < 0 || actual.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %s to %s but got %s".formatted(PATH, key, min, max, actual));
        }
    }
}
