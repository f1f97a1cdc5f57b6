package dev.muster.twinservice.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extract;
import static akka.http.javadsl.server.Directives.handleExceptions;
import static akka.http.javadsl.server.Directives.handleRejections;
import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ServerSettings;
import dev.muster.twinservice.health.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.DurationConverters;

/**
 * Listens from the first moment, so that health can be asked while the node still waits for Kafka and Cassandra; the API
 * itself answers 503 until it is opened. Drains open requests at shutdown. Thread-safe.
 */
public final class HttpServer {
    private static final ContentType PROMETHEUS_TEXT = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private final HttpSettings settings;
    private final Supplier<Readiness.Stage> readiness;
    private final List<Endpoint> always;
    private volatile Api api;

    /** The endpoints behind {@code route}. */
    private record Api(List<Endpoint> endpoints, Route route) {}

    /**
     * {@code readiness} and {@code metrics}, the whole text, are asked at each request for them.
     *
     * @param page answers from the first moment too, so that people see what the node waits for
     */
    public HttpServer(
            HttpSettings settings, Supplier<Readiness.Stage> readiness, Supplier<String> metrics, List<Endpoint> page) {
        this.settings = settings;
        this.readiness = readiness;
        this.always = new ArrayList<>(new HealthEndpoints(readiness).endpoints());
        for (String description : List.of("openapi.json", "asyncapi.json")) {
            byte[] json = resource(description);
            always.add(get("/" + description, call -> text(ContentTypes.APPLICATION_JSON, json)));
        }
        always.add(get("/metrics", call -> text(PROMETHEUS_TEXT, metrics.get().getBytes(StandardCharsets.UTF_8))));
        always.addAll(page);
        this.api = new Api(List.of(), extract(context -> notReady(), answer -> answer));
    }

    /** Fails with an {@link java.net.BindException} in its cause when the port is taken. */
    public CompletionStage<ServerBinding> bind(ActorSystem<?> system) {
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(settings(system))
                .bind(routes())
                .thenApply(binding -> binding.addToCoordinatedShutdown(settings.drainTimeout(), system));
    }

    /** From now on these answer too. */
    public void open(List<Endpoint> endpoints) {
        api = new Api(List.copyOf(endpoints), Endpoint.routes(endpoints, settings));
    }

    /** Everything that can be asked now. */
    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>(always);
        all.addAll(api.endpoints());
        return all;
    }

    private ServerSettings settings(ActorSystem<?> system) {
        ServerSettings byDefault = ServerSettings.create(system.classicSystem());
        // A connection on which nothing moves is cut: not while an answer that may take so long is still due.
        ServerSettings.Timeouts timeouts = byDefault.getTimeouts();
        Duration longest = DurationConverters.toScala(settings.bulkTimeout().plus(settings.replyTimeout()));
        return byDefault
                .withParsingErrorHandler(MalformedRequests.class.getName())
                .withTimeouts(timeouts.withIdleTimeout(timeouts.idleTimeout().max(longest)));
    }

    private Route routes() {
        Route all = concat(Endpoint.routes(always, settings), extract(context -> api.route(), opened -> opened));
        return handleExceptions(Failures.handler(), () -> handleRejections(Failures.rejections(), () -> all));
    }

    private Route notReady() {
        return complete(Problem.unavailable("Expected a node that is ready, but this one still waits for "
                        + readiness.get().waitingFor())
                .response());
    }

    private static CompletionStage<HttpResponse> text(ContentType type, byte[] text) {
        return completedFuture(HttpResponse.create().withEntity(HttpEntities.create(type, text)));
    }

    private static byte[] resource(String name) {
        try (InputStream stream = HttpServer.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("Expected " + name + " on the class path but it is not there");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
