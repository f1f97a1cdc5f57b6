package dev.muster.twinservice.http.api;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.ChildAggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.Totals;
import dev.muster.aggregation.recent.RecentPoint;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.deadline.PartitionReport;
import dev.muster.ingest.deadline.SourceReport;
import dev.muster.ingest.kafka.Published;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OnlineCause;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import dev.muster.twinservice.http.api.command.FakeControl;
import dev.muster.twinservice.http.api.exchange.FakeImports;
import dev.muster.twinservice.http.api.explain.IngestReports;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedPartition;
import dev.muster.twinservice.http.api.explain.IngestReports.LocatedSource;
import dev.muster.twinservice.http.api.maintenance.Maintenance;
import dev.muster.twinservice.store.HistoryPage;
import dev.muster.twinservice.store.HistoryPosition;
import dev.muster.twinservice.store.HistoryQuery;
import dev.muster.twinservice.store.HistoryReader;
import dev.muster.twinservice.twin.AssetTwin;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import dev.muster.twinservice.twin.TwinSnapshot.MaintenanceWindow;
import dev.muster.twinservice.twin.ledger.ClockSkew;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the API asks, each answering at once with something; tests replace single answers and look at what was asked. */
final class FakeParts implements Aggregates, Maintenance {
    static final Principal ADA = new Principal("ada");

    static final String NODE = "akka://muster@127.0.0.1:7600";

    private static final Instant NOW = SampleFleet.NOW;

    volatile CompletionStage<ModelReply> writeReply = completedFuture(new ModelReply.Applied(8, true));
    volatile ModelView view = new SampleFleet();
    final FakeControl control = new FakeControl(view, Clock.fixed(NOW, ZoneOffset.UTC));
    volatile CompletionStage<TwinSnapshot> twinReply = completedFuture(twin(control));
    volatile CompletionStage<HistoryPage> historyReply = completedFuture(historyPage());
    volatile CompletionStage<AggregateReply> aggregateReply = completedFuture(new AggregateReply.Found(aggregate()));
    volatile CompletionStage<MissingReply> missingReply = completedFuture(missingPage());
    volatile CompletionStage<RecentReply> recentReply = completedFuture(recent());
    volatile @Nullable Throwable publishFailure;
    volatile Function<AssetId, CompletionStage<AssetTwin.ChangeReply>> maintenanceReply =
            asset -> completedFuture(new AssetTwin.Applied(true, NOW));
    volatile CompletionStage<Optional<LocatedSource>> sourceReply = completedFuture(Optional.of(source()));
    volatile List<LocatedPartition> partitions = List.of(new LocatedPartition(NODE, partition()));

    final FakeImports imports = new FakeImports(Clock.fixed(NOW, ZoneOffset.UTC));
    final FakeLive live = new FakeLive();
    final List<ModelCommand> commands = new CopyOnWriteArrayList<>();
    final List<Principal> principals = new CopyOnWriteArrayList<>();
    final List<HistoryQuery> historyQueries = new CopyOnWriteArrayList<>();
    final List<TelemetryRecord> records = new CopyOnWriteArrayList<>();
    final List<GroupKey> groups = new CopyOnWriteArrayList<>();
    final List<Integer> limits = new CopyOnWriteArrayList<>();
    final Queue<Work> work = new ConcurrentLinkedQueue<>();

    /** @param until {@code null}: it ended */
    record Work(AssetId asset, Principal by, @Nullable Instant until) {}

    Api.Parts parts() {
        return parts(query -> {
            historyQueries.add(query);
            return historyReply;
        });
    }

    Api.Parts parts(HistoryReader history) {
        return new Api.Parts(
                view,
                imports.history(),
                (command, author) -> {
                    commands.add(command);
                    principals.add(author.principal());
                    return writeReply;
                },
                asset -> twinReply,
                this,
                history,
                this,
                ingest(),
                this::publish,
                live,
                imports.jobs,
                control.parts(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    public CompletionStage<AggregateReply> aggregate(GroupKey group, SignalName signal) {
        groups.add(group);
        return aggregateReply;
    }

    /** As {@link #aggregate}, whose reply tests set, with nobody named. */
    @Override
    public CompletionStage<AggregateReply> totals(GroupKey group, SignalName signal) {
        return aggregate(group, signal)
                .thenApply(reply -> reply instanceof AggregateReply.Found found
                        ? new AggregateReply.Found(
                                found.aggregate().withFirstMissing(new MissingReply.Page(List.of(), null)))
                        : reply);
    }

    @Override
    public CompletionStage<MissingReply> missing(
            GroupKey group, SignalName signal, @Nullable String cursor, int limit) {
        groups.add(group);
        limits.add(limit);
        return missingReply;
    }

    @Override
    public CompletionStage<RecentReply> recent(GroupKey group, SignalName signal) {
        groups.add(group);
        return recentReply;
    }

    @Override
    public CompletionStage<AssetTwin.ChangeReply> begin(AssetId asset, Principal by, Instant until) {
        work.add(new Work(asset, by, until));
        return maintenanceReply.apply(asset);
    }

    @Override
    public CompletionStage<AssetTwin.ChangeReply> end(AssetId asset, Principal by) {
        work.add(new Work(asset, by, null));
        return maintenanceReply.apply(asset);
    }

    private IngestReports ingest() {
        return new IngestReports() {
            @Override
            public CompletionStage<Optional<LocatedSource>> source(SourceId source) {
                return sourceReply;
            }

            @Override
            public List<LocatedPartition> partitions() {
                return partitions;
            }
        };
    }

    private CompletionStage<List<Published>> publish(List<TelemetryRecord> sent) {
        records.addAll(sent);
        Throwable failure = publishFailure;
        return failure == null
                ? completedFuture(IntStream.range(0, sent.size())
                        .mapToObj(i -> new Published(3, 100 + i))
                        .toList())
                : failedFuture(failure);
    }

    private static TwinSnapshot twin(FakeControl control) {
        SourceId source = new SourceId("WT-07");
        return new TwinSnapshot(
                SampleFleet.PLAIN,
                Connectivity.MAINTENANCE,
                NOW,
                null,
                NOW,
                3L,
                new MaintenanceWindow(ADA, NOW, NOW.plusSeconds(60)),
                Map.of(
                        SampleFleet.POWER,
                        new LatestReading(new BigDecimal("2.1"), Quality.GOOD, NOW, NOW, 42, source),
                        new SignalName("gone"),
                        new LatestReading(BigDecimal.ONE, Quality.UNCERTAIN, NOW, NOW, 41, source)),
                new ClockSkew.Skew(Duration.ofMillis(-100), Duration.ofMillis(90)),
                new VerdictTally.Counts(4, 3, 2, 1),
                List.of(
                        new ConnectivityEvent.WentOnline(source, OnlineCause.CONNECTED, NOW),
                        new ConnectivityEvent.SessionOpened(source, 3, NOW),
                        new ConnectivityEvent.SessionClosed(source, 3, NOW),
                        new ConnectivityEvent.WentOffline(NOW, NOW, OfflineCause.OVERDUE),
                        new ConnectivityEvent.Retired(ADA, NOW),
                        new ConnectivityEvent.Reinstated(ADA, NOW),
                        new ConnectivityEvent.MaintenanceBegan(ADA, NOW, NOW),
                        new ConnectivityEvent.MaintenanceExpired(NOW),
                        new ConnectivityEvent.MaintenanceEnded(ADA, NOW)),
                NODE,
                List.of(control.done(), control.refused()));
    }

    static PartitionReport partition() {
        return new PartitionReport(3, NOW.minusSeconds(40), 100, 12_100, NOW.minusSeconds(30));
    }

    private static LocatedSource source() {
        return new LocatedSource(
                NODE,
                new SourceReport(
                        new SourceId("WT-07"),
                        partition(),
                        NOW.minusSeconds(60),
                        99L,
                        null,
                        List.of(new SourceReport.Refusal(
                                98,
                                NOW.minusSeconds(61),
                                RefusalReason.OUT_OF_RANGE,
                                "Expected signal 'power' from -1 to 10 but got 11"))));
    }

    private static HistoryPage historyPage() {
        Sample sample = new Sample(
                new SourceId("WT-07"),
                42,
                NOW,
                Map.of(
                        SampleFleet.POWER,
                        new Reading(2.1, Quality.UNCERTAIN, "MW"),
                        new SignalName("wind_speed"),
                        Reading.good(9)));
        return new HistoryPage(
                List.of(new HistoryRow(SampleFleet.PLAIN, sample, NOW)),
                new HistoryPosition(NOW, new SourceId("WT-07"), 42));
    }

    private static Totals totals(int unbounded) {
        return new Totals(
                57_000_000, 20, 19, 1, Map.of(MissingReason.NEVER_REPORTED, 1), 57_000_000, 60_500_000, unbounded);
    }

    private static Aggregate aggregate() {
        GroupKey site = new GroupKey(SampleFleet.GEOGRAPHY, new GroupId("site-1"));
        return new Aggregate(
                SampleFleet.NORTH,
                "North",
                SampleFleet.POWER,
                NOW,
                totals(0),
                List.of(new ChildAggregate(site, "Site 1", totals(1))),
                List.of(new MissingMember(SampleFleet.PLAIN, site, MissingReason.NEVER_REPORTED, NOW)),
                "cursor");
    }

    private static RecentReply recent() {
        return new RecentReply.Found(
                Duration.ofSeconds(30),
                List.of(
                        new RecentPoint(NOW.minusSeconds(65), 57_000_000, 20, 19, 57_000_000, 60_500_000, false),
                        new RecentPoint(NOW.minusSeconds(35), 0, 20, 0, 0, 63_000_000, true),
                        new RecentPoint(NOW.minusSeconds(5), 0, 0, 0, 0, 0, false)));
    }

    private static MissingReply missingPage() {
        return new MissingReply.Page(
                List.of(
                        new MissingMember(SampleFleet.PLAIN, SampleFleet.NORTH, MissingReason.OFFLINE, NOW),
                        new MissingMember(
                                new AssetId("stranger"), SampleFleet.NORTH, MissingReason.STALE_SIGNAL, null)),
                null);
    }
}
