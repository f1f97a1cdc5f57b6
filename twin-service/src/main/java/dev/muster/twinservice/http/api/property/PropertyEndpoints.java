package dev.muster.twinservice.http.api.property;

import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.mismatch.PropertyTimes;
import dev.muster.assetmodel.mismatch.PropertyValue;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.api.model.ModelWrites;
import dev.muster.twinservice.http.api.model.PropertiesBody;
import dev.muster.twinservice.http.api.temporal.Moments;
import dev.muster.twinservice.http.api.temporal.NotKnownThen;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** What an asset is expected and desired to be, said by people; and what its device reports, which nobody else says. */
public final class PropertyEndpoints {
    /** Where reports come from: no system that could be set as one. */
    private static final String DEVICE = "device";

    private final ModelHistory history;
    private final ModelWrites writes;
    private final NotKnownThen notKnown;

    public PropertyEndpoints(ModelHistory history, ModelWrites writes) {
        this.history = history;
        this.writes = writes;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        String properties = "/v1/assets/{asset}/properties";
        return List.of(
                put(properties + "/{kind}", this::write),
                get(properties, call -> completedFuture(properties(call)), Moments.AT, Moments.AS_KNOWN_AT));
    }

    static PropertyKind kind(String name) {
        return Arrays.stream(PropertyKind.values())
                .filter(kind -> Json.name(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected the kind expected, desired or reported but got '%s'".formatted(Problem.shown(name))));
    }

    private CompletionStage<HttpResponse> write(Call call) {
        AssetId asset = call.asset();
        PropertyKind kind = call.id("kind", PropertyEndpoints::kind);
        if (kind == PropertyKind.REPORTED) {
            return completedFuture(Problem.of(
                            StatusCodes.CONFLICT,
                            "conflict",
                            "Expected what is expected or desired but got what is reported: only the device reports"
                                    + " that, when it connects")
                    .at("kind")
                    .response());
        }
        return writes.answer(call, call.body(PropertiesBody.class).command(asset, kind));
    }

    private HttpResponse properties(Call call) {
        AssetId asset = call.asset();
        Moment moment = Moments.of(call, history);
        Optional<AssetDocument> known = history.asset(asset, moment).flatMap(there -> history.everythingOf(asset));
        if (known.isEmpty()) {
            return notKnown.asset(asset, moment);
        }
        Map<String, Object> answer = Json.fields("asset", asset);
        answer.putAll(Moments.view(moment));
        for (PropertyKind kind : PropertyKind.values()) {
            Map<String, Object> values = new TreeMap<>();
            PropertyTimes.valuesAt(known.get().properties(kind), moment.at(), moment.asKnownAt())
                    .forEach((name, value) -> values.put(name, view(value, kind)));
            answer.put(Json.name(kind), values);
        }
        return Json.ok(answer);
    }

    private static Map<String, Object> view(PropertyValue value, PropertyKind kind) {
        return Json.fields(
                "value", value.value(),
                "validFrom", value.validFrom(),
                "recordedAt", value.recorded().recordedAt(),
                "recordedBy", value.recorded().by(),
                "system", system(value.recorded(), kind));
    }

    private static String system(Recorded recorded, PropertyKind kind) {
        SystemId system = recorded.system();
        if (system != null) {
            return system.value();
        }
        return kind == PropertyKind.REPORTED ? DEVICE : SystemId.MANUAL.value();
    }
}
