package dev.muster.endtoend.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A fleet as a file, into a service that is killed while it reads. */
class ImportIT {
    private static final int ASSETS = 6_000;
    private static final int GROUPS = 50;
    private static final int LINES = 2 + GROUPS + ASSETS;
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void shouldBeGoneOnWithWhenTheServiceWasKilledAndChangeNothingTwice() throws Exception {
        String file = fleet();
        try (ServiceUnderTest service = ServiceUnderTest.start(SharedStack.get(), "files")) {
            CompletableFuture<HttpResponse<String>> first = bring(service, file, false);
            Eventually.holds(WITHIN, () -> assertThat(get(service, "/v1/imports")
                            .at("/imports/0/lines/created")
                            .intValue())
                    .isBetween(500, LINES - 500));
            service.kill9();
            first.handle((answer, failure) -> "whatever it was told").get(WITHIN.toSeconds(), TimeUnit.SECONDS);
            service.restart();

            JsonNode second = ended(service, bring(service, file, false));
            JsonNode third = ended(service, bring(service, file, false));
            String out = text(service, "/v1/exports");
            JsonNode foretold = ended(service, bring(service, out, true));

            assertThat(second.at("/lines/failed").intValue())
                    .as(second.toString())
                    .isZero();
            assertThat(second.at("/lines/created").intValue()).isPositive();
            assertThat(second.at("/lines/unchanged").intValue()).isGreaterThanOrEqualTo(500);
            assertThat(third.at("/lines/unchanged").intValue())
                    .as(third.toString())
                    .isEqualTo(LINES);
            assertThat(foretold.at("/lines/unchanged").intValue())
                    .as(foretold.toString())
                    .isEqualTo(LINES);
            assertThat(out.lines()).hasSize(LINES);
        }
    }

    private CompletableFuture<HttpResponse<String>> bring(ServiceUnderTest service, String file, boolean dryRun) {
        return http.sendAsync(
                HttpRequest.newBuilder(service.base().resolve("/v1/imports?format=ndjson&dryRun=" + dryRun))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file.getBytes(UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode ended(ServiceUnderTest service, CompletableFuture<HttpResponse<String>> sent)
            throws InterruptedException, ExecutionException, TimeoutException {
        HttpResponse<String> answer = sent.get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String job = answer.headers().firstValue("Location").orElseThrow();
        Eventually.holds(
                WITHIN,
                () -> assertThat(get(service, job).path("state").textValue()).isEqualTo("done"));
        return get(service, job);
    }

    private JsonNode get(ServiceUnderTest service, String path) {
        try {
            return JSON.readTree(text(service, path));
        } catch (IOException e) {
            throw new AssertionError("Expected JSON of " + path, e);
        }
    }

    private String text(ServiceUnderTest service, String path) {
        URI uri = service.base().resolve(path);
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError("Expected an answer of " + uri, e);
        } catch (InterruptedException e) {
            throw new AssertionError("Expected an answer but was interrupted", e);
        }
    }

    private static String fleet() {
        StringBuilder lines = new StringBuilder(
                "{\"entity\":\"type\",\"id\":\"turbine\",\"name\":\"Turbine\",\"offlineAfter\":\"PT30S\",\"signals\":"
                        + "[{\"name\":\"power\",\"unit\":\"MW\",\"kind\":\"gauge\",\"sign\":\"generation\","
                        + "\"interval\":\"PT2S\",\"staleAfter\":\"PT7S\",\"summed\":true}]}\n"
                        + "{\"entity\":\"hierarchy\",\"id\":\"geography\",\"name\":\"Geography\"}\n");
        for (int i = 0; i < GROUPS; i++) {
            lines.append("{\"entity\":\"group\",\"hierarchy\":\"geography\",\"id\":\"g%d\",\"name\":\"Group %d\"}\n"
                    .formatted(i, i));
        }
        for (int i = 0; i < ASSETS; i++) {
            lines.append(("{\"entity\":\"asset\",\"id\":\"A-%d\",\"name\":\"Asset %d\",\"type\":\"turbine\","
                            + "\"attributes\":{\"maker\":\"Example\"},\"placements\":{\"geography\":\"g%d\"}}\n")
                    .formatted(i, i, i % GROUPS));
        }
        return lines.toString();
    }
}
