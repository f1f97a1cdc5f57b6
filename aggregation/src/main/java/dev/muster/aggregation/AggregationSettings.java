package dev.muster.aggregation;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Durations and limits of the aggregation, validated; each key is documented in this module's {@code reference.conf}.
 */
public record AggregationSettings(RollUp rollUp, Updates updates, Latest latest, Queries queries, Recent recent) {
    private static final String PATH = "muster.aggregation";
    private static final Duration RECENT_INTERVAL_MIN = Duration.ofSeconds(1);

    public AggregationSettings {
        longer("recent.interval", recent.interval(), "roll-up.tick", rollUp.tick());
        longer("queries.timeout", queries.timeout(), "roll-up.settle-max", rollUp.settleMax());
    }

    /** Reads {@code muster.aggregation}; {@link IllegalArgumentException} says which key expects what. */
    public static AggregationSettings from(Config root) {
        Config config = root.getConfig(PATH);
        Config rollUp = config.getConfig("roll-up");
        Config updates = config.getConfig("updates");
        Config latest = config.getConfig("latest");
        Config queries = config.getConfig("queries");
        Config recent = config.getConfig("recent");
        return new AggregationSettings(
                new RollUp(
                        rollUp.getDuration("tick"),
                        rollUp.getDuration("report-after"),
                        rollUp.getDuration("resend-interval"),
                        rollUp.getDuration("unreachable-after"),
                        rollUp.getDuration("root-wake-interval"),
                        rollUp.getDuration("ingest-behind-after"),
                        rollUp.getDuration("settle-max")),
                new Updates(
                        updates.getDuration("flush-interval"),
                        updates.getInt("batch-values-max"),
                        updates.getDuration("ack-timeout")),
                new Latest(
                        latest.getInt("read-members-max"),
                        latest.getDuration("reread-after"),
                        latest.getDuration("retry-min"),
                        latest.getDuration("retry-max")),
                new Queries(
                        queries.getDuration("timeout"),
                        queries.getDuration("page-time-max"),
                        queries.getInt("first-page-members"),
                        queries.getInt("page-members-max"),
                        queries.getInt("children-per-message-max")),
                new Recent(recent.getDuration("interval"), recent.getInt("points")));
    }

    /** How groups report to their parents, and when they call silence their own. */
    public record RollUp(
            Duration tick,
            Duration reportAfter,
            Duration resendInterval,
            Duration unreachableAfter,
            Duration rootWakeInterval,
            Duration ingestBehindAfter,
            Duration settleMax) {
        public RollUp {
            positive("roll-up.report-after", reportAfter);
            longer("roll-up.tick", tick, "roll-up.report-after", reportAfter);
            if (tick.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "Expected %s.roll-up.tick of at least 1 ms but got %s".formatted(PATH, tick));
            }
            longer("roll-up.resend-interval", resendInterval, "roll-up.tick", tick);
            longer("roll-up.unreachable-after", unreachableAfter, "roll-up.resend-interval", resendInterval);
            positive("roll-up.root-wake-interval", rootWakeInterval);
            longer("roll-up.ingest-behind-after", ingestBehindAfter, "roll-up.tick", tick);
            if (settleMax.isNegative()) {
                throw new IllegalArgumentException(
                        "Expected %s.roll-up.settle-max of zero or more but got %s".formatted(PATH, settleMax));
            }
        }
    }

    /** How what twins say travels to the aggregators. */
    public record Updates(Duration flushInterval, int batchValuesMax, Duration ackTimeout) {
        public Updates {
            positive("updates.flush-interval", flushInterval);
            between("updates.batch-values-max", batchValuesMax, 1, 10_000);
            longer("updates.ack-timeout", ackTimeout, "updates.flush-interval", flushInterval);
        }
    }

    /** How a starting aggregator reads what its members reported before. */
    public record Latest(int readMembersMax, Duration rereadAfter, Duration retryMin, Duration retryMax) {
        public Latest {
            between("latest.read-members-max", readMembersMax, 1, 100_000);
            positive("latest.reread-after", rereadAfter);
            positive("latest.retry-min", retryMin);
            if (retryMax.compareTo(retryMin) < 0) {
                throw new IllegalArgumentException(
                        "Expected %s.latest.retry-max of latest.retry-min (%s) or more but got %s"
                                .formatted(PATH, retryMin, retryMax));
            }
        }
    }

    /** How questions are answered. */
    public record Queries(
            Duration timeout,
            Duration pageTimeMax,
            int firstPageMembers,
            int pageMembersMax,
            int childrenPerMessageMax) {
        public Queries {
            positive("queries.timeout", timeout);
            positive("queries.page-time-max", pageTimeMax);
            between("queries.page-members-max", pageMembersMax, 1, 1_000);
            between("queries.first-page-members", firstPageMembers, 1, pageMembersMax);
            between("queries.children-per-message-max", childrenPerMessageMax, 1, 1_000);
        }
    }

    /**
     * What a group remembers of its totals.
     *
     * @param points 0: nothing
     */
    public record Recent(Duration interval, int points) {
        /** A reply with so many, each figure as long as it can be, is half of the frame that Akka lets through. */
        public static final int POINTS_MAX = 2_880;

        public Recent {
            if (interval.compareTo(RECENT_INTERVAL_MIN) < 0) {
                throw new IllegalArgumentException("Expected %s.recent.interval of %s or more but got %s"
                        .formatted(PATH, RECENT_INTERVAL_MIN, interval));
            }
            between("recent.points", points, 0, POINTS_MAX);
        }
    }

    private static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("Expected %s.%s above zero but got %s".formatted(PATH, key, duration));
        }
    }

    private static void longer(String key, Duration duration, String thanKey, Duration than) {
        if (duration.compareTo(than) <= 0) {
            throw new IllegalArgumentException(
                    "Expected %s.%s longer than %s (%s) but got %s".formatted(PATH, key, thanKey, than, duration));
        }
    }

    private static void between(String key, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    "Expected %s.%s from %d to %d but got %d".formatted(PATH, key, min, max, number));
        }
    }
}
