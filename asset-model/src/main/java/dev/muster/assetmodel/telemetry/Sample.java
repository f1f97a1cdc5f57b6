package dev.muster.assetmodel.telemetry;

import dev.muster.assetmodel.compact.ArrayMap;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/**
 * Readings of one instant. One record is one sample is one history row; (source, sequence, measuredAt) names it.
 *
 * @param sequence counts up per source from zero; orders samples of one instant
 * @param measuredAt to the millisecond: finer digits are cut, because history keys hold milliseconds
 */
public record Sample(SourceId source, long sequence, Instant measuredAt, Map<SignalName, Reading> readings)
        implements TelemetryRecord {
    public Sample {
        Objects.requireNonNull(source, "source");
        if (sequence < 0) {
            throw new IllegalArgumentException("Expected a sequence of 0 or more but got " + sequence);
        }
        measuredAt = measuredAt.truncatedTo(ChronoUnit.MILLIS);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one reading but got none");
        }
        readings = ArrayMap.copyOf(readings);
    }
}
