package dev.muster.twinservice.http.api.aggregate;

import static dev.muster.twinservice.http.Endpoint.get;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.aggregation.recent.RecentPoint;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What a group's total was lately. */
public final class RecentEndpoint {
    private static final String PATH = "/v1/hierarchies/{hierarchy}/groups/{group}/recent";

    private final ModelView view;
    private final Aggregates aggregates;

    public RecentEndpoint(ModelView view, Aggregates aggregates) {
        this.view = view;
        this.aggregates = aggregates;
    }

    public List<Endpoint> endpoints() {
        return List.of(get(PATH, this::recent, "signal"));
    }

    private CompletionStage<HttpResponse> recent(Call call) {
        GroupKey group = call.group();
        SignalName signal = AggregateEndpoints.signal(call);
        return aggregates
                .recent(group, signal)
                // On the thread that completes: the common pool of a small machine starts a thread for each hop.
                .thenApplyAsync(reply -> response(group, signal, reply), Runnable::run);
    }

    private HttpResponse response(GroupKey group, SignalName signal, RecentReply reply) {
        if (reply instanceof RecentReply.Found found) {
            return Json.ok(Json.fields(
                    "hierarchy",
                    group.hierarchy(),
                    "group",
                    group.group(),
                    "signal",
                    signal,
                    "unit",
                    view.unitOf(signal).orElse(null),
                    "interval",
                    found.interval(),
                    "points",
                    found.points().stream().map(RecentEndpoint::view).toList()));
        }
        if (reply instanceof RecentReply.UnknownGroup) {
            return Unknown.groupInForce(group, view);
        }
        if (reply instanceof RecentReply.UnknownSignal) {
            return Unknown.summedSignal(signal);
        }
        return Problem.unavailable(((RecentReply.Unreachable) reply).detail()).response();
    }

    /** Where nobody reports who should, the sum of nothing is no value. */
    private static Map<String, Object> view(RecentPoint point) {
        boolean silent = point.expected() > 0 && point.reporting() == 0;
        return Json.fields(
                "at", point.at(),
                "value", silent ? null : FixedPoint.toDecimal(point.micros()),
                "expected", point.expected(),
                "reporting", point.reporting(),
                "bounds",
                        point.unbounded()
                                ? null
                                : Json.fields(
                                        "min", FixedPoint.toDecimal(point.lowMicros()),
                                        "max", FixedPoint.toDecimal(point.highMicros())));
    }
}
