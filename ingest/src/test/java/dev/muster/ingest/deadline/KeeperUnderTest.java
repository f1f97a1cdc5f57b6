package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A keeper with times in milliseconds since the broker's {@link #START}. Sources may be silent for a minute, looks for five seconds. */
final class KeeperUnderTest {
    static final Instant START = Instant.parse("2030-01-02T03:04:05Z");
    static final long OFFLINE_AFTER = 60_000;
    static final long GAP_AFTER = 5_000;
    static final long FIRST_OFFSET = 100;
    static final SourceId WT_07 = new SourceId("WT-07");
    static final SourceId WT_08 = new SourceId("WT-08");

    final FakeFleet fleet = new FakeFleet();
    final DeadlineKeeper keeper;
    private long next = FIRST_OFFSET;
    private long looked;

    KeeperUnderTest() {
        fleet.expect(WT_07, Duration.ofMillis(OFFLINE_AFTER));
        fleet.expect(WT_08, Duration.ofMillis(OFFLINE_AFTER));
        keeper = new DeadlineKeeper(3, FIRST_OFFSET, fleet, Duration.ofMillis(GAP_AFTER), at(-777));
    }

    static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    static Overdue overdue(SourceId source, long watermark, long lastSeen) {
        return new Overdue(new AssetId(source.value()), source, at(watermark), at(lastSeen));
    }

    /** Counts: nothing is stored, and the partition was read to the end asked for at {@code time}. */
    KeeperUnderTest counting(long time) {
        seed(Map.of());
        look(time - 1, next);
        look(time, next);
        return this;
    }

    void seed(Map<SourceId, Seed> seeds) {
        keeper.seed(seeds);
    }

    void seed(SourceId source, long lastSeen, boolean offline) {
        seed(Map.of(source, new Seed(at(lastSeen), offline)));
    }

    /** The next record, of {@code source}, was received at {@code time} and has been read. */
    void read(SourceId source, long time) {
        keeper.seen(new Sighting(new AssetId(source.value()), source, at(time), next));
        next++;
        keeper.processed(next, at(time));
    }

    void look(long time, long end) {
        keeper.looked(at(time), end);
        looked = time;
    }

    /** Looks in time until {@code time}; everything is read each time. */
    void lookUntil(long time) {
        while (looked + GAP_AFTER < time) {
            look(looked + GAP_AFTER, next);
        }
        look(time, next);
    }

    List<Overdue> overdue() {
        return overdue(100, null);
    }

    List<Overdue> overdue(int max, @Nullable Instant oldestUnanswered) {
        return keeper.takeOverdue(max, oldestUnanswered);
    }

    List<Overdue> overdueAt(long time) {
        lookUntil(time);
        return overdue();
    }

    void decided(Overdue overdue) {
        keeper.decided(overdue, Optional.empty());
    }

    PartitionReport report() {
        return keeper.report(null);
    }

    SourceReport report(SourceId source) {
        return keeper.report(source, null, List.of());
    }

    long next() {
        return next;
    }

    static Map<SourceId, Seed> seeds(long lastSeen, SourceId... sources) {
        Map<SourceId, Seed> seeds = new HashMap<>();
        for (SourceId source : sources) {
            seeds.put(source, new Seed(at(lastSeen), false));
        }
        return seeds;
    }
}
