package dev.muster.twinservice.http;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code muster.http}: where the API listens and how much a request may ask for; see reference.conf.
 *
 * @param port 0: a free one
 * @param bodyBytesMax larger request bodies are refused with 413
 * @param samplesMax more samples in one request are refused with 413
 * @param replyTimeout how long whoever is asked may take before the answer is 503, and a body to arrive before it is 408
 * @param bulkTimeout the same for requests that ask many twins; at least {@code replyTimeout}
 * @param maintenanceMax how far ahead the end of a maintenance may lie
 * @param maintenanceMembersMax groups of more assets are not put into maintenance by one request
 * @param drainTimeout how long open requests may take to end at shutdown
 */
public record HttpSettings(
        String host,
        int port,
        long bodyBytesMax,
        int samplesMax,
        Duration replyTimeout,
        Duration bulkTimeout,
        Duration maintenanceMax,
        int maintenanceMembersMax,
        Duration drainTimeout) {
    private static final String PATH = "muster.http.";
    private static final int PORT_MAX = 65_535;
    /** A body is held in memory, and so is what it says. */
    private static final long BODY_BYTES_CEILING = 268_435_456;
    /** All of them are asked within one request, and what each answered is held until the last has. */
    private static final int MAINTENANCE_MEMBERS_CEILING = 1_000_000;

    public HttpSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("Expected " + PATH + "host but it is blank");
        }
        between("port", port, 0, PORT_MAX);
        between("body-bytes-max", bodyBytesMax, 1, BODY_BYTES_CEILING);
        between("samples-max", samplesMax, 1, Integer.MAX_VALUE);
        positive("reply-timeout", replyTimeout);
        if (bulkTimeout.compareTo(replyTimeout) < 0) {
            throw new IllegalArgumentException("Expected %sbulk-timeout at least %sreply-timeout, %s, but got %s"
                    .formatted(PATH, PATH, replyTimeout, bulkTimeout));
        }
        positive("maintenance-max", maintenanceMax);
        between("maintenance-members-max", maintenanceMembersMax, 1, MAINTENANCE_MEMBERS_CEILING);
        positive("drain-timeout", drainTimeout);
    }

    /** Reads {@code muster.http}; {@link IllegalArgumentException} says which key expects what. */
    public static HttpSettings from(Config root) {
        Config http = root.getConfig("muster.http");
        return new HttpSettings(
                http.getString("host"),
                http.getInt("port"),
                http.getBytes("body-bytes-max"),
                http.getInt("samples-max"),
                http.getDuration("reply-timeout"),
                http.getDuration("bulk-timeout"),
                http.getDuration("maintenance-max"),
                http.getInt("maintenance-members-max"),
                http.getDuration("drain-timeout"));
    }

    private static void between(String key, long number, long min, long max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    "Expected %s%s from %d to %d but got %d".formatted(PATH, key, min, max, number));
        }
    }

    private static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("Expected %s%s above zero but got %s".formatted(PATH, key, duration));
        }
    }
}
