package dev.muster.twinservice.http.api.explain;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.type.Signal;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a summed signal of an asset counts in the totals, and why not: asked in the order in which the aggregators ask.
 *
 * @param counts {@code null}: only its twin could say, and it did not
 * @param reason {@code null}: it counts, or nobody expects it and it is not missing either, or it is not known
 * @param since as the reason says; of what counts, the arrival of the value
 */
record Standing(
        Signal signal,
        @Nullable Boolean counts,
        @Nullable MissingReason reason,
        @Nullable Instant since) {
    static Standing of(Signal signal, AssetFacts facts) {
        if (!facts.expected().now()) {
            return new Standing(signal, false, null, facts.expected().since());
        }
        TwinSnapshot twin = facts.twin();
        if (twin == null) {
            return new Standing(signal, null, null, null);
        }
        if (twin.connectivity() == Connectivity.MAINTENANCE) {
            return missing(signal, MissingReason.MAINTENANCE, twin.since());
        }
        if (twin.connectivity() == Connectivity.EXPECTED
                && facts.summedSignals().stream().allMatch(summed -> facts.reading(summed.name()) == null)) {
            return missing(
                    signal, MissingReason.NEVER_REPORTED, facts.expected().since());
        }
        if (twin.connectivity() == Connectivity.OFFLINE || twin.connectivity() == Connectivity.RETIRED) {
            return missing(signal, MissingReason.OFFLINE, twin.since());
        }
        LatestReading reading = facts.reading(signal.name());
        if (reading != null && facts.isFresh(signal)) {
            return reading.quality() == Quality.BAD
                    ? missing(signal, MissingReason.BAD_QUALITY, reading.receivedAt())
                    : new Standing(signal, true, null, reading.receivedAt());
        }
        PartitionReport partition = facts.partition();
        if (partition != null && mayBeWaiting(signal, facts, partition)) {
            Instant watermark = partition.watermark();
            return missing(
                    signal, MissingReason.INGEST_BEHIND, watermark == null ? partition.frozenSince() : watermark);
        }
        return missing(signal, MissingReason.STALE_SIGNAL, reading == null ? twin.since() : reading.receivedAt());
    }

    /** Whether a value that came in time can still lie where Muster has not read. */
    private static boolean mayBeWaiting(Signal signal, AssetFacts facts, PartitionReport partition) {
        Instant watermark = partition.watermark();
        Instant staleAt = facts.staleAt(signal);
        return facts.isIngestBehind() && (watermark == null || staleAt == null || watermark.isBefore(staleAt));
    }

    private static Standing missing(Signal signal, MissingReason reason, @Nullable Instant since) {
        return new Standing(signal, false, reason, since);
    }

    boolean isMissing() {
        return reason != null;
    }
}
