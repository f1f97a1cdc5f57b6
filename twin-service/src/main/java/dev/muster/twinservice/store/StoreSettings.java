package dev.muster.twinservice.store;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Where Cassandra is and how it is used, validated; each key of {@code muster.cassandra} is documented in reference.conf. */
public record StoreSettings(Cluster cluster, Keyspace keyspace, Requests requests, History history) {
    private static final String PATH = "muster.cassandra";

    /** Reads {@code muster.cassandra}; {@link IllegalArgumentException} says which key expects what. */
    public static StoreSettings from(Config root) {
        Config config = root.getConfig(PATH);
        return new StoreSettings(
                new Cluster(
                        config.getStringList("contact-points"),
                        config.getString("local-datacenter"),
                        config.getString("username"),
                        config.getString("password"),
                        config.getDuration("retry-min"),
                        config.getDuration("retry-max")),
                new Keyspace(config.getString("keyspace"), config.getString("replication")),
                new Requests(
                        config.getString("consistency"),
                        config.getDuration("request-timeout"),
                        config.getInt("in-flight-max"),
                        config.getInt("queue-max"),
                        config.getInt("batch-rows-max"),
                        config.getInt("reads-at-once")),
                new History(config.getBoolean("history-enabled"), config.getDuration("history-ttl")));
    }

    /**
     * How the cluster is found.
     *
     * @param contactPoints {@code host:port}
     * @param username empty: no authentication
     */
    public record Cluster(
            List<String> contactPoints,
            String localDatacenter,
            String username,
            String password,
            Duration retryMin,
            Duration retryMax) {
        private static final Pattern CONTACT_POINT = Pattern.compile("(?<host>\\S+):(?<port>\\d{1,5})");

        public Cluster {
            contactPoints = List.copyOf(contactPoints);
            expect(!contactPoints.isEmpty(), "contact-points", "at least one host:port", contactPoints);
            contactPoints.forEach(
                    point -> expect(CONTACT_POINT.matcher(point).matches(), "contact-points", "host:port each", point));
            expect(!localDatacenter.isBlank(), "local-datacenter", "the name of a data centre", localDatacenter);
            expect(!retryMin.isNegative() && !retryMin.isZero(), "retry-min", "more than 0s", retryMin);
            expect(retryMax.compareTo(retryMin) >= 0, "retry-max", "retry-min or more", retryMax);
        }

        @Override
        public String toString() {
            return "Cluster[contactPoints=%s, localDatacenter=%s]".formatted(contactPoints, localDatacenter);
        }
    }

    /**
     * Where the tables are.
     *
     * @param replication how the keyspace is made when it is not there: a map as CQL has it
     */
    public record Keyspace(String name, String replication) {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");
        private static final Pattern CQL_MAP = Pattern.compile("\\{\\s*'class'\\s*:[^{};]*}");

        public Keyspace {
            expect(NAME.matcher(name).matches(), "keyspace", "1 to 48 of a-z 0-9 _, a letter first", name);
            expect(
                    CQL_MAP.matcher(replication).matches(),
                    "replication",
                    "a map such as {'class': 'SimpleStrategy', 'replication_factor': 1}",
                    replication);
        }
    }

    /** How statements are sent; see reference.conf for each. */
    public record Requests(
            String consistency, Duration timeout, int inFlightMax, int queueMax, int batchRowsMax, int readsAtOnce) {
        private static final List<String> CONSISTENCIES =
                List.of("ONE", "TWO", "THREE", "QUORUM", "ALL", "LOCAL_QUORUM", "EACH_QUORUM", "LOCAL_ONE");

        public Requests {
            expect(CONSISTENCIES.contains(consistency), "consistency", "one of " + CONSISTENCIES, consistency);
            expect(!timeout.isNegative() && !timeout.isZero(), "request-timeout", "more than 0s", timeout);
            expectBetween(1, 1024, "in-flight-max", inFlightMax);
            expectBetween(0, 1_000_000, "queue-max", queueMax);
            expectBetween(1, 100, "batch-rows-max", batchRowsMax);
            expectBetween(1, 256, "reads-at-once", readsAtOnce);
        }
    }

    /**
     * Whether there is any, and how long it stays.
     *
     * @param timeToLive of a row; zero: for ever
     */
    public record History(boolean isEnabled, Duration timeToLive) {
        /** What Cassandra accepts. */
        private static final Duration TTL_MAX = Duration.ofDays(20 * 365);

        public History {
            boolean wholeSeconds = timeToLive.equals(Duration.ofSeconds(timeToLive.toSeconds()));
            expect(
                    wholeSeconds && !timeToLive.isNegative() && timeToLive.compareTo(TTL_MAX) <= 0,
                    "history-ttl",
                    "whole seconds from 0s to " + TTL_MAX.toDays() + " days",
                    timeToLive);
        }
    }

    private static void expectBetween(int min, int max, String key, int actual) {
        expect(min <= actual && actual <= max, key, min + " to " + max, actual);
    }

    private static void expect(boolean met, String key, String expected, Object actual) {
        if (!met) {
            throw new IllegalArgumentException(
                    "Expected %s.%s to be %s but got %s".formatted(PATH, key, expected, actual));
        }
    }
}
