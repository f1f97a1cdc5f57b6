package dev.muster.twinservice.exchange;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code muster.exchange}: files of the model that come and go; see reference.conf.
 *
 * @param bodyBytesMax a larger file is refused with 413 where it passes the limit
 * @param lineBytesMax a longer line fails
 * @param linesMax lines behind this one fail
 * @param waitingBytesMax lines that refer to what comes later in the file; more of them fail
 * @param importsAtOnce more are refused with 429; exports likewise
 * @param importsKept that have ended
 * @param retention how long one that has ended can be asked about
 * @param errorsKept of one import; all are counted
 * @param changesKept that a dry run tells; all are counted
 * @param patience how long an import tries to reach the writers before it fails
 */
public record ExchangeSettings(
        long bodyBytesMax,
        int lineBytesMax,
        int linesMax,
        long waitingBytesMax,
        int importsAtOnce,
        int exportsAtOnce,
        int importsKept,
        Duration retention,
        int errorsKept,
        int changesKept,
        Duration patience) {
    private static final String PATH = "muster.exchange.";
    private static final long BODY_BYTES_CEILING = 1L << 40;
    /** Shorter than what the definition of a type can need. */
    private static final int LINE_BYTES_FLOOR = 1_024;
    /** A line is held in memory, several times over. */
    private static final int LINE_BYTES_CEILING = 16 * 1024 * 1024;
    /** About 100 bytes of memory each tell repeated ones. */
    private static final int LINES_CEILING = 10_000_000;

    private static final long WAITING_BYTES_CEILING = 1L << 30;
    private static final int AT_ONCE_CEILING = 100;
    private static final int KEPT_CEILING = 100_000;
    private static final Duration PATIENCE_MAX = Duration.ofHours(1);

    public ExchangeSettings {
        between("body-bytes-max", bodyBytesMax, 1L, BODY_BYTES_CEILING);
        between("line-bytes-max", lineBytesMax, LINE_BYTES_FLOOR, LINE_BYTES_CEILING);
        between("lines-max", linesMax, 1, LINES_CEILING);
        between("waiting-bytes-max", waitingBytesMax, 0L, WAITING_BYTES_CEILING);
        between("imports-at-once", importsAtOnce, 1, AT_ONCE_CEILING);
        between("exports-at-once", exportsAtOnce, 1, AT_ONCE_CEILING);
        between("imports-kept", importsKept, 0, KEPT_CEILING);
        between("retention", retention, Duration.ZERO, Duration.ofDays(7));
        between("errors-kept", errorsKept, 0, KEPT_CEILING);
        between("changes-kept", changesKept, 0, KEPT_CEILING);
        between("patience", patience, Duration.ofMillis(1), PATIENCE_MAX);
    }

    /** Reads {@code muster.exchange}; {@link IllegalArgumentException} says which key expects what. */
    public static ExchangeSettings from(Config root) {
        Config exchange = root.getConfig("muster.exchange");
        return new ExchangeSettings(
                exchange.getBytes("body-bytes-max"),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, exchange.getBytes("line-bytes-max"))),
                exchange.getInt("lines-max"),
                exchange.getBytes("waiting-bytes-max"),
                exchange.getInt("imports-at-once"),
                exchange.getInt("exports-at-once"),
                exchange.getInt("imports-kept"),
                exchange.getDuration("retention"),
                exchange.getInt("errors-kept"),
                exchange.getInt("changes-kept"),
                exchange.getDuration("patience"));
    }

    private static <T extends Comparable<T>> void between(String key, T given, T min, T max) {
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s%s from %s to %s but got %s".formatted(PATH, key, min, max, given));
        }
    }
}
