package dev.muster.twinservice.audit;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code muster.command.audit}, validated; each key is documented in reference.conf.
 *
 * @param retention how long a command is kept after something became of it; zero: for ever
 * @param readsAtOnce partitions, or commands, that one page asks for at once
 */
public record AuditSettings(Duration retention, int readsAtOnce) {
    private static final String PATH = "muster.command.audit";
    /** What Cassandra accepts, and some days to spare. */
    private static final Duration RETENTION_MAX = Duration.ofDays(19 * 365);

    public AuditSettings {
        boolean wholeSeconds = retention.equals(Duration.ofSeconds(retention.toSeconds()));
        expect(
                wholeSeconds && !retention.isNegative() && retention.compareTo(RETENTION_MAX) <= 0,
                "retention",
                "whole seconds from 0s to " + RETENTION_MAX.toDays() + " days",
                retention);
        expect(1 <= readsAtOnce && readsAtOnce <= 256, "reads-at-once", "1 to 256", readsAtOnce);
    }

    /** Reads {@code muster.command.audit}; {@link IllegalArgumentException} says which key expects what. */
    public static AuditSettings from(Config root) {
        Config config = root.getConfig(PATH);
        return new AuditSettings(config.getDuration("retention"), config.getInt("reads-at-once"));
    }

    private static void expect(boolean met, String key, String expected, Object actual) {
        if (!met) {
            throw new IllegalArgumentException(
                    "Expected %s.%s to be %s but got %s".formatted(PATH, key, expected, actual));
        }
    }
}
