package dev.muster.twinservice.alarm;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code muster.alarm}, validated; each key is documented in reference.conf.
 *
 * @param margin an alarm is due no earlier than so long after it is set
 * @param overlap everything is read once more when it has been due for so long
 * @param keep how long an alarm can be woken after it was due: the longest outage that loses none
 */
public record AlarmSettings(
        Duration tick, Duration margin, Duration overlap, Duration keep, Reading reading, Waking waking) {
    private static final String PATH = "muster.alarm";
    /** What clocks of nodes may differ by, beyond what a statement may take. */
    static final Duration SKEW = Duration.ofSeconds(5);

    public AlarmSettings {
        between("tick", tick, Duration.ofMillis(10), Duration.ofMinutes(1));
        between("margin", margin, Duration.ZERO, Duration.ofMinutes(1));
        between("overlap", overlap, Duration.ofSeconds(1), Duration.ofHours(1));
        between("keep", keep, Duration.ofHours(1), Duration.ofDays(365));
    }

    /**
     * How much is read.
     *
     * @param pageMax alarms that one read brings
     * @param owedMax alarms of a shard that were read and not woken yet; then reading pauses
     */
    public record Reading(int pageMax, int owedMax) {
        public Reading {
            between("page-max", pageMax, 1, 10_000);
            between("owed-max", owedMax, 2, 1_000_000);
        }
    }

    /**
     * How somebody is woken.
     *
     * @param atOnce in one shard
     * @param timeout without an answer for so long, a wake has failed
     * @param giveUpAfter one that always failed for so long is given up
     */
    public record Waking(int atOnce, Duration timeout, Duration retryMin, Duration retryMax, Duration giveUpAfter) {
        public Waking {
            between("wakes-at-once", atOnce, 1, 10_000);
            between("wake-timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(5));
            between("retry-min", retryMin, Duration.ofMillis(1), Duration.ofMinutes(1));
            between("retry-max", retryMax, retryMin, Duration.ofHours(1));
            between("give-up-after", giveUpAfter, Duration.ofMinutes(1), Duration.ofDays(365));
        }
    }

    /** Reads {@code muster.alarm}; {@link IllegalArgumentException} says which key expects what. */
    public static AlarmSettings from(Config root) {
        Config config = root.getConfig(PATH);
        AlarmSettings settings = new AlarmSettings(
                config.getDuration("tick"),
                config.getDuration("margin"),
                config.getDuration("overlap"),
                config.getDuration("keep"),
                new Reading(config.getInt("page-max"), config.getInt("owed-max")),
                new Waking(
                        config.getInt("wakes-at-once"),
                        config.getDuration("wake-timeout"),
                        config.getDuration("retry-min"),
                        config.getDuration("retry-max"),
                        config.getDuration("give-up-after")));
        // Otherwise the sweep could be through before a slow write lands; see CassandraAlarms.
        Duration landing = root.getDuration("muster.cassandra.request-timeout").plus(SKEW);
        if (settings.overlap.compareTo(landing) < 0) {
            throw new IllegalArgumentException(
                    "Expected %s.overlap of at least muster.cassandra.request-timeout and %s, %s, but got %s"
                            .formatted(PATH, SKEW, landing, settings.overlap));
        }
        return settings;
    }

    private static <T extends Comparable<T>> void between(String key, T actual, T min, T max) {
        if (actual.compareTo(min) < 0 || actual.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %s to %s but got %s".formatted(PATH, key, min, max, actual));
        }
    }
}
