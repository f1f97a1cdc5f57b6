package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ingest knows of one source; times are the broker's.
 *
 * @param partition the one that its key belongs to
 * @param lastSeen greatest arrival of any of its records, whatever they said; {@code null}: none is known
 * @param lastOffset of its last record; {@code null}: none since this node took the partition up
 * @param overdueAt when it is overdue if nothing more comes; {@code null}: never, as nothing was ever received of it, or nobody
 *     expects it now, or deadlines are frozen
 * @param refusals its last refused records, newest first, at most {@link #REFUSALS_MAX}; of the time since this node took the
 *     partition up
 */
public record SourceReport(
        SourceId source,
        PartitionReport partition,
        @Nullable Instant lastSeen,
        @Nullable Long lastOffset,
        @Nullable Instant overdueAt,
        List<Refusal> refusals) {
    /** Enough to see what a device does wrong; all refused records are in the quarantine topic. */
    public static final int REFUSALS_MAX = 5;

    public SourceReport {
        refusals = List.copyOf(refusals);
    }

    /** A record that was refused, and why. */
    public record Refusal(long offset, Instant receivedAt, RefusalReason reason, String detail) {}
}
