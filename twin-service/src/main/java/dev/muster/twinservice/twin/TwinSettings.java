package dev.muster.twinservice.twin;

import com.typesafe.config.Config;
import dev.muster.twinservice.pace.Backoff;
import dev.muster.twinservice.placement.Placement;
import dev.muster.twinservice.twin.ledger.RecentKeys;
import java.time.Duration;

/**
 * {@code muster.twin}, validated; each key is documented in reference.conf.
 *
 * @param shards at least so many; fixed for the life of a cluster
 * @param placement on which nodes they live
 * @param passivateAfter how long a twin that nobody writes to or asks stays in memory
 */
public record TwinSettings(
        int shards,
        Placement placement,
        Duration passivateAfter,
        Observing observing,
        Judging judging,
        Snapshots snapshots,
        Backoff retry) {
    private static final String PATH = "muster.twin";

    public TwinSettings {
        between("shards", shards, 1, 10_000);
        positive("passivate-after", passivateAfter);
    }

    /** Reads {@code muster.twin}; {@link IllegalArgumentException} says which key expects what. */
    public static TwinSettings from(Config root) {
        Config config = root.getConfig(PATH);
        return new TwinSettings(
                config.getInt("shards"),
                Placement.of(config.getString("placement")),
                config.getDuration("passivate-after"),
                new Observing(
                        config.getDuration("ask-timeout"),
                        config.getInt("observes-in-flight-max"),
                        config.getInt("observes-waiting-max"),
                        config.getInt("lookups-max")),
                new Judging(config.getDuration("clock-ahead-max"), config.getInt("duplicate-window")),
                new Snapshots(config.getInt("snapshot-every"), config.getInt("snapshots-kept")),
                new Backoff(config.getDuration("retry-min"), config.getDuration("retry-max")));
    }

    /**
     * How much may be under way at once on this node.
     *
     * @param askTimeout how long a twin may take to answer, its waking included
     * @param observesInFlightMax batches that twins work on
     * @param observesWaitingMax batches that wait for the former; one more fails at once
     * @param lookupsMax reads of history that one batch has open
     */
    public record Observing(Duration askTimeout, int observesInFlightMax, int observesWaitingMax, int lookupsMax) {
        public Observing {
            positive("ask-timeout", askTimeout);
            between("observes-in-flight-max", observesInFlightMax, 1, 1_000_000);
            between("observes-waiting-max", observesWaitingMax, 0, 10_000_000);
            between("lookups-max", lookupsMax, 1, 1_000);
        }
    }

    /**
     * How samples are judged.
     *
     * @param clockAheadMax how far {@code measuredAt} may be ahead of the broker's clock
     * @param duplicateWindow keys of samples that a twin remembers between batches
     */
    public record Judging(Duration clockAheadMax, int duplicateWindow) {
        public Judging {
            positive("clock-ahead-max", clockAheadMax);
            between("duplicate-window", duplicateWindow, 1, RecentKeys.CAPACITY_MAX);
        }
    }

    /** After how many transitions a twin stores its state, and how many such states are kept. */
    public record Snapshots(int every, int kept) {
        public Snapshots {
            between("snapshot-every", every, 1, 10_000);
            between("snapshots-kept", kept, 1, 100);
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
