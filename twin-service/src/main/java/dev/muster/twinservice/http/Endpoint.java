package dev.muster.twinservice.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extractMaterializer;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.pathSingleSlash;
import static akka.http.javadsl.server.Directives.reject;
import static akka.http.javadsl.server.Directives.withRequestTimeout;
import static akka.http.javadsl.server.PathMatchers.segments;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import dev.muster.twinservice.http.origin.Origins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.DurationConverters;

/**
 * One thing that can be asked: a method on a path, the query parameters that it knows, and who answers. Every route of the
 * server comes from a list of these, so that the OpenAPI document can be held against what is really there, both ways.
 *
 * @param path such as {@code /v1/assets/{asset}}; a part in braces stands for one segment, which arrives decoded
 * @param repeatable of the parameters, those that may be given several times
 * @param bulk asks many, and may take {@code bulk-timeout} instead of {@code reply-timeout}
 * @param streamBytesMax above 0: the body is not read before the call is answered, but by {@link Call#forEachPiece}, up to here
 */
public record Endpoint(
        HttpMethod method,
        String path,
        List<String> parameters,
        Set<String> repeatable,
        Handler handler,
        boolean bulk,
        long streamBytesMax) {
    private static final byte[] NO_BODY = {};

    /** Answers a call; may throw {@link BadInput}, whose problem then is the answer. Called on a thread of the server. */
    @FunctionalInterface
    public interface Handler {
        CompletionStage<HttpResponse> answer(Call call);
    }

    public Endpoint {
        parameters = List.copyOf(parameters);
        repeatable = Set.copyOf(repeatable);
    }

    public static Endpoint get(String path, Handler handler, String... parameters) {
        return new Endpoint(HttpMethods.GET, path, List.of(parameters), Set.of(), handler, false, 0);
    }

    public static Endpoint put(String path, Handler handler) {
        return new Endpoint(HttpMethods.PUT, path, List.of(), Set.of(), handler, false, 0);
    }

    public static Endpoint post(String path, Handler handler) {
        return new Endpoint(HttpMethods.POST, path, List.of(), Set.of(), handler, false, 0);
    }

    public static Endpoint patch(String path, Handler handler, String... parameters) {
        return new Endpoint(HttpMethods.PATCH, path, List.of(parameters), Set.of(), handler, false, 0);
    }

    /** Takes a body of up to {@code bytesMax} as it comes; see {@link Call#forEachPiece}. */
    public static Endpoint postStream(String path, long bytesMax, Handler handler, String... parameters) {
        return new Endpoint(HttpMethods.POST, path, List.of(parameters), Set.of(), handler, false, bytesMax);
    }

    public static Endpoint delete(String path, Handler handler) {
        return new Endpoint(HttpMethods.DELETE, path, List.of(), Set.of(), handler, false, 0);
    }

    /** The same with the time that it takes to ask many. */
    public Endpoint inBulk() {
        return new Endpoint(method, path, parameters, repeatable, handler, true, streamBytesMax);
    }

    /** The same with a parameter that may be given several times. */
    public Endpoint repeating(String parameter) {
        return new Endpoint(method, path, parameters, Set.of(parameter), handler, bulk, streamBytesMax);
    }

    /**
     * All of them in one. Those whose paths have as many parts are looked through together: a path is taken apart a few times, and not
     * once for each endpoint there is.
     */
    static Route routes(List<Endpoint> endpoints, HttpSettings settings) {
        SortedMap<Integer, List<Candidate>> byParts = new TreeMap<>();
        for (Endpoint endpoint : endpoints) {
            List<String> template = endpoint.template();
            byParts.computeIfAbsent(template.size(), parts -> new ArrayList<>()).add(new Candidate(endpoint, template));
        }
        Route all = reject();
        for (Map.Entry<Integer, List<Candidate>> same : byParts.entrySet()) {
            all = concat(
                    all,
                    same.getKey() == 0
                            ? pathSingleSlash(() -> ofThose(same.getValue(), List.of(), settings))
                            : Directives.path(
                                    segments(same.getKey()), actual -> ofThose(same.getValue(), actual, settings)));
        }
        return all;
    }

    private record Candidate(Endpoint endpoint, List<String> template) {}

    private static Route ofThose(List<Candidate> candidates, List<String> actual, HttpSettings settings) {
        return candidates.stream()
                .filter(candidate -> matches(candidate.template, actual))
                .map(candidate -> Directives.method(
                        candidate.endpoint.method, () -> candidate.endpoint.call(candidate.template, actual, settings)))
                .reduce(reject(), (first, second) -> concat(first, second));
    }

    private List<String> template() {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    private Route call(List<String> template, List<String> actual, HttpSettings settings) {
        Map<String, String> ids = ids(template, actual);
        return withRequestTimeout(
                DurationConverters.toScala(bulk ? settings.bulkTimeout() : settings.replyTimeout()),
                request -> late(),
                () -> extractRequest(request -> method.equals(HttpMethods.GET)
                        ? completeWithFuture(handler.answer(new Call(request, ids, this, NO_BODY)))
                        : extractMaterializer(materializer -> completeWithFuture(Origins.foreign(request)
                                .map(foreign -> CompletableFuture.completedStage(foreign(foreign)))
                                .orElseGet(() -> streamBytesMax > 0
                                        ? streamed(request, ids, materializer)
                                        : whole(request, ids, settings, materializer))))));
    }

    private static HttpResponse foreign(String origin) {
        return Problem.of(
                        StatusCodes.FORBIDDEN,
                        "foreign-origin",
                        "Expected a request of this page or of a program, but a browser sends it for '%s'"
                                .formatted(Problem.shown(origin)))
                .response();
    }

    private CompletionStage<HttpResponse> whole(
            HttpRequest request, Map<String, String> ids, HttpSettings settings, Materializer materializer) {
        return Bodies.read(request.entity(), settings, materializer)
                .thenComposeAsync(body -> handler.answer(new Call(request, ids, this, body)), Runnable::run);
    }

    private CompletionStage<HttpResponse> streamed(
            HttpRequest request, Map<String, String> ids, Materializer materializer) {
        Bodies.Pieces pieces = new Bodies.Pieces(request, streamBytesMax, materializer);
        CompletionStage<HttpResponse> answer;
        try {
            answer = handler.answer(new Call(request, ids, this, NO_BODY).with(pieces));
        } catch (BadInput refused) {
            answer = CompletableFuture.failedStage(refused);
        }
        return pieces.passOverUnlessTaken(answer);
    }

    /** Akka cuts the connection after this answer; a client that is not told so would send its next request into the void. */
    private static HttpResponse late() {
        return Problem.late().response().addHeader(Connection.create("close"));
    }

    private static boolean matches(List<String> template, List<String> actual) {
        for (int i = 0; i < template.size(); i++) {
            if (!isId(template.get(i)) && !template.get(i).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> ids(List<String> template, List<String> actual) {
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (isId(part)) {
                ids.put(part.substring(1, part.length() - 1), actual.get(i));
            }
        }
        return ids;
    }

    private static boolean isId(String part) {
        return part.startsWith("{");
    }
}
