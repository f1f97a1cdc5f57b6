package dev.muster.twinservice.http.api;

import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.audit.CommandAudit;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.groupcommand.GroupCommanding;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.api.aggregate.AggregateEndpoints;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import dev.muster.twinservice.http.api.aggregate.RecentEndpoint;
import dev.muster.twinservice.http.api.command.AuditEndpoints;
import dev.muster.twinservice.http.api.command.CommandEndpoints;
import dev.muster.twinservice.http.api.command.CommandRate;
import dev.muster.twinservice.http.api.command.CommandReader;
import dev.muster.twinservice.http.api.device.DeviceEndpoints;
import dev.muster.twinservice.http.api.device.LineageEndpoint;
import dev.muster.twinservice.http.api.exchange.ExportEndpoint;
import dev.muster.twinservice.http.api.exchange.ImportEndpoints;
import dev.muster.twinservice.http.api.explain.AssetExplainEndpoint;
import dev.muster.twinservice.http.api.explain.GroupExplainEndpoint;
import dev.muster.twinservice.http.api.explain.IngestReports;
import dev.muster.twinservice.http.api.groupcommand.GroupCommandEndpoints;
import dev.muster.twinservice.http.api.live.LiveEndpoints;
import dev.muster.twinservice.http.api.maintenance.Maintenance;
import dev.muster.twinservice.http.api.maintenance.MaintenanceEndpoints;
import dev.muster.twinservice.http.api.model.AssetEndpoints;
import dev.muster.twinservice.http.api.model.ModelEndpoints;
import dev.muster.twinservice.http.api.model.ModelWrites;
import dev.muster.twinservice.http.api.promise.DesiredEndpoints;
import dev.muster.twinservice.http.api.promise.PromiseEndpoints;
import dev.muster.twinservice.http.api.property.MismatchEndpoint;
import dev.muster.twinservice.http.api.property.PropertyEndpoints;
import dev.muster.twinservice.http.api.rule.RuleEndpoints;
import dev.muster.twinservice.http.api.setpoint.SetPointEndpoints;
import dev.muster.twinservice.http.api.temporal.AssetReads;
import dev.muster.twinservice.http.api.temporal.ConflictEndpoints;
import dev.muster.twinservice.http.api.temporal.DifferenceEndpoint;
import dev.muster.twinservice.http.api.temporal.GroupReads;
import dev.muster.twinservice.http.api.temporal.HierarchyReads;
import dev.muster.twinservice.http.api.temporal.TypeReads;
import dev.muster.twinservice.http.api.twin.TwinEndpoints;
import dev.muster.twinservice.http.api.twin.TwinReads;
import dev.muster.twinservice.live.LiveReads;
import dev.muster.twinservice.promise.PromiseQuery;
import dev.muster.twinservice.setpoint.SetPointDesk;
import dev.muster.twinservice.store.HistoryReader;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All endpoints below {@code /v1}, put together from what they ask. */
public final class Api {
    private Api() {}

    /**
     * What the endpoints ask: each a port as narrow as their question, so that they run against plain fakes.
     *
     * @param view this node's; what a write of the model changed is visible here before the write is answered
     * @param modelHistory out of the same documents as {@code view}
     */
    public record Parts(
            ModelView view,
            ModelHistory modelHistory,
            ModelWrites writes,
            TwinReads twins,
            Maintenance maintenance,
            HistoryReader history,
            Aggregates aggregates,
            IngestReports ingest,
            SamplePublisher samples,
            LiveReads live,
            ImportJobs imports,
            Control control,
            Clock clock) {}

    /**
     * What those ask who have something done.
     *
     * @param audit what was commanded, for as long as it is kept
     * @param rate one for all ways to command
     * @param keys makes a key of idempotency where none was given; never the same twice
     */
    public record Control(
            Commanding commanding,
            CommandAudit audit,
            CommandRate rate,
            CommandSettings.Times times,
            GroupCommanding groups,
            SetPointDesk setPoints,
            PromiseQuery.Reader promises,
            Supplier<String> keys) {}

    public static List<Endpoint> endpoints(HttpSettings settings, Parts parts) {
        AssetExplainEndpoint explanations =
                new AssetExplainEndpoint(settings, parts.view(), parts.twins(), parts.ingest(), parts.clock());
        return Stream.concat(model(settings, parts, explanations), control(settings, parts))
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<List<Endpoint>> control(HttpSettings settings, Parts parts) {
        Control control = parts.control();
        CommandReader reader = new CommandReader(control.times(), parts.clock(), control.keys());
        return Stream.of(
                new CommandEndpoints(settings, control.commanding(), control.rate(), reader).endpoints(),
                new GroupCommandEndpoints(parts.view(), control.groups(), control.rate(), reader, parts.clock())
                        .endpoints(),
                new DesiredEndpoints(parts.modelHistory(), parts.writes()).endpoints(),
                new PromiseEndpoints(parts.modelHistory(), control.promises()).endpoints(),
                new SetPointEndpoints(parts.view(), control.setPoints(), control.rate()).endpoints(),
                new AuditEndpoints(parts.view(), parts.modelHistory(), control.audit(), parts.clock()).endpoints());
    }

    private static Stream<List<Endpoint>> model(HttpSettings settings, Parts parts, AssetExplainEndpoint explanations) {
        return Stream.of(
                new ModelEndpoints(parts.writes()).endpoints(),
                new AssetEndpoints(parts.writes()).endpoints(),
                new TypeReads(parts.view(), parts.modelHistory()).endpoints(),
                new HierarchyReads(parts.modelHistory()).endpoints(),
                new GroupReads(parts.view(), parts.modelHistory()).endpoints(),
                new AssetReads(parts.view(), parts.modelHistory()).endpoints(),
                new DifferenceEndpoint(parts.modelHistory()).endpoints(),
                new ConflictEndpoints(parts.modelHistory()).endpoints(),
                new RuleEndpoints(parts.modelHistory(), parts.writes()).endpoints(),
                new PropertyEndpoints(parts.modelHistory(), parts.writes()).endpoints(),
                new MismatchEndpoint(parts.modelHistory()).endpoints(),
                new DeviceEndpoints(parts.view(), parts.modelHistory(), parts.writes()).endpoints(),
                new LineageEndpoint(parts.modelHistory()).endpoints(),
                new TwinEndpoints(parts.view(), parts.twins()).endpoints(),
                new MaintenanceEndpoints(settings, parts.view(), parts.maintenance(), parts.clock()).endpoints(),
                new HistoryEndpoints(parts.view(), parts.history(), parts.clock()).endpoints(),
                new SampleEndpoints(settings, parts.view(), parts.samples()).endpoints(),
                new AggregateEndpoints(parts.view(), parts.aggregates()).endpoints(),
                new RecentEndpoint(parts.view(), parts.aggregates()).endpoints(),
                explanations.endpoints(),
                new GroupExplainEndpoint(settings, parts.view(), parts.aggregates(), parts.ingest(), parts.clock())
                        .endpoints(),
                new LiveEndpoints(parts.view(), parts.aggregates(), explanations, parts.live(), parts.clock())
                        .endpoints(),
                new ImportEndpoints(parts.view(), parts.imports()).endpoints(),
                new ExportEndpoint(
                                parts.modelHistory(), parts.imports().settings().exportsAtOnce())
                        .endpoints());
    }
}
