package dev.muster.assetmodel.telemetry;

import dev.muster.assetmodel.identity.SourceId;
import java.time.Instant;

/** What one Kafka record of the topic {@code telemetry} says; its key is the source's id. */
public sealed interface TelemetryRecord permits Sample, Notice {
    SourceId source();

    /** The device's clock when it measured or noticed; never drives connectivity. */
    Instant measuredAt();
}
