package dev.muster.page;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.Totals;
import dev.muster.aggregation.recent.RecentPoint;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.page.control.StagedCommanding;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OnlineCause;
import dev.muster.twinservice.http.api.explain.IngestReports;
import dev.muster.twinservice.http.api.maintenance.Maintenance;
import dev.muster.twinservice.http.api.twin.TwinReads;
import dev.muster.twinservice.store.HistoryPage;
import dev.muster.twinservice.store.HistoryQuery;
import dev.muster.twinservice.store.HistoryReader;
import dev.muster.twinservice.twin.AssetTwin;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import dev.muster.twinservice.twin.TwinSnapshot.MaintenanceWindow;
import dev.muster.twinservice.twin.ledger.ClockSkew;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What twins, history and ingest would say of the units of a stage, and what its totals were. Devices measure in kW what their type has in MW. */
final class StagedTwins implements TwinReads, HistoryReader, IngestReports, Maintenance {
    private static final BigDecimal POWER = new BigDecimal("2.1");
    private static final double POWER_RAW = 2_100;
    private static final BigDecimal WIND_SPEED = new BigDecimal("8.25");

    static final int TRANSITIONS = 6;

    private static final Duration SLOT = Duration.ofSeconds(30);
    private static final int SLOTS = 480;
    private static final String NODE = "akka://muster@127.0.0.1:7600";
    private static final Principal ADA = new Principal("ada");
    private static final SignalName WIND = new SignalName("wind_speed");

    private final StagedFleet fleet;
    private final StagedCommanding commanding;

    StagedTwins(StagedFleet fleet, StagedCommanding commanding) {
        this.fleet = fleet;
        this.commanding = commanding;
    }

    @Override
    public CompletionStage<TwinSnapshot> read(AssetId asset) {
        Instant now = fleet.clock().instant();
        SourceId source = new SourceId(asset.value());
        Optional<MissingMember> missing = fleet.absence(asset);
        Instant heard = missing.map(MissingMember::since).orElse(now.minusMillis(700));
        Instant came = now.minusSeconds(7_200);
        return completedFuture(new TwinSnapshot(
                asset,
                missing.map(member -> connectivity(member.reason())).orElse(Connectivity.ONLINE),
                missing.isPresent() ? heard : came,
                null,
                heard,
                3L,
                missing.filter(member -> member.reason() == MissingReason.MAINTENANCE)
                        .map(member -> new MaintenanceWindow(ADA, heard, now.plusSeconds(3_600)))
                        .orElse(null),
                Map.of(
                        StagedFleet.POWER,
                        new LatestReading(POWER, Quality.GOOD, heard.minusMillis(200), heard, 42, source),
                        WIND,
                        new LatestReading(WIND_SPEED, Quality.UNCERTAIN, heard.minusMillis(200), heard, 42, source)),
                new ClockSkew.Skew(Duration.ofMillis(-100), Duration.ofMillis(90)),
                new VerdictTally.Counts(412, 3, 2, 1),
                List.of(
                        new ConnectivityEvent.WentOnline(source, OnlineCause.CONNECTED, came),
                        new ConnectivityEvent.SessionOpened(source, 3, came),
                        new ConnectivityEvent.WentOffline(
                                came.plusSeconds(600), came.plusSeconds(630), OfflineCause.OVERDUE),
                        new ConnectivityEvent.WentOnline(source, OnlineCause.SAMPLE, came.plusSeconds(900)),
                        new ConnectivityEvent.MaintenanceBegan(ADA, came.plusSeconds(1_800), came.plusSeconds(2_400)),
                        new ConnectivityEvent.MaintenanceExpired(came.plusSeconds(2_400))),
                NODE,
                commanding.of(asset).stream().limit(TwinSnapshot.COMMANDS_MAX).toList()));
    }

    private static Connectivity connectivity(MissingReason reason) {
        return switch (reason) {
            case MAINTENANCE -> Connectivity.MAINTENANCE;
            case NEVER_REPORTED -> Connectivity.EXPECTED;
            case OFFLINE -> Connectivity.OFFLINE;
            default -> Connectivity.ONLINE;
        };
    }

    @Override
    public CompletionStage<HistoryPage> read(HistoryQuery query) {
        Instant measured = fleet.clock().instant().minusSeconds(1);
        Sample sample = new Sample(
                new SourceId(query.asset().value()),
                42,
                measured,
                Map.of(StagedFleet.POWER, new Reading(POWER_RAW, Quality.GOOD, "kW"), WIND, Reading.good(8.25)));
        return completedFuture(
                new HistoryPage(List.of(new HistoryRow(query.asset(), sample, measured.plusMillis(200))), null));
    }

    @Override
    public CompletionStage<Optional<LocatedSource>> source(SourceId source) {
        Instant now = fleet.clock().instant();
        return completedFuture(Optional.of(new LocatedSource(
                NODE,
                new SourceReport(
                        source,
                        partition(),
                        now.minusMillis(700),
                        99L,
                        null,
                        List.of(new SourceReport.Refusal(
                                98,
                                now.minusSeconds(61),
                                RefusalReason.OUT_OF_RANGE,
                                "Expected signal 'power' from 0 to 3 but got 11"))))));
    }

    @Override
    public List<LocatedPartition> partitions() {
        return List.of(new LocatedPartition(NODE, partition()));
    }

    @Override
    public CompletionStage<AssetTwin.ChangeReply> begin(AssetId asset, Principal by, Instant until) {
        return failedFuture(new IllegalStateException("A stage is not worked on"));
    }

    @Override
    public CompletionStage<AssetTwin.ChangeReply> end(AssetId asset, Principal by) {
        return failedFuture(new IllegalStateException("A stage is not worked on"));
    }

    /** Four hours, of which ten minutes are not known and in another half an hour a third of the members was missing. */
    static RecentReply recent(Totals now, Instant at) {
        Instant slot = Instant.ofEpochSecond(at.getEpochSecond() / SLOT.toSeconds() * SLOT.toSeconds());
        List<RecentPoint> points = new ArrayList<>();
        for (int i = SLOTS - 1; i >= 0; i--) {
            boolean someMissing = i > 120 && i <= 180;
            int reporting = someMissing ? now.reporting() * 2 / 3 : now.reporting();
            double wind = 1 - 0.3 * Math.sin(i / 90.0) + 0.06 * Math.sin(i / 11.0) + 0.02 * Math.sin(i / 1.7);
            long micros = Math.round(now.micros() * wind * (someMissing ? 2 / 3.0 : 1));
            long missing = (long) (now.expected() - reporting) * StagedFleet.MICROS_MAX;
            if (i <= 220 || i > 240) {
                points.add(new RecentPoint(
                        slot.minus(SLOT.multipliedBy(i)),
                        micros,
                        now.expected(),
                        reporting,
                        micros,
                        micros + missing,
                        false));
            }
        }
        return new RecentReply.Found(SLOT, points);
    }

    private PartitionReport partition() {
        Instant now = fleet.clock().instant();
        return new PartitionReport(3, now.minusMillis(300), 100, 100, now.minusMillis(300));
    }
}
