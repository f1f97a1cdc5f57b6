package dev.muster.twinservice.store;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Sample;
import java.time.Instant;
import java.util.Objects;

/** A place in the history of one asset: behind the sample with this key. It stays valid whatever is written meanwhile. */
public record HistoryPosition(Instant measuredAt, SourceId source, long sequence) {
    public HistoryPosition {
        Objects.requireNonNull(measuredAt, "Expected measuredAt but got none");
        Objects.requireNonNull(source, "Expected a source but got none");
    }

    static HistoryPosition behind(Sample sample) {
        return new HistoryPosition(sample.measuredAt(), sample.source(), sample.sequence());
    }
}
