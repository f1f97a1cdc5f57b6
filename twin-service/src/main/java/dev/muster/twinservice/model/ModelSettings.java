package dev.muster.twinservice.model;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import com.typesafe.config.Config;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.SystemId;
import java.time.Duration;
import java.util.List;
import org.slf4j.event.Level;

/** Durations and limits of the model's writers and views, validated; the keys are documented in {@code reference.conf}. */
public record ModelSettings(Precedence precedence, Gateway gateway, Writer writer, Feed feed, Changelog changelog) {
    private static final String PATH = "muster.model";
    private static final double RESTART_JITTER = 0.2;
    private static final int FAILURES_UNTIL_CRITICAL = 10;

    /** Reads {@code muster.model}; {@link IllegalArgumentException} says which key expects what. */
    public static ModelSettings from(Config root) {
        Config config = root.getConfig(PATH);
        Config gateway = config.getConfig("gateway");
        Config writer = config.getConfig("writer");
        Config feed = config.getConfig("feed");
        return new ModelSettings(
                precedence(config.getStringList("systems")),
                new Gateway(gateway.getDuration("reply-timeout"), gateway.getDuration("visible-within")),
                new Writer(
                        writer.getInt("unpublished-max"),
                        writer.getDuration("view-timeout"),
                        writer.getDuration("publish-timeout"),
                        writer.getDuration("retry-interval"),
                        writer.getInt("note-every"),
                        writer.getDuration("note-after"),
                        writer.getInt("snapshot-every"),
                        writer.getDuration("wake-interval")),
                new Feed(
                        feed.getDuration("caught-up-within"),
                        feed.getDuration("retry-interval"),
                        feed.getInt("batch-max")),
                Changelog.from(config.getConfig("changelog")));
    }

    private static Precedence precedence(List<String> systems) {
        try {
            return new Precedence(systems.stream().map(SystemId::new).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PATH + ".systems: " + e.getMessage(), e);
        }
    }

    /** How a command is executed for whoever gave it. */
    public record Gateway(Duration replyTimeout, Duration visibleWithin) {
        public Gateway {
            positive("gateway.reply-timeout", replyTimeout);
            positive("gateway.visible-within", visibleWithin);
        }
    }

    /** How writers publish. */
    public record Writer(
            int unpublishedMax,
            Duration viewTimeout,
            Duration publishTimeout,
            Duration retryInterval,
            int noteEvery,
            Duration noteAfter,
            int snapshotEvery,
            Duration wakeInterval) {
        public Writer {
            between("writer.unpublished-max", unpublishedMax, 1, 100_000);
            positive("writer.view-timeout", viewTimeout);
            between("writer.note-every", noteEvery, 1, 100_000);
            positive("writer.note-after", noteAfter);
            between("writer.snapshot-every", snapshotEvery, 10, 100_000);
            positive("writer.publish-timeout", publishTimeout);
            positive("writer.retry-interval", retryInterval);
            positive("writer.wake-interval", wakeInterval);
        }

        /**
         * How a writer starts anew after a failure. That the store does not answer is said once, by who watches it; by a writer
         * only when it lasts for a minute.
         */
        BackoffSupervisorStrategy restarts() {
            return SupervisorStrategy.restartWithBackoff(retryInterval, retryInterval.multipliedBy(8), RESTART_JITTER)
                    .withLogLevel(Level.DEBUG)
                    .withCriticalLogLevel(Level.ERROR, FAILURES_UNTIL_CRITICAL);
        }
    }

    /** How a node follows the changelog. */
    public record Feed(Duration caughtUpWithin, Duration retryInterval, int batchMax) {
        public Feed {
            positive("feed.caught-up-within", caughtUpWithin);
            positive("feed.retry-interval", retryInterval);
            between("feed.batch-max", batchMax, 1, 100_000);
        }
    }

    /**
     * What a node does that starts and finds that changelog and journal do not agree.
     *
     * @param unite bring them together, instead of refusing to start
     */
    public record Changelog(boolean unite, Duration comparedWithin) {
        public Changelog {
            positive("changelog.compared-within", comparedWithin);
        }

        private static Changelog from(Config changelog) {
            String differs = changelog.getString("differs");
            if (!differs.equals("refuse") && !differs.equals("unite")) {
                throw new IllegalArgumentException(
                        "Expected %s.changelog.differs to be refuse or unite but got '%s'".formatted(PATH, differs));
            }
            return new Changelog(differs.equals("unite"), changelog.getDuration("compared-within"));
        }
    }

    private static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("Expected %s.%s above zero but got %s".formatted(PATH, key, duration));
        }
    }

    private static void between(String key, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %d to %d but got %d".formatted(PATH, key, min, max, number));
        }
    }
}
