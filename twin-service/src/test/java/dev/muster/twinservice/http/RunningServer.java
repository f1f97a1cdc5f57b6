package dev.muster.twinservice.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.health.Readiness;
import dev.muster.twinservice.http.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server on a free port, and a client that speaks real HTTP to it. */
public final class RunningServer implements AutoCloseable {
    public static final Instant SINCE = Instant.parse("2030-01-02T03:04:05Z");

    private static final int START_TIMEOUT_S = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActorSystem<Void> system;
    private final HttpServer server;
    private final InetSocketAddress address;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(START_TIMEOUT_S))
            .build();
    private volatile Readiness.Stage stage = new Readiness.Stage("Kafka", SINCE);

    /** A response; {@code json} fails when it is none. */
    public record Answer(int status, String contentType, String body, HttpResponse<byte[]> raw) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Expected JSON but got " + body, e);
            }
        }
    }

    private RunningServer(HttpSettings settings) throws InterruptedException, ExecutionException, TimeoutException {
        system = ActorSystem.create(
                Behaviors.empty(),
                "http",
                ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off,"
                                + " coordinated-shutdown.exit-jvm = off }")
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
        server = new HttpServer(settings, () -> stage, () -> "muster_ready 0.0\n", Page.endpoints());
        address = server.bind(system)
                .toCompletableFuture()
                .get(START_TIMEOUT_S, TimeUnit.SECONDS)
                .localAddress();
    }

    /** Small limits, so that tests reach them. */
    public static HttpSettings settings(Duration replyTimeout) {
        return settings(replyTimeout, replyTimeout.multipliedBy(2));
    }

    public static HttpSettings settings(Duration replyTimeout, Duration bulkTimeout) {
        return new HttpSettings(
                "127.0.0.1",
                0,
                1_048_576,
                10,
                replyTimeout,
                bulkTimeout,
                Duration.ofDays(30),
                200,
                Duration.ofSeconds(1));
    }

    public static RunningServer start(HttpSettings settings) {
        try {
            return new RunningServer(settings);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("Expected a server but it did not start", e);
        }
    }

    public RunningServer open(List<Endpoint> endpoints) {
        server.open(endpoints);
        return this;
    }

    public void ready() {
        stage = new Readiness.Stage("", SINCE);
    }

    public List<Endpoint> endpoints() {
        return server.endpoints();
    }

    /** What it runs in. */
    public ActorSystem<Void> system() {
        return system;
    }

    public InetSocketAddress address() {
        return address;
    }

    public Answer get(String path) {
        return send("GET", path, new byte[0]);
    }

    public Answer put(String path, String body) {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    public Answer post(String path, String body) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer send(String method, String path, byte[] body, String... headers) {
        BodyPublisher publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://%s:%d%s".formatted(address.getHostString(), address.getPort(), path)))
                .method(method, publisher)
                .timeout(Duration.ofSeconds(START_TIMEOUT_S));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("Expected an answer but was interrupted", e);
        }
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(START_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("Expected the server to end but it did not", e);
        }
    }
}
