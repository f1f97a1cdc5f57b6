package dev.muster.twinservice.http.api.explain;

import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedSource;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one asset at one moment, by who said it.
 *
 * @param type {@code null}: not known here
 * @param twinPart what the twin said
 * @param sourcePart what ingest said of its source; {@link Optional#empty()}: who reads its partition is not known
 */
record AssetFacts(
        Instant now,
        Asset asset,
        @Nullable AssetType type,
        Expected expected,
        Part<TwinSnapshot> twinPart,
        Part<Optional<LocatedSource>> sourcePart) {
    /**
     * How far a watermark is behind the clock before that is worth a word; as the aggregators have it by default,
     * {@code muster.aggregation.roll-up.ingest-behind-after}.
     */
    static final Duration BEHIND_AFTER = Duration.ofSeconds(5);

    /** {@code null}: it did not answer. */
    @Nullable
    TwinSnapshot twin() {
        return twinPart.said();
    }

    /** {@code null}: it is not known who reads its partition, or that node did not answer. */
    @Nullable
    LocatedSource source() {
        Optional<LocatedSource> said = sourcePart.said();
        return said == null ? null : said.orElse(null);
    }

    @Nullable
    PartitionReport partition() {
        LocatedSource source = source();
        return source == null ? null : source.report().partition();
    }

    List<SourceReport.Refusal> refusals() {
        LocatedSource source = source();
        return source == null ? List.of() : source.report().refusals();
    }

    /** The newest arrival that anybody knows of. */
    @Nullable
    Instant lastSeen() {
        TwinSnapshot twin = twin();
        LocatedSource source = source();
        Instant byTwin = twin == null ? null : twin.lastSeen();
        Instant byIngest = source == null ? null : source.report().lastSeen();
        if (byTwin == null || byIngest == null) {
            return byTwin == null ? byIngest : byTwin;
        }
        return byTwin.isAfter(byIngest) ? byTwin : byIngest;
    }

    boolean isRetired() {
        Instant from = asset.retiredFrom();
        return from != null && !from.isAfter(now);
    }

    /** The signals that groups total, in the order of the type. */
    List<Signal> summedSignals() {
        return type == null
                ? List.of()
                : type.signals().stream().filter(Signal::summed).toList();
    }

    @Nullable
    LatestReading reading(SignalName signal) {
        TwinSnapshot twin = twin();
        return twin == null ? null : twin.signals().get(signal);
    }

    /** When the latest value no longer counts; {@code null}: there is none. */
    @Nullable
    Instant staleAt(Signal signal) {
        LatestReading reading = reading(signal.name());
        return reading == null ? null : reading.receivedAt().plus(signal.staleAfter());
    }

    boolean isFresh(Signal signal) {
        Instant staleAt = staleAt(signal);
        return staleAt != null && now.isBefore(staleAt);
    }

    /** Whether records of this asset may be waiting that Muster has not read. */
    boolean isIngestBehind() {
        PartitionReport partition = partition();
        return partition != null && isBehind(partition, now);
    }

    static boolean isBehind(PartitionReport partition, Instant now) {
        Instant watermark = partition.watermark();
        return watermark == null || watermark.plus(BEHIND_AFTER).isBefore(now);
    }
}
