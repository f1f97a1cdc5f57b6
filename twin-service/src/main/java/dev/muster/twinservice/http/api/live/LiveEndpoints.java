package dev.muster.twinservice.http.api.live;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.aggregate.AggregateEndpoints;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import dev.muster.twinservice.http.api.explain.AssetExplainEndpoint;
import dev.muster.twinservice.live.LivePosition;
import dev.muster.twinservice.live.LiveReads;
import dev.muster.twinservice.live.LiveSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Views as streams of events, for as long as somebody reads. */
public final class LiveEndpoints {
    /**
     * How long a poll waits for those who are slow. A view pauses for as long as its poll took, so with this the next event
     * comes well within the 5 s of silence that readers take for a lost connection.
     */
    private static final Duration PATIENCE = Duration.ofMillis(1_250);

    private final ModelView view;
    private final Aggregates aggregates;
    private final AssetExplainEndpoint explanations;
    private final LiveReads live;
    private final Clock clock;

    public LiveEndpoints(
            ModelView view, Aggregates aggregates, AssetExplainEndpoint explanations, LiveReads live, Clock clock) {
        this.view = view;
        this.aggregates = aggregates;
        this.explanations = explanations;
        this.live = live;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get("/v1/hierarchies/{hierarchy}/live", call -> completedFuture(hierarchy(call)), "signal", "after"),
                get(
                        "/v1/hierarchies/{hierarchy}/groups/{group}/live",
                        call -> completedFuture(group(call)),
                        "signal",
                        "after"),
                get("/v1/assets/{asset}/live", call -> completedFuture(asset(call)), "after"));
    }

    private HttpResponse hierarchy(Call call) {
        HierarchyId hierarchy = call.hierarchy();
        SignalName signal = AggregateEndpoints.signal(call);
        if (view.hierarchyName(hierarchy).isEmpty()) {
            return Unknown.hierarchy(hierarchy);
        }
        return view.unitOf(signal).isEmpty()
                ? Unknown.summedSignal(signal)
                : stream(
                        call,
                        "hierarchy %s %s".formatted(hierarchy, signal),
                        () -> new TreeSource(view, aggregates, hierarchy, signal, PATIENCE, clock));
    }

    private HttpResponse group(Call call) {
        GroupKey group = call.group();
        SignalName signal = AggregateEndpoints.signal(call);
        if (view.roster(group).isEmpty()) {
            return Unknown.groupInForce(group, view);
        }
        GroupSource.Limits limits = new GroupSource.Limits(live.missingMax(), PATIENCE);
        return view.unitOf(signal).isEmpty()
                ? Unknown.summedSignal(signal)
                : stream(
                        call,
                        "group %s %s".formatted(group, signal),
                        () -> new GroupSource(view, aggregates, group, signal, limits, clock));
    }

    private HttpResponse asset(Call call) {
        AssetId asset = call.asset();
        return view.asset(asset).isEmpty()
                ? Unknown.asset(asset)
                : stream(
                        call,
                        "asset " + asset,
                        () -> new AssetSource(view, asset, known -> explanations.document(known, PATIENCE), clock));
    }

    /** The parameter wins: whoever sets it knows better than a browser that repeats the header by itself. */
    private HttpResponse stream(Call call, String name, Supplier<LiveSource> source) {
        Optional<LivePosition> from =
                call.parameter("after").or(() -> call.header("Last-Event-ID")).flatMap(LivePosition::parse);
        return live.refusal()
                .map(Problem::response)
                .orElseGet(() -> EventStream.response(live.read(name, source, from)));
    }
}
