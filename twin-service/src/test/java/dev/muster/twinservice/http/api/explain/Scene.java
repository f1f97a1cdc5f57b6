package dev.muster.twinservice.http.api.explain;

import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Reporting;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.Asset;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedSource;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import dev.muster.twinservice.twin.TwinSnapshot.MaintenanceWindow;
import dev.muster.twinservice.twin.ledger.ClockSkew;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A turbine that sums power (stale after 7 s) and charge (sent by exception, stale after 5 min), and all that is known of it.
 * All is well, and a second old, unless a test says otherwise.
 */
final class Scene {
    static final Instant NOW = Instant.parse("2030-01-02T10:42:10Z");
    static final SourceId SOURCE = new SourceId("WT-07");
    static final Signal POWER = signal("power", Duration.ofSeconds(7), true, Reporting.INTERVAL);
    static final Signal CHARGE = signal("charge", Duration.ofMinutes(5), true, Reporting.BY_EXCEPTION);
    static final Signal WIND = signal("wind_speed", Duration.ofSeconds(7), false, Reporting.INTERVAL);

    Connectivity connectivity = Connectivity.ONLINE;

    @Nullable
    Instant since = ago(3_600);

    @Nullable
    MaintenanceWindow maintenance;

    @Nullable
    Instant lastSeen = ago(1);

    ClockSkew.@Nullable Skew skew;
    final Map<SignalName, LatestReading> readings = new HashMap<>();
    Expected expected = new Expected(true, ago(86_400), null, "always");

    @Nullable
    Instant retiredFrom;

    @Nullable
    AssetType type = new AssetType(
            new TypeId("wind-turbine"), "Wind turbine", Duration.ofSeconds(30), List.of(POWER, CHARGE, WIND));

    PartitionReport partition = new PartitionReport(3, ago(1), 100, 100, null);
    final List<SourceReport.Refusal> refusals = new ArrayList<>();
    boolean twinAnswers = true;
    boolean ingestAnswers = true;
    boolean readerKnown = true;

    Scene() {
        reading(POWER, 1, Quality.GOOD);
        reading(CHARGE, 1, Quality.GOOD);
    }

    static Instant ago(long seconds) {
        return NOW.minusSeconds(seconds);
    }

    Scene reading(Signal signal, long secondsAgo, Quality quality) {
        Instant at = ago(secondsAgo);
        readings.put(signal.name(), new LatestReading(BigDecimal.ONE, quality, at, at, 42, SOURCE));
        return this;
    }

    Scene refused(RefusalReason reason, long secondsAgo) {
        refusals.add(new SourceReport.Refusal(99, ago(secondsAgo), reason, "Expected a but got b"));
        return this;
    }

    AssetFacts facts() {
        Asset asset = new Asset(
                new AssetId("WT-07"),
                "WT-07",
                new TypeId("wind-turbine"),
                SOURCE,
                Map.of(),
                Map.of(),
                retiredFrom,
                new Recorded(ago(86_400), new Principal("ada")));
        TwinSnapshot twin = new TwinSnapshot(
                asset.id(),
                connectivity,
                since,
                null,
                lastSeen,
                3L,
                maintenance,
                readings,
                skew,
                new VerdictTally.Counts(1, 0, 0, 0),
                List.of(),
                "here",
                List.of());
        LocatedSource source =
                new LocatedSource("there", new SourceReport(SOURCE, partition, lastSeen, 99L, null, refusals));
        return new AssetFacts(
                NOW,
                asset,
                type,
                expected,
                twinAnswers ? Part.of(twin) : new Part<>(null, "Expected an answer but none came"),
                ingestAnswers
                        ? Part.of(readerKnown ? Optional.of(source) : Optional.empty())
                        : new Part<>(null, "Expected an answer but none came"));
    }

    Standing standing(Signal signal) {
        return Standing.of(signal, facts());
    }

    List<Remedies.Remedy> remedies() {
        AssetFacts facts = facts();
        return Remedies.of(
                facts,
                facts.summedSignals().stream()
                        .map(signal -> Standing.of(signal, facts))
                        .toList());
    }

    private static Signal signal(String name, Duration staleAfter, boolean summed, Reporting reporting) {
        return new Signal(
                new SignalName(name),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                staleAfter,
                null,
                summed,
                reporting);
    }
}
