package dev.muster.twinservice.http.api.temporal;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Unknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Assets as they are or were: looked for, one by one, the groups above them, and everything that was ever recorded. */
public final class AssetReads {
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ModelView view;
    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public AssetReads(ModelView view, ModelHistory history) {
        this.view = view;
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        String asset = "/v1/assets/{asset}";
        return List.of(
                get(
                                "/v1/assets",
                                call -> completedFuture(assets(call)),
                                "after",
                                "limit",
                                Filters.ATTRIBUTE,
                                Filters.TYPE,
                                Filters.TEXT,
                                Moments.AT,
                                Moments.AS_KNOWN_AT)
                        .repeating(Filters.ATTRIBUTE),
                get(asset, call -> completedFuture(asset(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get(asset + "/paths", call -> completedFuture(paths(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get(asset + "/facts", call -> completedFuture(facts(call.asset()))));
    }

    private HttpResponse assets(Call call) {
        @Nullable AssetId after = call.parameter("after", AssetId::new).orElse(null);
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        Optional<Moment> asked = Moments.asked(call, history);
        if (asked.isEmpty() && !Filters.asked(call)) {
            return present(after, limit);
        }
        Moment moment = asked.orElseGet(history::present);
        Page<Asset, AssetId> page = history.assets(Filters.of(call), moment, after, limit);
        return Json.ok(Json.fields(
                "assets",
                page.items().stream().map(asset -> view(asset, moment)).toList(),
                "next",
                page.next()));
    }

    private HttpResponse present(@Nullable AssetId after, int limit) {
        // One more than asked for tells whether there is a next page.
        List<Asset> found = view.assets(after, limit + 1);
        List<Asset> assets = found.subList(0, Math.min(limit, found.size()));
        return Json.ok(Json.fields(
                "assets",
                assets.stream().map(this::view).toList(),
                "next",
                found.size() > limit ? assets.get(limit - 1).id() : null));
    }

    private HttpResponse asset(Call call) {
        AssetId id = call.asset();
        Optional<Moment> moment = Moments.asked(call, history);
        return moment.isEmpty()
                ? view.asset(id).map(asset -> Json.ok(view(asset))).orElseGet(() -> Unknown.asset(id))
                : history.asset(id, moment.get())
                        .map(asset -> Json.ok(view(asset, moment.get())))
                        .orElseGet(() -> notKnown.asset(id, moment.get()));
    }

    private HttpResponse paths(Call call) {
        AssetId asset = call.asset();
        Moment moment = Moments.of(call, history);
        if (history.asset(asset, moment).isEmpty()) {
            return notKnown.asset(asset, moment);
        }
        Map<String, Object> answer = Json.fields("asset", asset);
        answer.putAll(Moments.view(moment));
        answer.put("paths", ModelViews.byHierarchy(history.paths(asset, moment), path -> path.stream()
                .map(AssetReads::step)
                .toList()));
        return Json.ok(answer);
    }

    private HttpResponse facts(AssetId asset) {
        return history.everythingOf(asset)
                .map(all -> Json.ok(Json.fields(
                        "asset",
                        asset,
                        "definition",
                        ModelViews.facts(all.definition(), ModelViews::definition),
                        "placements",
                        ModelViews.byHierarchy(
                                all.placements(),
                                timeline -> ModelViews.facts(timeline, group -> Json.fields("group", group))),
                        "devices",
                        ModelViews.facts(all.devices(), ModelViews::definition),
                        "properties",
                        properties(all))))
                .orElseGet(() -> Unknown.asset(asset));
    }

    private static Map<String, Object> properties(AssetDocument all) {
        Map<String, Object> byKind = new LinkedHashMap<>();
        all.properties()
                .forEach((kind, timeline) -> byKind.put(
                        Json.name(kind), ModelViews.facts(timeline, said -> Json.fields("values", said.values()))));
        return byKind;
    }

    private Map<String, Object> view(Asset asset) {
        return ModelViews.asset(asset, view.groupsOf(asset.id()), view.placements(asset.id()));
    }

    private Map<String, Object> view(Asset asset, Moment moment) {
        return ModelViews.asset(
                asset, history.groupsOf(asset.id(), moment), history.placements(asset.id(), moment.asKnownAt()));
    }

    private static Map<String, Object> step(Group group) {
        return Json.fields("group", group.key().group(), "name", group.name());
    }
}
