package dev.muster.twinservice.http.api.live;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.live.LiveRow;
import dev.muster.twinservice.live.LiveSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The explanation of one asset. */
record AssetSource(
        ModelView view, AssetId asset, Function<Asset, CompletionStage<Map<String, Object>>> explanation, Clock clock)
        implements LiveSource {
    @Override
    public CompletionStage<Poll> poll() {
        Instant asOf = clock.instant();
        return view.asset(asset)
                .map(known -> explanation
                        .apply(known)
                        .<Poll>thenApplyAsync(
                                document -> new Polled(asOf, List.of(new LiveRow("explain", document))), Runnable::run))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new Refused(Problem.notFound("asset", asset).at("asset"))));
    }
}
