package dev.muster.gatling.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** GETs JSON from one Muster. {@link IllegalStateException} when it does not answer with it. */
final class Api {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final URI target;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(WITHIN)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    Api(URI target) {
        this.target = target;
    }

    URI target() {
        return target;
    }

    JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(target + path))
                .timeout(WITHIN)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IllegalStateException("Expected GET %s to succeed but got %d: %s"
                        .formatted(request.uri(), response.statusCode(), response.body()));
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("Expected an answer to GET %s but got %s".formatted(request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Expected an answer to GET %s but was interrupted".formatted(request.uri()), e);
        }
    }
}
