package dev.muster.twinservice.http.api.explain;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.twin.TwinReads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Everything about one asset that somebody asks who was woken for it, whoever of those asked answers. */
public final class AssetExplainEndpoint {
    private final Duration patience;
    private final ModelView view;
    private final TwinReads twins;
    private final IngestReports ingest;
    private final Clock clock;

    public AssetExplainEndpoint(
            HttpSettings settings, ModelView view, TwinReads twins, IngestReports ingest, Clock clock) {
        this.patience = patience(settings);
        this.view = view;
        this.twins = twins;
        this.ingest = ingest;
        this.clock = clock;
    }

    /** How long those asked may take, so that what the others said still arrives in time. */
    static Duration patience(HttpSettings settings) {
        return settings.replyTimeout().multipliedBy(4).dividedBy(5);
    }

    public List<Endpoint> endpoints() {
        return List.of(get("/v1/assets/{asset}/explain", this::explain));
    }

    private CompletionStage<HttpResponse> explain(Call call) {
        AssetId id = call.asset();
        return view.asset(id)
                .map(asset -> document(asset, patience).thenApplyAsync(Json::ok, Runnable::run))
                .orElseGet(() -> completedFuture(Unknown.asset(id)));
    }

    /** The explanation by itself, with what those asked say {@code within} this time. */
    public CompletionStage<Map<String, Object>> document(Asset known, Duration within) {
        // Its own source may be silent for good reason while a device is there that has one.
        Asset asset = view.devices()
                .sourceOf(known.id(), clock.instant())
                .map(known::spokenForBy)
                .orElse(known);
        return Part.within(within, twins.read(asset.id()))
                .thenCombineAsync(
                        Part.within(within, ingest.source(asset.source())),
                        (twin, source) -> {
                            Instant now = clock.instant();
                            AssetType type = view.type(asset.type()).orElse(null);
                            Expected expected = Expected.of(asset, type, view, now);
                            AssetFacts facts = new AssetFacts(now, asset, type, expected, twin, source);
                            return new AssetExplanation(facts, view).asJson();
                        },
                        Runnable::run);
    }
}
