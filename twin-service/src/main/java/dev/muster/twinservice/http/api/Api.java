package dev.muster.twinservice.http.api;

import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.api.aggregate.AggregateEndpoints;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import dev.muster.twinservice.http.api.aggregate.RecentEndpoint;
import dev.muster.twinservice.http.api.explain.AssetExplainEndpoint;
import dev.muster.twinservice.http.api.explain.GroupExplainEndpoint;
import dev.muster.twinservice.http.api.explain.IngestReports;
import dev.muster.twinservice.http.api.live.LiveEndpoints;
import dev.muster.twinservice.http.api.maintenance.Maintenance;
import dev.muster.twinservice.http.api.maintenance.MaintenanceEndpoints;
import dev.muster.twinservice.http.api.twin.TwinEndpoints;
import dev.muster.twinservice.http.api.twin.TwinReads;
import dev.muster.twinservice.live.LiveReads;
import dev.muster.twinservice.store.HistoryReader;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** All endpoints below {@code /v1}, put together from what they ask. */
public final class Api {
    private Api() {}

    /**
     * What the endpoints ask: each a port as narrow as their question, so that they run against plain fakes.
     *
     * @param view this node's; what a write of the model changed is visible here before the write is answered
     */
    public record Parts(
            ModelView view,
            ModelWrites writes,
            TwinReads twins,
            Maintenance maintenance,
            HistoryReader history,
            Aggregates aggregates,
            IngestReports ingest,
            SamplePublisher samples,
            LiveReads live,
            Clock clock) {}

    public static List<Endpoint> endpoints(HttpSettings settings, Parts parts) {
        AssetExplainEndpoint explanations =
                new AssetExplainEndpoint(settings, parts.view(), parts.twins(), parts.ingest(), parts.clock());
        return Stream.of(
                        new ModelEndpoints(parts.view(), parts.writes()).endpoints(),
                        new AssetEndpoints(parts.view(), parts.writes()).endpoints(),
                        new TwinEndpoints(parts.view(), parts.twins()).endpoints(),
                        new MaintenanceEndpoints(settings, parts.view(), parts.maintenance(), parts.clock())
                                .endpoints(),
                        new HistoryEndpoints(parts.view(), parts.history(), parts.clock()).endpoints(),
                        new SampleEndpoints(settings, parts.view(), parts.samples()).endpoints(),
                        new AggregateEndpoints(parts.view(), parts.aggregates()).endpoints(),
                        new RecentEndpoint(parts.view(), parts.aggregates()).endpoints(),
                        explanations.endpoints(),
                        new GroupExplainEndpoint(
                                        settings, parts.view(), parts.aggregates(), parts.ingest(), parts.clock())
                                .endpoints(),
                        new LiveEndpoints(parts.view(), parts.aggregates(), explanations, parts.live(), parts.clock())
                                .endpoints())
                .flatMap(List::stream)
                .toList();
    }
}
