package dev.muster.ingest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.time.Instant;
import java.util.Objects;

/**
 * A record as the twin sees it. Travels between nodes inside the twin's messages, therefore the type names are fixed.
 *
 * @param receivedAt the broker's clock ({@code LogAppendTime})
 */
public record Observation(
        // Not "kind": a notice has a property of that name.
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "record")
        @JsonSubTypes({
            @JsonSubTypes.Type(value = Sample.class, name = "sample"),
            @JsonSubTypes.Type(value = Notice.class, name = "notice")
        })
        TelemetryRecord telemetry,

        Instant receivedAt) {
    public Observation {
        Objects.requireNonNull(telemetry, "telemetry");
        Objects.requireNonNull(receivedAt, "receivedAt");
    }
}
