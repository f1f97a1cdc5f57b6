package dev.muster.ingest;

import dev.muster.assetmodel.telemetry.RefusalReason;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The accounting of one partition at a moment; immutable. */
public record PartitionFigures(int partition, Offsets offsets, Counts counts, Activity activity) {
    /** Records that Kafka delivered, each counted once however often it was delivered; derived from offsets alone. */
    public long received() {
        return offsets.next() - offsets.start() - offsets.skipped() - offsets.elsewhere();
    }

    /** {@code received = accepted + duplicate + late + quarantined + rejected}; alert when {@code false}. */
    public boolean closes() {
        return received() == counts.total();
    }

    /** Offsets behind the end of the partition; empty until the end was asked for. */
    public OptionalLong lag() {
        return offsets.end() < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, offsets.end() - offsets.next()));
    }

    /**
     * Where the partition stands in Kafka's offsets.
     *
     * @param start where this process first took the partition up: the committed offset it found
     * @param next after the last record that twin, history and quarantine have acked
     * @param end of the partition when last asked, {@code -1}: not asked yet
     * @param skipped offsets that Kafka never delivered as records: markers of transactional producers, compacted records.
     *     Zero unless someone writes the topic in transactions; alert when it grows otherwise
     * @param elsewhere offsets passed by while the partition was not ours: done by another node, or skipped by an operator
     */
    public record Offsets(long start, long next, long end, long skipped, long elsewhere) {}

    /** Records by outcome; {@code refusals} splits quarantined and rejected by reason. */
    public record Counts(
            long accepted,
            long duplicate,
            long late,
            long quarantined,
            long rejected,
            Map<RefusalReason, Long> refusals) {
        public Counts {
            refusals = Map.copyOf(refusals);
        }

        public long total() {
            return accepted + duplicate + late + quarantined + rejected;
        }
    }

    /**
     * What goes on, beside the counts.
     *
     * @param owned whether this process consumes the partition now
     * @param redelivered deliveries of records that were counted before, not part of {@code received}
     * @param batchesInFlight taken from Kafka and not yet acked by everyone
     * @param lastCommitAt by this node's clock; {@code null}: none since the process started
     * @param alarm why the partition is stopped; {@code null}: it is not
     */
    public record Activity(
            boolean owned,
            long redelivered,
            int batchesInFlight,
            @Nullable Instant lastCommitAt,
            @Nullable String alarm) {}
}
