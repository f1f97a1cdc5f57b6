package dev.muster.twinservice.http.api.promise;

import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.mismatch.PropertyTimes;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.model.ModelWrites;
import dev.muster.twinservice.http.api.model.PropertiesBody;
import dev.muster.twinservice.http.api.temporal.Moments;
import dev.muster.twinservice.http.api.temporal.NotKnownThen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** What is wanted of all assets below a group; and what that comes to for one asset. */
public final class DesiredEndpoints {
    private static final String OF_GROUP = "/v1/hierarchies/{hierarchy}/groups/{group}/properties/desired";

    private final ModelHistory history;
    private final ModelWrites writes;
    private final NotKnownThen notKnown;

    public DesiredEndpoints(ModelHistory history, ModelWrites writes) {
        this.history = history;
        this.writes = writes;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                put(OF_GROUP, this::write),
                get(OF_GROUP, call -> completedFuture(ofGroup(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get(
                        "/v1/assets/{asset}/desired",
                        call -> completedFuture(ofAsset(call)),
                        Moments.AT,
                        Moments.AS_KNOWN_AT));
    }

    private CompletionStage<HttpResponse> write(Call call) {
        GroupKey group = call.group();
        return writes.answer(call, call.body(PropertiesBody.class).command(group));
    }

    private HttpResponse ofGroup(Call call) {
        GroupKey group = call.group();
        Moment moment = Moments.of(call, history);
        if (history.group(group, moment).isEmpty()) {
            return notKnown.group(group, moment);
        }
        Map<String, Object> answer = Json.fields("hierarchy", group.hierarchy(), "group", group.group());
        answer.putAll(Moments.view(moment));
        Map<String, Object> values = new TreeMap<>();
        PropertyTimes.valuesAt(
                        history.everythingOf(group).map(GroupDocument::desired).orElse(Timeline.empty()),
                        moment.at(),
                        moment.asKnownAt())
                .forEach((name, value) -> values.put(name, view(value.value(), value.validFrom(), value.recorded())));
        answer.put("desired", values);
        return Json.ok(answer);
    }

    private HttpResponse ofAsset(Call call) {
        AssetId asset = call.asset();
        Moment moment = Moments.of(call, history);
        if (history.asset(asset, moment).isEmpty()) {
            return notKnown.asset(asset, moment);
        }
        Map<String, Object> answer = Json.fields("asset", asset);
        answer.putAll(Moments.view(moment));
        Map<String, Object> values = new TreeMap<>();
        history.desired(asset, moment).forEach((name, value) -> {
            Map<String, Object> shown = view(value.value(), value.validFrom(), value.recorded());
            shown.put("from", PromiseView.from(asset, value.group()));
            values.put(name, shown);
        });
        answer.put("desired", values);
        return Json.ok(answer);
    }

    private static Map<String, Object> view(String value, Instant validFrom, Recorded recorded) {
        return Json.fields(
                "value",
                value,
                "validFrom",
                validFrom,
                "recordedAt",
                recorded.recordedAt(),
                "recordedBy",
                recorded.by(),
                "system",
                recorded.system() == null ? SystemId.MANUAL : recorded.system());
    }
}
