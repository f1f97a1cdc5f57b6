package dev.muster.assetmodel.telemetry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;
import java.util.Objects;

/**
 * A source's session began or ended. Epochs of one source only grow: a late disconnect of an older session never overrides
 * a newer connect.
 *
 * @param properties what the device says of itself when it connects; none: it says nothing, and what it said before holds
 */
public record Notice(
        SourceId source,
        Kind kind,
        long epoch,
        Instant measuredAt,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Properties properties)
        implements TelemetryRecord {
    /** Which end of the session. */
    public enum Kind {
        @JsonProperty("connected")
        CONNECTED,
        @JsonProperty("disconnected")
        DISCONNECTED
    }

    @JsonCreator
    public Notice {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(measuredAt, "measuredAt");
        if (epoch < 0) {
            throw new IllegalArgumentException("Expected an epoch of 0 or more but got " + epoch);
        }
        properties = properties == null ? Properties.NONE : properties;
    }

    /** Without properties. */
    public Notice(SourceId source, Kind kind, long epoch, Instant measuredAt) {
        this(source, kind, epoch, measuredAt, Properties.NONE);
    }
}
