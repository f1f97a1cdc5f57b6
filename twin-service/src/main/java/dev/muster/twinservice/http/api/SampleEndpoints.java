package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.Endpoint.post;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telemetry over HTTP: the same records as over Kafka, put there for the sender. Answers only when Kafka has all of them;
 * one record that does not fit refuses the request before any is sent.
 */
final class SampleEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(SampleEndpoints.class);

    private final HttpSettings settings;
    private final ModelView view;
    private final SamplePublisher publisher;

    SampleEndpoints(HttpSettings settings, ModelView view, SamplePublisher publisher) {
        this.settings = settings;
        this.view = view;
        this.publisher = publisher;
    }

    List<Endpoint> endpoints() {
        return List.of(post("/v1/samples", call -> publish(records(call.json()))));
    }

    private List<TelemetryRecord> records(JsonNode body) {
        JsonNode entries = body.isObject() ? body.path("samples") : body;
        if (!entries.isArray() || entries.isEmpty()) {
            throw new BadInput(Problem.badInput(
                    "samples",
                    "Expected an array of at least one record, bare or in the field 'samples', but got none"));
        }
        if (entries.size() > settings.samplesMax()) {
            throw new BadInput(Problem.tooLarge(
                            "too-many-samples",
                            "Expected at most %d records but got %d".formatted(settings.samplesMax(), entries.size()))
                    .at("samples"));
        }
        List<TelemetryRecord> records = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            records.add(record("samples[" + i + "]", entries.get(i)));
        }
        return records;
    }

    private TelemetryRecord record(String field, JsonNode entry) {
        DecodeResult result = TelemetryCodec.decode(entry);
        if (result instanceof DecodeResult.Refused refused) {
            throw new BadInput(Problem.badInput(field, refused.detail()));
        }
        TelemetryRecord telemetry = ((DecodeResult.Decoded) result).telemetry();
        int bytes = TelemetryCodec.encode(telemetry).length;
        if (bytes > TelemetryCodec.RECORD_BYTES_MAX) {
            throw new BadInput(Problem.tooLarge(
                            "record-too-large",
                            "Expected a record of at most %d bytes but got %d"
                                    .formatted(TelemetryCodec.RECORD_BYTES_MAX, bytes))
                    .at(field));
        }
        if (view.assetOf(telemetry.source(), telemetry.measuredAt()).isEmpty()) {
            throw new BadInput(Problem.unprocessable(
                    "unknown-source",
                    field + ".source",
                    view.devices()
                            .silence(telemetry.source(), telemetry.measuredAt())
                            .map(why -> "Expected an asset that has source '%s' at %s but %s"
                                    .formatted(telemetry.source(), telemetry.measuredAt(), why))
                            .orElse("Expected the source of an asset of the model but got '%s'"
                                    .formatted(telemetry.source()))));
        }
        return telemetry;
    }

    private CompletionStage<HttpResponse> publish(List<TelemetryRecord> records) {
        return publisher
                .publish(records)
                .handleAsync(
                        (published, failure) -> {
                            if (failure != null) {
                                LOG.warn("Samples over HTTP may not be stored: {}", failure.toString());
                                return Problem.unavailable(
                                                "Expected Kafka to have the records but it did not say so; send them"
                                                        + " again")
                                        .response();
                            }
                            return Json.response(StatusCodes.ACCEPTED, Json.fields("published", published));
                        },
                        Runnable::run);
    }
}
