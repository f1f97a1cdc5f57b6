package dev.muster.twinservice.http.api.device;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.lineage.Lineage;
import dev.muster.assetmodel.view.temporal.lineage.Relative;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.temporal.Moments;
import dev.muster.twinservice.http.api.temporal.NotKnownThen;
import java.util.List;
import java.util.Map;

/** What an asset came out of, and what it went into. */
public final class LineageEndpoint {
    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public LineageEndpoint(ModelHistory history) {
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(get(
                "/v1/assets/{asset}/lineage", call -> completedFuture(lineage(call)), Moments.AT, Moments.AS_KNOWN_AT));
    }

    private HttpResponse lineage(Call call) {
        AssetId asset = call.asset();
        Moment moment = Moments.of(call, history);
        return Lineage.of(asset, history, moment)
                .map(lineage -> Json.ok(view(lineage, moment)))
                .orElseGet(() -> notKnown.asset(asset, moment));
    }

    private static Map<String, Object> view(Lineage lineage, Moment moment) {
        Relative self = lineage.asset();
        Map<String, Object> view = Json.fields("asset", self.asset(), "name", self.name());
        view.putAll(Moments.view(moment));
        view.putAll(Json.fields(
                "inServiceFrom", self.inServiceFrom(),
                "inServiceTo", self.inServiceTo(),
                "predecessors",
                        lineage.predecessors().stream()
                                .map(relative -> view(relative, "successors"))
                                .toList(),
                "successors",
                        lineage.successors().stream()
                                .map(relative -> view(relative, "predecessors"))
                                .toList(),
                "complete", lineage.complete()));
        return view;
    }

    /** {@code tie}: what those one step nearer are to it. */
    private static Map<String, Object> view(Relative relative, String tie) {
        return Json.fields(
                "asset",
                relative.asset(),
                "name",
                relative.name(),
                "steps",
                relative.steps(),
                tie,
                relative.next(),
                "inServiceFrom",
                relative.inServiceFrom(),
                "inServiceTo",
                relative.inServiceTo());
    }
}
