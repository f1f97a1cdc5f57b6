package dev.muster.loadtest.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.service.ServiceFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Assets as a file of the model: a million of them by one request each would take far longer. */
final class FleetImport {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Plans of more assets at once would not fit into the heap of a program. */
    private static final int PLANNED_AT_ONCE = 20_000;

    private static final Duration FILE_WITHIN = Duration.ofMinutes(60);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** {@code base}: of the service that takes it. */
    FleetImport(URI base) {
        this.base = base;
    }

    /** Returns when the service has them all; their types and groups are there already. */
    void bring(Path file, int assets, int signals) {
        try {
            write(file, assets, signals);
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(base.resolve("/v1/imports?format=ndjson"))
                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                            .build(),
                    BodyHandlers.ofString());
            URI job = base.resolve(answer.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new ServiceFailure("Expected an import to begin but got %d: %s"
                            .formatted(answer.statusCode(), answer.body()))));
            Optional<JsonNode> ended =
                    Poll.until(FILE_WITHIN, () -> Optional.of(ask(job)).filter(FleetImport::hasEnded));
            requireAll(
                    ended.orElseThrow(() -> new ServiceFailure(
                            "Expected an import to end within %d minutes".formatted(FILE_WITHIN.toMinutes()))),
                    assets);
            Files.delete(file);
        } catch (IOException e) {
            throw new ServiceFailure("Expected to bring the model's file but got: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("Interrupted while the model was brought");
        }
    }

    static void requireAll(JsonNode job, int assets) {
        JsonNode lines = job.path("lines");
        if (lines.path("created").asInt() != assets) {
            throw new ServiceFailure("Expected an import of %d assets to create them all but it is %s: %s %s %s"
                    .formatted(assets, job.path("state").asText(), lines, job.path("failure"), job.path("errors")));
        }
    }

    private static boolean hasEnded(JsonNode job) {
        return !job.path("endedAt").isMissingNode() && !job.path("endedAt").isNull();
    }

    private JsonNode ask(URI job) {
        try {
            return JSON.readTree(http.send(HttpRequest.newBuilder(job).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new ServiceFailure("Expected to hear of an import but got: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("Interrupted while the model was brought");
        }
    }

    private static void write(Path file, int assets, int signals) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int from = 0; from < assets; from += PLANNED_AT_ONCE) {
                int to = Math.min(assets, from + PLANNED_AT_ONCE);
                for (AssetPlan asset :
                        BenchModel.part(assets, from, to, signals).assets()) {
                    out.write(line(asset));
                    out.write('\n');
                }
            }
        }
    }

    static String line(AssetPlan asset) throws JsonProcessingException {
        var line = JSON.createObjectNode()
                .put("entity", "asset")
                .put("id", asset.id().value())
                .put("name", asset.name())
                .put("type", asset.type().value());
        var placements = line.putObject("placements");
        asset.placements().forEach((hierarchy, group) -> placements.put(hierarchy.value(), group.value()));
        return JSON.writeValueAsString(line);
    }
}
