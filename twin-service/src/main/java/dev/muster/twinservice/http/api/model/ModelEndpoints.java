package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Endpoint.put;

import dev.muster.assetmodel.identity.TypeId;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.api.model.ModelBodies.GroupBody;
import dev.muster.twinservice.http.api.model.ModelBodies.HierarchyBody;
import dev.muster.twinservice.http.api.model.ModelBodies.TypeBody;
import java.util.List;

/** Types, hierarchies and groups, written as whole documents. */
public final class ModelEndpoints {
    private final ModelWrites writes;

    public ModelEndpoints(ModelWrites writes) {
        this.writes = writes;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                put(
                        "/v1/types/{type}",
                        call -> writes.answer(call, call.body(TypeBody.class).command(call.id("type", TypeId::new)))),
                put(
                        "/v1/hierarchies/{hierarchy}",
                        call -> writes.answer(
                                call, call.body(HierarchyBody.class).command(call.hierarchy()))),
                put(
                        "/v1/hierarchies/{hierarchy}/groups/{group}",
                        call -> writes.answer(call, call.body(GroupBody.class).command(call.group()))));
    }
}
