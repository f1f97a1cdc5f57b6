package dev.muster.twinservice.model;

import com.typesafe.config.Config;
import java.time.Duration;

/** Durations and limits of the model's writers and views, validated; the keys are documented in {@code reference.conf}. */
public record ModelSettings(Gateway gateway, Writer writer, Feed feed) {
    private static final String PATH = "muster.model";

    /** Reads {@code muster.model}; {@link IllegalArgumentException} says which key expects what. */
    public static ModelSettings from(Config root) {
        Config config = root.getConfig(PATH);
        Config gateway = config.getConfig("gateway");
        Config writer = config.getConfig("writer");
        Config feed = config.getConfig("feed");
        return new ModelSettings(
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
                        feed.getInt("batch-max")));
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
    }

    /** How a node follows the changelog. */
    public record Feed(Duration caughtUpWithin, Duration retryInterval, int batchMax) {
        public Feed {
            positive("feed.caught-up-within", caughtUpWithin);
            positive("feed.retry-interval", retryInterval);
            between("feed.batch-max", batchMax, 1, 100_000);
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
