package dev.muster.twinservice.live;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code muster.live}: views that are read for as long as somebody looks; see reference.conf.
 *
 * @param interval between two polls of a view that is read; every reader gets an event at least this often
 * @param groupInterval between two polls of the view of a group; where it is longer than interval, that counts
 * @param linger how long a view that nobody reads is kept for those who come back
 * @param readersMax more readers on this node are refused with 503
 * @param rowsPerEventMax rows in one event; more of them take more events
 * @param missingMax missing members that the view of a group lists
 */
public record LiveSettings(
        Duration interval,
        Duration groupInterval,
        Duration linger,
        int readersMax,
        int rowsPerEventMax,
        int missingMax) {
    private static final String PATH = "muster.live.";
    /** Faster than figures ever change. */
    private static final Duration INTERVAL_MIN = Duration.ofMillis(10);
    /** Readers take 5 s of silence for a lost connection; a poll that is late is told in time only with this. */
    private static final Duration INTERVAL_MAX = Duration.ofSeconds(2);

    private static final Duration LINGER_MAX = Duration.ofHours(1);
    private static final int READERS_CEILING = 100_000;
    private static final int ROWS_CEILING = 10_000;
    private static final int MISSING_CEILING = 1_000_000;

    public LiveSettings {
        between("interval", interval, INTERVAL_MIN, INTERVAL_MAX);
        between("group-interval", groupInterval, INTERVAL_MIN, INTERVAL_MAX);
        between("linger", linger, interval, LINGER_MAX);
        between("readers-max", readersMax, 1, READERS_CEILING);
        between("rows-per-event-max", rowsPerEventMax, 1, ROWS_CEILING);
        between("missing-max", missingMax, 0, MISSING_CEILING);
    }

    /** Reads {@code muster.live}; {@link IllegalArgumentException} says which key expects what. */
    public static LiveSettings from(Config root) {
        Config live = root.getConfig("muster.live");
        return new LiveSettings(
                live.getDuration("interval"),
                live.getDuration("group-interval"),
                live.getDuration("linger"),
                live.getInt("readers-max"),
                live.getInt("rows-per-event-max"),
                live.getInt("missing-max"));
    }

    /** How often the view of this source is polled, and its readers get an event. */
    LiveView.Rhythm rhythm(LiveSource source) {
        boolean sooner = source.isBrisk() && groupInterval.compareTo(interval) < 0;
        return new LiveView.Rhythm(sooner ? groupInterval : interval, interval);
    }

    private static <T extends Comparable<T>> void between(String key, T given, T min, T max) {
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s%s from %s to %s but got %s".formatted(PATH, key, min, max, given));
        }
    }
}
