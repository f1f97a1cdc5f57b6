package dev.muster.twinservice.http.api.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Reads a stream of events as a browser does, over real HTTP. */
final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS_MAX = 1_000;

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** @param id empty: none */
    record Event(String id, String name, JsonNode data) {
        JsonNode row(String key) {
            for (JsonNode row : data.path("rows")) {
                if (row.path("key").textValue().equals(key)) {
                    return row;
                }
            }
            throw new AssertionError("Expected a row %s but got %s".formatted(key, data));
        }
    }

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static EventReader open(InetSocketAddress server, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://%s:%d%s".formatted(server.getHostString(), server.getPort(), path)))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return new EventReader(client.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("Expected an answer but was interrupted", e);
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    Event next() {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String line = lines.readLine(); line == null || !line.isEmpty(); line = lines.readLine()) {
                if (line == null) {
                    throw new AssertionError("Expected an event but the stream ended");
                }
                int colon = line.indexOf(": ");
                if (fields.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
                    throw new AssertionError("Expected each field once but got " + line);
                }
            }
            return new Event(
                    fields.getOrDefault("id", ""),
                    fields.getOrDefault("event", ""),
                    JSON.readTree(fields.getOrDefault("data", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Event next(Predicate<Event> wanted) {
        for (int i = 0; i < EVENTS_MAX; i++) {
            Event event = next();
            if (wanted.test(event)) {
                return event;
            }
        }
        throw new AssertionError("Expected another event but got thousands");
    }

    boolean hasEnded() {
        try {
            return lines.readLine() == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
