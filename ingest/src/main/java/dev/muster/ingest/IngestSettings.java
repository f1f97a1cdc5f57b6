package dev.muster.ingest;

import com.typesafe.config.Config;
import dev.muster.ingest.broker.Brokers;
import dev.muster.ingest.deadline.DeadlineSettings;
import java.time.Duration;

/**
 * Settings of the way from Kafka to the twins; every key is documented in {@code reference.conf}. What cannot work together
 * is refused here, at start, with one line.
 */
public record IngestSettings(
        Brokers brokers,
        String topic,
        String consumerGroup,
        Batching batching,
        Retrying retrying,
        Patience patience,
        Restarting restarting,
        Committing committing,
        Watching watching,
        DeadlineSettings deadlines,
        Duration drainTimeout) {
    public IngestSettings {
        check(!topic.isBlank(), "muster.topics.telemetry to name a topic", topic);
        check(!consumerGroup.isBlank(), "muster.ingest.consumer-group to name a group", consumerGroup);
        checkAboveZero("muster.ingest.drain-timeout", drainTimeout);
        // Every attempt counts as progress: a longer one would look like a stream that is stuck.
        check(
                watching.idleTimeout()
                                .compareTo(retrying.attemptTimeout()
                                        .plus(retrying.backoff().longest()))
                        > 0,
                "muster.ingest.idle-timeout above attempt-timeout + the longest retry backoff",
                watching.idleTimeout());
    }

    /** From the whole configuration. Throws {@link IllegalArgumentException} that names the key and what was expected. */
    public static IngestSettings from(Config config) {
        Config ingest = config.getConfig("muster.ingest");
        return new IngestSettings(
                Brokers.from(config),
                config.getString("muster.topics.telemetry"),
                ingest.getString("consumer-group"),
                Batching.from(ingest),
                new Retrying(ingest.getDuration("attempt-timeout"), Backoff.from(ingest, "retry")),
                new Patience(ingest.getDuration("twin-patience"), ingest.getInt("twins-left-behind-max")),
                new Restarting(Backoff.from(ingest, "restart")),
                new Committing(ingest.getInt("commit-batches-max"), ingest.getDuration("commit-interval-max")),
                new Watching(ingest.getDuration("idle-timeout"), ingest.getDuration("session-timeout")),
                new DeadlineSettings(
                        ingest.getDuration("look-interval"),
                        ingest.getDuration("look-gap-after"),
                        ingest.getInt("overdue-in-flight-max")),
                ingest.getDuration("drain-timeout"));
    }

    /**
     * How much is taken from Kafka at once. A batch is full at whichever limit comes first; one record that is larger than
     * {@code bytesMax} makes a batch of its own.
     *
     * @param unsettledBytesMax per partition: what has reached its twins and waits to be written
     * @param writeWait how long what all partitions have to write is gathered
     */
    public record Batching(
            int recordsMax,
            long bytesMax,
            Duration waitMax,
            int fetchBytesMax,
            int pollRecordsMax,
            long unsettledBytesMax,
            Duration writeWait) {
        /** Nothing is committed meanwhile, so that as much is read again after a crash. */
        private static final Duration WRITE_WAIT_MAX = Duration.ofSeconds(5);

        public Batching {
            check(recordsMax >= 1 && recordsMax <= 10_000, "muster.ingest.batch-records-max of 1 to 10000", recordsMax);
            check(bytesMax >= 1, "muster.ingest.batch-bytes-max above zero", bytesMax);
            checkAboveZero("muster.ingest.batch-wait", waitMax);
            check(fetchBytesMax >= 1, "muster.ingest.fetch-bytes-max above zero", fetchBytesMax);
            check(pollRecordsMax >= 1, "muster.ingest.poll-records-max above zero", pollRecordsMax);
            check(unsettledBytesMax >= 1, "muster.ingest.unsettled-bytes-max above zero", unsettledBytesMax);
            check(
                    !writeWait.isNegative() && writeWait.compareTo(WRITE_WAIT_MAX) <= 0,
                    "muster.ingest.write-wait of 0s to 5s",
                    writeWait);
        }

        static Batching from(Config ingest) {
            return new Batching(
                    ingest.getInt("batch-records-max"),
                    ingest.getBytes("batch-bytes-max"),
                    ingest.getDuration("batch-wait"),
                    Math.toIntExact(ingest.getBytes("fetch-bytes-max")),
                    ingest.getInt("poll-records-max"),
                    ingest.getBytes("unsettled-bytes-max"),
                    ingest.getDuration("write-wait"));
        }
    }

    /** How a port that fails or does not answer is asked again. */
    public record Retrying(Duration attemptTimeout, Backoff backoff) {
        public Retrying {
            checkAboveZero("muster.ingest.attempt-timeout", attemptTimeout);
        }
    }

    /**
     * How long a batch waits for twins that do not answer, before the next one goes on without them.
     *
     * @param leftBehindMax assets of one partition; when there would be more, batches wait
     */
    public record Patience(Duration twins, int leftBehindMax) {
        public Patience {
            checkAboveZero("muster.ingest.twin-patience", twins);
            check(leftBehindMax >= 0, "muster.ingest.twins-left-behind-max of zero or more", leftBehindMax);
        }
    }

    /** How the consumer comes back after it failed. */
    public record Restarting(Backoff backoff) {}

    /** How often offsets are committed: after so many batches or so much time, whichever comes first. */
    public record Committing(int batchesMax, Duration intervalMax) {
        public Committing {
            check(batchesMax >= 1, "muster.ingest.commit-batches-max above zero", batchesMax);
            checkAboveZero("muster.ingest.commit-interval-max", intervalMax);
        }
    }

    /** How the stream is watched. */
    public record Watching(Duration idleTimeout, Duration sessionTimeout) {
        public Watching {
            checkAboveZero("muster.ingest.idle-timeout", idleTimeout);
            checkAboveZero("muster.ingest.session-timeout", sessionTimeout);
        }
    }

    /**
     * Waits that double from {@code min} to {@code max}.
     *
     * @param jitter share by which a wait is lengthened at random, 0 to 1, so that nodes do not come back in step
     */
    public record Backoff(Duration min, Duration max, double jitter) {
        private static final int DOUBLINGS_MAX = 30;

        public Backoff {
            checkAboveZero("a backoff", min);
            check(max.compareTo(min) >= 0, "a longest backoff of at least the shortest", max);
            check(jitter >= 0 && jitter <= 1, "a jitter of 0 to 1", jitter);
        }

        /** From the keys {@code <prefix>-backoff-min}, {@code -backoff-max} and {@code <prefix>-jitter}. */
        public static Backoff from(Config ingest, String prefix) {
            return new Backoff(
                    ingest.getDuration(prefix + "-backoff-min"),
                    ingest.getDuration(prefix + "-backoff-max"),
                    ingest.getDouble(prefix + "-jitter"));
        }

        /** The wait after so many failures, 1 or more; {@code random} is uniform in 0 to 1. */
        public Duration after(int failures, double random) {
            double doubled = (double) min.toMillis() * (1L << Math.min(failures - 1, DOUBLINGS_MAX));
            double capped = Math.min(doubled, (double) max.toMillis());
            return Duration.ofMillis(Math.round(capped * (1 + jitter * random)));
        }

        /** No wait is longer. */
        public Duration longest() {
            return Duration.ofMillis((long) Math.ceil(max.toMillis() * (1 + jitter)));
        }
    }

    private static void checkAboveZero(String what, Duration duration) {
        check(!duration.isNegative() && !duration.isZero(), what + " above zero", duration);
    }

    private static void check(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("Expected %s but got '%s'".formatted(expected, got));
        }
    }
}
