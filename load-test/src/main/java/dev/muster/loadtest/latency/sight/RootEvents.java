package dev.muster.loadtest.latency.sight;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.service.ServiceFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Follows a group's total as the page does, by Server-Sent Events, on a thread of its own. Thread-safe. */
public final class RootEvents implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(20);

    private final InputStream body;
    private @Nullable Steps steps;
    private @Nullable String ended;

    private RootEvents(InputStream body) {
        this.body = body;
    }

    public static RootEvents open(URI base, GroupKey group, SignalName signal) {
        URI uri = base.resolve(ApiPath.group(group) + "/live?signal=" + ApiPath.encoded(signal.value()));
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(CONNECT_WITHIN).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new ServiceFailure("Expected events of %s but got %d".formatted(uri, response.statusCode()));
            }
            RootEvents events = new RootEvents(response.body());
            Thread reader = new Thread(events::read, "root-events");
            reader.setDaemon(true);
            reader.start();
            return events;
        } catch (IOException e) {
            throw new ServiceFailure("Expected events of %s but got: %s".formatted(uri, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("Interrupted while waiting for events of " + uri);
        }
    }

    /** Whoever is told from now on; of the end of the stream, too, if it has ended. */
    public synchronized void follow(Steps next) {
        steps = next;
        if (ended != null) {
            next.wrong(ended);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            read(lines);
            end("Expected events without end but the stream ended");
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            end("Expected events without end but got: " + e);
        }
    }

    private void read(BufferedReader lines) throws IOException {
        String name = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                // Before it is parsed: that is this program's time.
                long nanos = System.nanoTime();
                tell(RootEvent.parse(nanos, name, data));
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            }
        }
    }

    private synchronized void tell(RootEvent event) {
        if (steps != null) {
            steps.shown(event);
        }
    }

    private synchronized void end(String reason) {
        ended = reason;
        if (steps != null) {
            steps.wrong(reason);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // It is given up anyway.
        }
    }
}
