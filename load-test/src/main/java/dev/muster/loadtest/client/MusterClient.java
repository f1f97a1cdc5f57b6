package dev.muster.loadtest.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Muster's HTTP API as one principal. Thread-safe. Calls that wait throw {@link RequestFailed}; calls that return a
 * future complete it with one.
 */
public final class MusterClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final int THREADS = 4;
    private static final int DETAIL_LENGTH_MAX = 500;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Nodes nodes;
    private final Principal principal;
    private final Duration answerWithin;
    private final HttpClient http;

    public MusterClient(URI base, Principal principal) {
        this(base, principal, REQUEST_TIMEOUT);
    }

    /** {@code answerWithin}: a request without an answer for so long has failed. */
    public MusterClient(URI base, Principal principal, Duration answerWithin) {
        this(List.of(base), principal, answerWithin);
    }

    /** Asks the first of several nodes, and the next one from when it does not answer. */
    public MusterClient(List<URI> bases, Principal principal, Duration answerWithin) {
        this.nodes = new Nodes(bases);
        this.principal = principal;
        this.answerWithin = answerWithin;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "muster-client");
            thread.setDaemon(true);
            return thread;
        });
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(threads)
                .build();
    }

    /** Of the node that is asked next. */
    public URI base() {
        return nodes.current();
    }

    /** Writes a part of the model; {@code body} becomes JSON. */
    public CompletableFuture<WriteReply> put(String path, Object body) {
        return exchange("PUT", path, text(body)).thenApply(response -> {
            JsonNode reply = tree(response.body());
            return new WriteReply(
                    reply.path("position").asLong(-1),
                    reply.path("changed").asBoolean(false),
                    response.statusCode() != 202);
        });
    }

    /** Sends anything with any method; {@code body} becomes JSON, {@code null}: none. The answer is empty when there is none. */
    public JsonNode send(String method, String path, @Nullable Object body) {
        String answer =
                await(exchange(method, path, body == null ? null : text(body))).body();
        return answer.isBlank() ? JSON.createObjectNode() : tree(answer);
    }

    /**
     * Gives a command to whom the path names, an asset or a group, and returns it as it is now; under a key that was used before:
     * what became of that one.
     */
    public JsonNode command(String path, String key, Object body) {
        return tree(await(exchange("POST", path, text(body), "Idempotency-Key", key))
                .body());
    }

    /** Posts wire-format records; returns Muster's answer once Kafka has them. */
    public JsonNode postSamples(String json) {
        return tree(await(exchange("POST", "/v1/samples", json)).body());
    }

    public AggregateReply aggregate(GroupKey group, SignalName signal, int missingMax) {
        return get(
                "%s/aggregate?signal=%s&missing=%d"
                        .formatted(ApiPath.group(group), ApiPath.encoded(signal.value()), missingMax),
                AggregateReply.class);
    }

    public MissingPage missing(GroupKey group, SignalName signal, int limit, @Nullable String cursor) {
        String path =
                "%s/missing?signal=%s&limit=%d".formatted(ApiPath.group(group), ApiPath.encoded(signal.value()), limit);
        return get(cursor == null ? path : path + "&cursor=" + ApiPath.encoded(cursor), MissingPage.class);
    }

    /** Every missing member of a group, page by page. */
    public List<MissingMember> allMissing(GroupKey group, SignalName signal, int pageSize) {
        List<MissingMember> all = new ArrayList<>();
        String cursor = null;
        do {
            MissingPage page = missing(group, signal, pageSize, cursor);
            all.addAll(page.members());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    /** The twin as Muster shows it. */
    public JsonNode twin(AssetId asset) {
        return get(ApiPath.asset(asset) + "/twin", JsonNode.class);
    }

    /** Why an asset counts or not, and what would have to happen. */
    public JsonNode explain(AssetId asset) {
        return get(ApiPath.asset(asset) + "/explain", JsonNode.class);
    }

    /** Likewise, of a group's total. */
    public JsonNode explain(GroupKey group, SignalName signal) {
        return get(
                "%s/aggregate/explain?signal=%s".formatted(ApiPath.group(group), ApiPath.encoded(signal.value())),
                JsonNode.class);
    }

    /** One page of an asset's history, {@code from} inclusive, {@code to} exclusive. */
    public JsonNode history(AssetId asset, Instant from, Instant to, int limit, @Nullable String cursor) {
        String path = "%s/history?from=%s&to=%s&limit=%d"
                .formatted(
                        ApiPath.asset(asset), ApiPath.encoded(from.toString()), ApiPath.encoded(to.toString()), limit);
        return get(cursor == null ? path : path + "&cursor=" + ApiPath.encoded(cursor), JsonNode.class);
    }

    /** What an asset is expected and desired to be, and what its device reports. */
    public JsonNode properties(AssetId asset) {
        return get(ApiPath.asset(asset) + "/properties", JsonNode.class);
    }

    /** What fills an asset now, and what filled it. */
    public JsonNode devices(AssetId asset) {
        return get(ApiPath.devices(asset), JsonNode.class);
    }

    /** What an asset came out of, and what it went into. */
    public JsonNode lineage(AssetId asset) {
        return get(ApiPath.asset(asset) + "/lineage", JsonNode.class);
    }

    /** Whether Muster says that it is ready; {@code false} also while nobody answers. */
    public boolean ready() {
        try {
            await(exchange("GET", "/health/ready", null));
            return true;
        } catch (RequestFailed e) {
            return false;
        }
    }

    /** Prometheus text. */
    public String metrics() {
        return await(exchange("GET", "/metrics", null)).body();
    }

    /** Where devices do not report what was ordered: the assets of one page. */
    public JsonNode mismatches(int limit) {
        return get("/v1/mismatches?limit=" + limit, JsonNode.class);
    }

    private <T> T get(String path, Class<T> as) {
        String body = await(exchange("GET", path, null)).body();
        try {
            return JSON.readValue(body, as);
        } catch (JsonProcessingException e) {
            throw new RequestFailed(
                    200, "Expected GET %s to answer as documented but got %s".formatted(path, shortened(body)), e);
        }
    }

    private CompletableFuture<HttpResponse<String>> exchange(
            String method, String path, @Nullable String body, String... headers) {
        return nodes.ask(method, base -> exchange(base, method, path, body, headers));
    }

    private CompletableFuture<HttpResponse<String>> exchange(
            URI base, String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(path));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        HttpRequest request = builder.timeout(answerWithin)
                .header("Muster-Principal", principal.value())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).handle((response, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                throw new RequestFailed(
                        RequestFailed.UNREACHABLE,
                        "Expected an answer to %s %s but got %s".formatted(method, request.uri(), cause),
                        cause);
            }
            if (response.statusCode() / 100 != 2) {
                throw new RequestFailed(
                        response.statusCode(),
                        "Expected %s %s to succeed but got %d: %s"
                                .formatted(method, path, response.statusCode(), detail(response.body())),
                        null);
            }
            return response;
        });
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RequestFailed failed) {
                throw failed;
            }
            throw e;
        }
    }

    /** The problem's own words where there are some. */
    private static String detail(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.path("detail").isTextual()) {
                String field = problem.path("field").asText("");
                return problem.path("detail").textValue() + (field.isEmpty() ? "" : " (field " + field + ")");
            }
        } catch (JsonProcessingException e) {
            // Not a problem document: shown as it came.
        }
        return shortened(body);
    }

    private static String shortened(String body) {
        return body.length() <= DETAIL_LENGTH_MAX ? body : body.substring(0, DETAIL_LENGTH_MAX) + "...";
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected a body that can be written as JSON", e);
        }
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RequestFailed(200, "Expected JSON but got " + shortened(body), e);
        }
    }
}
