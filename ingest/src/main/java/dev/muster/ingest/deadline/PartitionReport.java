package dev.muster.ingest.deadline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition is read; times are the broker's.
 *
 * @param watermark everything received up to then has reached its twin; {@code null}: not known yet
 * @param next offset of the first record that has not reached its twin
 * @param end offset that the next record of the partition will have; {@code -1}: not asked yet
 * @param frozenSince since when no deadline counts, because the partition was just taken up, is behind, or Kafka did not answer;
 *     {@code null}: they count
 */
public record PartitionReport(
        int partition,
        @Nullable Instant watermark,
        long next,
        long end,
        @Nullable Instant frozenSince) {
    /** Records that have not reached their twins; 0 while the end is not known. */
    public long lag() {
        return Math.max(0, end - next);
    }
}
