package dev.muster.twinservice.http.api.promise;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.temporal.NotKnownThen;
import dev.muster.twinservice.promise.Promise;
import dev.muster.twinservice.promise.PromiseQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What was promised and is not so, the oldest first: of all, of a group, of an asset; or what has been kept of late. */
public final class PromiseEndpoints {
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ModelHistory history;
    private final PromiseQuery.Reader promises;
    private final NotKnownThen notKnown;

    public PromiseEndpoints(ModelHistory history, PromiseQuery.Reader promises) {
        this.history = history;
        this.promises = promises;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get("/v1/promises", this::all, "hierarchy", "group", "state", "limit", "cursor"),
                get("/v1/assets/{asset}/promises", this::ofAsset, "state", "limit", "cursor"));
    }

    private CompletionStage<HttpResponse> all(Call call) {
        GroupKey group = group(call);
        PromiseQuery query = query(call, null, group);
        return group != null && history.group(group, history.present()).isEmpty()
                ? completedFuture(notKnown.group(group, history.present()))
                : page(
                        query,
                        group == null
                                ? Json.fields()
                                : Json.fields("hierarchy", group.hierarchy(), "group", group.group()));
    }

    private CompletionStage<HttpResponse> ofAsset(Call call) {
        AssetId asset = call.asset();
        PromiseQuery query = query(call, asset, null);
        return history.everythingOf(asset).isEmpty()
                ? completedFuture(Unknown.asset(asset))
                : page(query, Json.fields("asset", asset));
    }

    private static PromiseQuery query(Call call, @Nullable AssetId asset, @Nullable GroupKey group) {
        return new PromiseQuery(
                call.parameter("state", PromiseEndpoints::state).orElse(Promise.State.UNKEPT),
                asset,
                group,
                call.parameter("cursor", PromiseCursor::parse).orElse(null),
                call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX));
    }

    private static Promise.State state(String name) {
        return switch (name) {
            case "unkept" -> Promise.State.UNKEPT;
            case "kept" -> Promise.State.KEPT;
            default ->
                throw new IllegalArgumentException(
                        "Expected the state unkept or kept but got '%s'".formatted(Problem.shown(name)));
        };
    }

    /** A hierarchy alone means its root; {@code null}: everywhere. */
    private static @Nullable GroupKey group(Call call) {
        Optional<HierarchyId> hierarchy = call.parameter("hierarchy", HierarchyId::new);
        Optional<GroupId> group = call.parameter("group", GroupId::new);
        if (hierarchy.isEmpty() && group.isPresent()) {
            throw new BadInput(Problem.badInput(
                    "hierarchy", "Expected the hierarchy of group '%s' but it is missing".formatted(group.get())));
        }
        return hierarchy
                .map(tree -> new GroupKey(tree, group.orElse(GroupKey.ROOT)))
                .orElse(null);
    }

    private CompletionStage<HttpResponse> page(PromiseQuery query, Map<String, Object> head) {
        // One more, to know whether there is one.
        PromiseQuery wider =
                new PromiseQuery(query.state(), query.asset(), query.group(), query.after(), query.limit() + 1);
        return promises.find(wider).thenApplyAsync(found -> Json.ok(view(query, found, head)), Runnable::run);
    }

    private static Map<String, Object> view(PromiseQuery query, List<Promise> found, Map<String, Object> head) {
        List<Promise> shown = found.subList(0, Math.min(query.limit(), found.size()));
        boolean more = found.size() > query.limit();
        head.putAll(Json.fields(
                "state",
                query.state(),
                "promises",
                shown.stream().map(PromiseView::of).toList(),
                "next",
                more ? PromiseCursor.of(PromiseQuery.Position.of(shown.get(shown.size() - 1))) : null));
        return head;
    }
}
