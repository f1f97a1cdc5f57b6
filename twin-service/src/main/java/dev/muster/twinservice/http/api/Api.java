package dev.muster.twinservice.http.api;

import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
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
            HistoryReader history,
            Aggregates aggregates,
            SamplePublisher samples,
            Clock clock) {}

    public static List<Endpoint> endpoints(HttpSettings settings, Parts parts) {
        return Stream.of(
                        new ModelEndpoints(parts.view(), parts.writes()).endpoints(),
                        new AssetEndpoints(parts.view(), parts.writes()).endpoints(),
                        new TwinEndpoints(parts.view(), parts.twins()).endpoints(),
                        new HistoryEndpoints(parts.view(), parts.history(), parts.clock()).endpoints(),
                        new SampleEndpoints(settings, parts.view(), parts.samples()).endpoints(),
                        new AggregateEndpoints(parts.view(), parts.aggregates()).endpoints())
                .flatMap(List::stream)
                .toList();
    }
}
