package dev.muster.twinservice.http.api.device;

import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.put;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.device.Devices;
import dev.muster.assetmodel.view.device.Stay;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.api.model.InstallationBody;
import dev.muster.twinservice.http.api.model.ModelWrites;
import dev.muster.twinservice.http.api.temporal.Moments;
import dev.muster.twinservice.http.api.temporal.NotKnownThen;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which device fills which asset, from when until when. */
public final class DeviceEndpoints {
    private final ModelHistory history;
    private final Devices devices;
    private final ModelWrites writes;
    private final NotKnownThen notKnown;

    public DeviceEndpoints(ModelView view, ModelHistory history, ModelWrites writes) {
        this.history = history;
        this.devices = view.devices();
        this.writes = writes;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        String atAsset = "/v1/assets/{asset}/devices";
        return List.of(
                put(
                        atAsset,
                        call -> writes.answer(
                                call, call.body(InstallationBody.class).command(call.asset()))),
                get(atAsset, call -> completedFuture(atAsset(call)), Moments.AT, Moments.AS_KNOWN_AT),
                get("/v1/devices/{device}", call -> completedFuture(device(call)), Moments.AT, Moments.AS_KNOWN_AT));
    }

    private HttpResponse atAsset(Call call) {
        AssetId asset = call.asset();
        Moment moment = Moments.of(call, history);
        Optional<AssetDocument> known = history.asset(asset, moment).flatMap(there -> history.everythingOf(asset));
        if (known.isEmpty()) {
            return notKnown.asset(asset, moment);
        }
        Map<String, Object> answer = Json.fields("asset", asset);
        answer.putAll(Moments.view(moment));
        answer.putAll(Json.fields(
                "device",
                devices.at(asset, moment.at(), moment.asKnownAt())
                        .map(DeviceEndpoints::view)
                        .orElse(null),
                "installations",
                known.get().devices().believed(moment.asKnownAt()).stream()
                        .map(DeviceEndpoints::view)
                        .toList()));
        return Json.ok(answer);
    }

    private HttpResponse device(Call call) {
        DeviceId device = call.id("device", DeviceId::new);
        Moment moment = Moments.of(call, history);
        List<Stay> stays = devices.stays(device, moment.asKnownAt());
        if (stays.isEmpty()) {
            return Problem.notFound("device", device).at("device").response();
        }
        Map<String, Object> answer = Json.fields("device", device);
        answer.putAll(Moments.view(moment));
        answer.putAll(Json.fields(
                "asset",
                devices.assetOf(device, moment.at(), moment.asKnownAt()).orElse(null),
                "installations",
                stays.stream().map(DeviceEndpoints::view).toList()));
        return Json.ok(answer);
    }

    private static Map<String, Object> view(Stay stay) {
        Map<String, Object> view = Json.fields("asset", stay.asset());
        view.putAll(view(stay.installation()));
        return view;
    }

    private static Map<String, Object> view(Fact<Installation> fact) {
        Installation installed = fact.value();
        SystemId system = fact.recorded().system();
        return Json.fields(
                "device", installed.device(),
                "source", installed.source(),
                "counterOffsets", installed.counterOffsets(),
                "validFrom", fact.validity().validFrom(),
                "validTo", fact.validity().validTo(),
                "recordedAt", fact.recorded().recordedAt(),
                "recordedBy", fact.recorded().by(),
                "system", system == null ? SystemId.MANUAL.value() : system.value());
    }
}
