package dev.muster.ingest.planted;

import dev.muster.aggregation.MissingReason;
import java.time.Instant;

/** Ingest that looks into aggregation, and at the wall clock. */
public record SidewaysDependency(MissingReason reason, Instant at) {
    public static SidewaysDependency planted() {
        return new SidewaysDependency(MissingReason.OFFLINE, Instant.now());
    }
}
