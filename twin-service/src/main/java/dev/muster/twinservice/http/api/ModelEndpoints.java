package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import dev.muster.twinservice.http.api.ModelBodies.GroupBody;
import dev.muster.twinservice.http.api.ModelBodies.HierarchyBody;
import dev.muster.twinservice.http.api.ModelBodies.TypeBody;
import java.util.List;
import java.util.Map;

/** Types, hierarchies and groups: written as whole documents, read from this node's view. */
final class ModelEndpoints {
    private final ModelView view;
    private final ModelWrites writes;

    ModelEndpoints(ModelView view, ModelWrites writes) {
        this.view = view;
        this.writes = writes;
    }

    List<Endpoint> endpoints() {
        return List.of(
                get("/v1/types", call -> completedFuture(types())),
                get("/v1/types/{type}", call -> completedFuture(type(call.id("type", TypeId::new)))),
                put(
                        "/v1/types/{type}",
                        call -> writes.answer(call, call.body(TypeBody.class).command(call.id("type", TypeId::new)))),
                get("/v1/hierarchies", call -> completedFuture(hierarchies())),
                get("/v1/hierarchies/{hierarchy}", call -> completedFuture(hierarchy(call.hierarchy()))),
                put(
                        "/v1/hierarchies/{hierarchy}",
                        call -> writes.answer(
                                call, call.body(HierarchyBody.class).command(call.hierarchy()))),
                get("/v1/hierarchies/{hierarchy}/groups", call -> completedFuture(groups(call.hierarchy()))),
                get("/v1/hierarchies/{hierarchy}/groups/{group}", call -> completedFuture(group(call.group()))),
                put(
                        "/v1/hierarchies/{hierarchy}/groups/{group}",
                        call -> writes.answer(call, call.body(GroupBody.class).command(call.group()))));
    }

    private HttpResponse types() {
        return Json.ok(
                Json.fields("types", view.types().stream().map(TypeView::of).toList()));
    }

    private HttpResponse type(TypeId type) {
        return view.type(type)
                .map(known -> Json.ok(TypeView.of(known)))
                .orElseGet(() -> Problem.notFound("asset type", type).at("type").response());
    }

    private HttpResponse hierarchies() {
        return Json.ok(Json.fields(
                "hierarchies", view.hierarchies().stream().map(this::view).toList()));
    }

    private HttpResponse hierarchy(HierarchyId hierarchy) {
        return known(hierarchy) ? Json.ok(view(hierarchy)) : Unknown.hierarchy(hierarchy);
    }

    private HttpResponse groups(HierarchyId hierarchy) {
        return known(hierarchy)
                ? Json.ok(Json.fields(
                        "groups",
                        view.groups(hierarchy).stream()
                                .map(ModelEndpoints::view)
                                .toList()))
                : Unknown.hierarchy(hierarchy);
    }

    private HttpResponse group(GroupKey group) {
        return view.group(group).map(known -> Json.ok(view(known))).orElseGet(() -> Unknown.group(group, view));
    }

    private boolean known(HierarchyId hierarchy) {
        return view.hierarchyName(hierarchy).isPresent();
    }

    private Map<String, Object> view(HierarchyId hierarchy) {
        return Json.fields(
                "id",
                hierarchy,
                "name",
                view.hierarchyName(hierarchy).orElse(hierarchy.value()),
                "root",
                GroupKey.ROOT);
    }

    private static Map<String, Object> view(Group group) {
        return Json.fields(
                "id", group.key().group(),
                "name", group.name(),
                "parent", group.parent(),
                "validFrom", group.validity().validFrom(),
                "validTo", group.validity().validTo());
    }
}
