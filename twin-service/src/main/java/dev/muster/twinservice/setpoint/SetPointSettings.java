package dev.muster.twinservice.setpoint;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import com.typesafe.config.Config;
import dev.muster.twinservice.setpoint.control.Tuning;
import java.time.Duration;
import org.slf4j.event.Level;

/** Limits and tempo of set-points, validated; the keys are documented in {@code reference.conf}. */
public record SetPointSettings(Limits limits, Tempo tempo, Tuning tuning) {
    private static final String PATH = "muster.set-point";
    private static final double RESTART_JITTER = 0.2;
    private static final int FAILURES_UNTIL_CRITICAL = 10;
    private static final Duration RESTART_MIN = Duration.ofSeconds(1);
    private static final Duration RESTART_MAX = Duration.ofSeconds(8);

    /** Reads {@code muster.set-point}; {@link IllegalArgumentException} says which key expects what. */
    public static SetPointSettings from(Config root) {
        Config config = root.getConfig(PATH);
        return new SetPointSettings(
                new Limits(
                        config.getInt("active-max"),
                        config.getInt("members-max"),
                        config.getInt("reads-at-once"),
                        config.getInt("gives-at-once")),
                new Tempo(
                        config.getDuration("pace"),
                        config.getDuration("read-within"),
                        config.getDuration("reply-timeout"),
                        config.getDuration("command-timeout"),
                        config.getDuration("release-within"),
                        config.getDuration("wake-interval")),
                tuning(config));
    }

    private static Tuning tuning(Config config) {
        share("held-within", config.getDouble("held-within"));
        share("tolerance", config.getDouble("tolerance"));
        share("deadband", config.getDouble("deadband"));
        share("disobedience", config.getDouble("disobedience"));
        between("strikes", config.getInt("strikes"), 1, 100);
        positive("latency", config.getDuration("latency"));
        positive("command-interval", config.getDuration("command-interval"));
        positive("left-out-for", config.getDuration("left-out-for"));
        return new Tuning(
                config.getDouble("held-within"),
                config.getDouble("tolerance"),
                config.getDouble("deadband"),
                config.getDuration("latency"),
                config.getDuration("command-interval"),
                config.getDouble("disobedience"),
                config.getInt("strikes"),
                config.getDuration("left-out-for"));
    }

    /** How many at most. */
    public record Limits(int activeMax, int membersMax, int readsAtOnce, int givesAtOnce) {
        public Limits {
            between("active-max", activeMax, 1, 1_000);
            between("members-max", membersMax, 1, 100_000);
            between("reads-at-once", readsAtOnce, 1, 10_000);
            between("gives-at-once", givesAtOnce, 1, 10_000);
        }
    }

    /** How often, and how long. */
    public record Tempo(
            Duration pace,
            Duration readWithin,
            Duration replyTimeout,
            Duration commandTimeout,
            Duration releaseWithin,
            Duration wakeInterval) {
        public Tempo {
            positive("pace", pace);
            positive("read-within", readWithin);
            positive("command-timeout", commandTimeout);
            positive("release-within", releaseWithin);
            positive("wake-interval", wakeInterval);
            if (replyTimeout.compareTo(readWithin) <= 0) {
                throw new IllegalArgumentException("Expected %s.reply-timeout above read-within %s but got %s"
                        .formatted(PATH, readWithin, replyTimeout));
            }
        }
    }

    /** How the entity starts anew after a failure of its journal; said once by whoever watches the store. */
    BackoffSupervisorStrategy restarts() {
        return SupervisorStrategy.restartWithBackoff(RESTART_MIN, RESTART_MAX, RESTART_JITTER)
                .withLogLevel(Level.DEBUG)
                .withCriticalLogLevel(Level.ERROR, FAILURES_UNTIL_CRITICAL);
    }

    private static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("Expected %s.%s above zero but got %s".formatted(PATH, key, duration));
        }
    }

    private static void share(String key, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("Expected %s.%s above 0 up to 1 but got %s".formatted(PATH, key, share));
        }
    }

    private static void between(String key, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %d to %d but got %d".formatted(PATH, key, min, max, number));
        }
    }
}
