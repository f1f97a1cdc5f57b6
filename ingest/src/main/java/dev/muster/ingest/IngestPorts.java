package dev.muster.ingest;

import java.util.Objects;

/** What ingest is plugged into. */
public record IngestPorts(
        SourceDirectory sources, TwinGateway twins, HistoryWriter history, Quarantine quarantine, IngestProbe probe) {
    public IngestPorts {
        Objects.requireNonNull(sources, "sources");
        Objects.requireNonNull(twins, "twins");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(quarantine, "quarantine");
        Objects.requireNonNull(probe, "probe");
    }
}
