package dev.muster.twinservice.http.api.temporal;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asset types as they are or were, and everything that was recorded of one. */
public final class TypeReads {
    private final ModelView view;
    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public TypeReads(ModelView view, ModelHistory history) {
        this.view = view;
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get("/v1/types", call -> completedFuture(types(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get("/v1/types/{type}", call -> completedFuture(type(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get("/v1/types/{type}/facts", call -> completedFuture(facts(call.id("type", TypeId::new)))));
    }

    private HttpResponse types(Call call) {
        Optional<Moment> asked = Moments.asked(call, history);
        List<AssetType> types = asked.map(history::types).orElseGet(view::types);
        Map<String, Object> answer = Moments.viewIfAsked(asked);
        answer.put("types", types.stream().map(TypeView::of).toList());
        return Json.ok(answer);
    }

    private HttpResponse facts(TypeId type) {
        return history.everythingOf(type)
                .map(all -> Json.ok(
                        Json.fields("type", type, "definition", ModelViews.facts(all.definition(), TypeView::of))))
                .orElseGet(() -> Problem.notFound("asset type", type).at("type").response());
    }

    private HttpResponse type(Call call) {
        TypeId type = call.id("type", TypeId::new);
        Optional<Moment> moment = Moments.asked(call, history);
        Optional<AssetType> found = moment.isEmpty() ? view.type(type) : history.type(type, moment.get());
        if (found.isPresent()) {
            return Json.ok(TypeView.of(found.get()));
        }
        return moment.isEmpty()
                ? Problem.notFound("asset type", type).at("type").response()
                : notKnown.type(type, moment.get());
    }
}
