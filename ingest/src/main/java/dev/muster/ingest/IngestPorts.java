package dev.muster.ingest;

import dev.muster.ingest.deadline.BrokerClock;
import dev.muster.ingest.deadline.FleetRegister;
import dev.muster.ingest.deadline.OverdueGateway;
import dev.muster.ingest.report.DeviceReports;
import java.util.Objects;

/** What ingest is plugged into. */
public record IngestPorts(
        SourceDirectory sources,
        TwinGateway twins,
        HistoryWriter history,
        Quarantine quarantine,
        DeviceReports reports,
        Silence silence,
        IngestProbe probe) {
    /** Who should be heard, who is told when somebody is not, and by which clock. */
    public record Silence(FleetRegister fleet, OverdueGateway twins, BrokerClock clock) {
        public Silence {
            Objects.requireNonNull(fleet, "fleet");
            Objects.requireNonNull(twins, "twins");
            Objects.requireNonNull(clock, "clock");
        }
    }

    public IngestPorts {
        Objects.requireNonNull(sources, "sources");
        Objects.requireNonNull(twins, "twins");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(quarantine, "quarantine");
        Objects.requireNonNull(reports, "reports");
        Objects.requireNonNull(silence, "silence");
        Objects.requireNonNull(probe, "probe");
    }

    /** The same, but for where history goes. */
    public IngestPorts writing(HistoryWriter other) {
        return new IngestPorts(sources, twins, other, quarantine, reports, silence, probe);
    }
}
