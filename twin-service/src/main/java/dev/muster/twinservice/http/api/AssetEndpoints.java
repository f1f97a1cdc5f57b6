package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.post;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.fact.ModelCommand;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.ModelBodies.AssetBody;
import dev.muster.twinservice.http.api.ModelBodies.PlacementBody;
import dev.muster.twinservice.http.api.ModelBodies.RetirementBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Assets of the model: registered, placed and retired, read and listed. */
final class AssetEndpoints {
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ModelView view;
    private final ModelWrites writes;

    AssetEndpoints(ModelView view, ModelWrites writes) {
        this.view = view;
        this.writes = writes;
    }

    List<Endpoint> endpoints() {
        return List.of(
                get("/v1/assets", call -> completedFuture(page(call)), "after", "limit"),
                get("/v1/assets/{asset}", call -> completedFuture(asset(call.asset()))),
                put(
                        "/v1/assets/{asset}",
                        call -> writes.answer(call, call.body(AssetBody.class).command(call.asset()))),
                put("/v1/assets/{asset}/placements/{hierarchy}", call -> writes.answer(call, place(call))),
                post(
                        "/v1/assets/{asset}/retirement",
                        call -> writes.answer(
                                call, call.body(RetirementBody.class).command(call.asset()))));
    }

    private static ModelCommand place(Call call) {
        HierarchyId hierarchy = call.hierarchy();
        return new ModelCommand.PlaceAsset(
                call.asset(), call.body(PlacementBody.class).in(hierarchy, ""));
    }

    private HttpResponse asset(AssetId asset) {
        return view.asset(asset).map(known -> Json.ok(view(known))).orElseGet(() -> Unknown.asset(asset));
    }

    private HttpResponse page(Call call) {
        @Nullable AssetId after = call.parameter("after", AssetId::new).orElse(null);
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        // One more than asked for tells whether there is a next page.
        List<Asset> found = view.assets(after, limit + 1);
        List<Asset> assets = found.subList(0, Math.min(limit, found.size()));
        return Json.ok(Json.fields(
                "assets",
                assets.stream().map(this::view).toList(),
                "next",
                found.size() > limit ? assets.get(limit - 1).id() : null));
    }

    private Map<String, Object> view(Asset asset) {
        return Json.fields(
                "id", asset.id(),
                "name", asset.name(),
                "type", asset.type(),
                "source", asset.source(),
                "limits", asset.limits(),
                "attributes", asset.attributes(),
                "retiredFrom", asset.retiredFrom(),
                "registeredAt", asset.registered().recordedAt(),
                "registeredBy", asset.registered().by(),
                "groups", groups(asset.id()),
                "placements", placements(asset.id()));
    }

    /** Where it stands now, by hierarchy. */
    private Map<HierarchyId, Object> groups(AssetId asset) {
        Map<HierarchyId, Object> groups = new TreeMap<>();
        view.groupsOf(asset).forEach((HierarchyId hierarchy, GroupKey group) -> groups.put(hierarchy, group.group()));
        return groups;
    }

    /** Where it stood, stands and will stand, by hierarchy. */
    private Map<HierarchyId, Object> placements(AssetId asset) {
        Map<HierarchyId, Object> placements = new TreeMap<>();
        view.placements(asset)
                .forEach((hierarchy, all) -> placements.put(
                        hierarchy, all.stream().map(AssetEndpoints::view).toList()));
        return placements;
    }

    private static Map<String, Object> view(Placement placement) {
        return Json.fields(
                "group", placement.group(),
                "validFrom", placement.validFrom(),
                "validTo", placement.validTo());
    }
}
