package dev.muster.twinservice.http.api.twin;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a twin knows of its asset right now. */
public final class TwinEndpoints {
    private final ModelView view;
    private final TwinReads twins;

    public TwinEndpoints(ModelView view, TwinReads twins) {
        this.view = view;
        this.twins = twins;
    }

    public List<Endpoint> endpoints() {
        return List.of(get("/v1/assets/{asset}/twin", this::twin));
    }

    private CompletionStage<HttpResponse> twin(Call call) {
        AssetId id = call.asset();
        return view.asset(id)
                .map(asset -> twins.read(id).thenApplyAsync(snapshot -> Json.ok(view(asset, snapshot)), Runnable::run))
                .orElseGet(() -> completedFuture(Unknown.asset(id)));
    }

    private Map<String, Object> view(Asset asset, TwinSnapshot twin) {
        Map<String, Object> signals = new LinkedHashMap<>();
        twin.signals()
                .forEach((name, reading) -> signals.put(
                        name.value(),
                        view(
                                reading,
                                view.type(asset.type())
                                        .flatMap(type -> type.signal(name))
                                        .map(Signal::unit)
                                        .orElse(null))));
        return Json.fields(
                "asset", twin.asset(),
                "name", asset.name(),
                "type", asset.type(),
                "connectivity", twin.connectivity(),
                "since", twin.since(),
                "detectedAt", twin.detectedAt(),
                "lastSeen", twin.lastSeen(),
                "epoch", twin.epoch(),
                "maintenance", TwinViews.maintenance(twin),
                "signals", signals,
                "clockSkew", TwinViews.clockSkew(twin),
                "verdicts", TwinViews.verdicts(twin),
                "transitions", TwinViews.transitions(twin));
    }

    private static Map<String, Object> view(LatestReading reading, @Nullable String unit) {
        return Json.fields(
                "value", reading.value(),
                "unit", unit,
                "quality", reading.quality(),
                "measuredAt", reading.measuredAt(),
                "receivedAt", reading.receivedAt(),
                "source", reading.source(),
                "sequence", reading.sequence());
    }
}
