package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Endpoint.patch;
import static dev.muster.twinservice.http.Endpoint.post;
import static dev.muster.twinservice.http.Endpoint.put;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.api.model.ModelBodies.AssetBody;
import dev.muster.twinservice.http.api.model.ModelBodies.PlacementBody;
import dev.muster.twinservice.http.api.model.ModelBodies.RetirementBody;
import java.util.List;

/** Assets of the model: registered, placed and retired. */
public final class AssetEndpoints {
    private final ModelWrites writes;

    public AssetEndpoints(ModelWrites writes) {
        this.writes = writes;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                put(
                        "/v1/assets/{asset}",
                        call -> writes.answer(call, call.body(AssetBody.class).command(call.asset()))),
                patch(
                        "/v1/assets/{asset}",
                        call -> writes.answer(call, AssetPatch.command(call)),
                        AssetPatch.VALID_FROM,
                        AssetPatch.VALID_TO),
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
}
