package dev.muster.twinservice.http.api.temporal;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.temporal.Conflict;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where source systems disagree, what each says, and who is believed. */
public final class ConflictEndpoints {
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private static final String ASSET = "asset/";
    private static final String GROUP = "group/";

    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public ConflictEndpoints(ModelHistory history) {
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get(
                        "/v1/assets/{asset}/conflicts",
                        call -> completedFuture(ofAsset(call)),
                        Moments.AT,
                        Moments.AS_KNOWN_AT),
                get(
                        "/v1/conflicts",
                        call -> completedFuture(all(call)),
                        Moments.AT,
                        Moments.AS_KNOWN_AT,
                        "after",
                        "limit"));
    }

    private HttpResponse ofAsset(Call call) {
        AssetId asset = call.asset();
        Moment moment = Moments.of(call, history);
        if (history.asset(asset, moment).isEmpty()) {
            return notKnown.asset(asset, moment);
        }
        Map<String, Object> answer = Json.fields("asset", asset);
        answer.putAll(Moments.view(moment));
        answer.put("conflicts", views(history.conflicts().of(asset, moment)));
        return Json.ok(answer);
    }

    private HttpResponse all(Call call) {
        Moment moment = Moments.of(call, history);
        @Nullable
        String after = call.parameter("after").map(ConflictEndpoints::key).orElse(null);
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        Page<Conflict.OfEntity, String> page = history.conflicts().all(moment, after, limit);
        Map<String, Object> answer = Moments.view(moment);
        answer.put(
                "entities", page.items().stream().map(ConflictEndpoints::view).toList());
        answer.putAll(Json.fields("next", page.next()));
        return Json.ok(answer);
    }

    private static String key(String text) {
        if (text.startsWith(ASSET)) {
            Call.id("after", text.substring(ASSET.length()), AssetId::new);
            return text;
        }
        if (text.startsWith(GROUP)) {
            Call.id("after", text.substring(GROUP.length()), GroupKey::parse);
            return text;
        }
        throw new BadInput(Problem.badInput(
                "after", "Expected the next of a page before but got '%s'".formatted(Problem.shown(text))));
    }

    private static Map<String, Object> view(Conflict.OfEntity entity) {
        GroupKey group = entity.group();
        Map<String, Object> view = group == null
                ? Json.fields("entity", "asset", "id", entity.asset())
                : Json.fields("entity", "group", "hierarchy", group.hierarchy(), "id", group.group());
        view.put("conflicts", views(entity.conflicts()));
        return view;
    }

    private static List<Map<String, Object>> views(List<Conflict> conflicts) {
        return conflicts.stream()
                .map(conflict -> Json.fields(
                        "field",
                        conflict.field(),
                        "governs",
                        ModelViews.system(conflict.said().get(0).recorded()),
                        "said",
                        conflict.said().stream().map(ConflictEndpoints::view).toList()))
                .toList();
    }

    private static Map<String, Object> view(Conflict.Said said) {
        Recorded recorded = said.recorded();
        return Json.fields(
                "system", ModelViews.system(recorded),
                "rank", recorded.rank(),
                "value", said.value(),
                "validFrom", said.validity().validFrom(),
                "validTo", said.validity().validTo(),
                "recordedAt", recorded.recordedAt(),
                "recordedBy", recorded.by());
    }
}
