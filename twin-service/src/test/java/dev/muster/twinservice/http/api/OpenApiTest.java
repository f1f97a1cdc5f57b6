package dev.muster.twinservice.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.command.FakeControl;
import dev.muster.twinservice.http.api.exchange.FakeImports;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The document against the service, both ways: what is described is there and answers so, what is there is described. */
class OpenApiTest {
    private static final FakeParts FAKES = new FakeParts();
    private static RunningServer server;
    private static JsonNode document;
    private static OpenApiInteractionValidator validator;

    @BeforeAll
    static void start() {
        server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)));
        server.open(Api.endpoints(RunningServer.settings(Duration.ofSeconds(5)), FAKES.parts()));
        // So that there is one to ask about.
        server.post("/v1/imports?format=ndjson", "");
        Answer answer = server.get("/openapi.json");
        document = answer.json();
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(answer.body())
                .build();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** One method of one path in the document. */
    private record Operation(String method, String path, JsonNode description) {
        String named() {
            return method + " " + path;
        }

        /** With an id that is known in each place for one. */
        String anyPath() {
            return path.replace("{type}", SampleFleet.TYPE.value())
                    .replace("{hierarchy}", SampleFleet.GEOGRAPHY.value())
                    .replace("{group}", SampleFleet.NORTH.group().value())
                    .replace("{asset}", SampleFleet.PLAIN.value())
                    .replace("{import}", FakeImports.ID)
                    .replace("{kind}", "expected")
                    .replace("{command}", FakeControl.WAITING.value())
                    .replace("{principal}", "ada")
                    .replace("{device}", "SN-2")
                    .replace("{folder}", "vendor")
                    .replace("{file}", "README.txt");
        }
    }

    @Test
    void shouldDescribeExactlyTheEndpointsThatThereAre() {
        List<String> there = server.endpoints().stream()
                .map(endpoint -> endpoint.method().value() + " " + endpoint.path())
                .toList();

        assertThat(described()).extracting(Operation::named).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void shouldDescribeExactlyTheParametersThatEachEndpointTakes() {
        for (Endpoint endpoint : server.endpoints()) {
            JsonNode path = document.path("paths").path(endpoint.path());
            JsonNode operation = path.path(endpoint.method().value().toLowerCase(Locale.ROOT));

            assertThat(parameters(operation, "query"))
                    .as("%s: query", endpoint.path())
                    .containsExactlyInAnyOrderElementsOf(endpoint.parameters());
            assertThat(parameters(path, "path")).as("%s: path", endpoint.path()).isEqualTo(idsIn(endpoint));
        }
    }

    @Test
    void shouldAnswerEveryDescribedOperationWithSomethingOtherThanNoSuchRoute() {
        assertThat(described()).isNotEmpty().allSatisfy(operation -> {
            Answer answer = server.send(operation.method(), operation.anyPath(), new byte[0]);

            assertThat(answer.status()).isNotEqualTo(405);
            if (answer.status() == 404) {
                assertThat(answer.json().path("type").textValue()).isEqualTo("/problems/not-found");
            }
        });
    }

    @Test
    void shouldTakeTheExamplesOfRequests() {
        assertThat(described()).allSatisfy(operation -> {
            JsonNode example = operation.description().at("/requestBody/content/application~1json/example");
            if (!example.isMissingNode()) {
                Answer answer = server.send(
                        operation.method(),
                        operation.anyPath(),
                        example.toString().getBytes(StandardCharsets.UTF_8));

                assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
            }
        });
    }

    @Test
    void shouldTakeTheExamplesOfFiles() {
        JsonNode files = document.at("/paths/~1v1~1imports/post/requestBody/content");

        for (String format : List.of("ndjson", "csv")) {
            String type = format.equals("csv") ? "text/csv" : "application/x-ndjson";
            Answer answer = server.post(
                    "/v1/imports?format=" + format,
                    files.path(type).path("example").textValue());

            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.json().at("/lines/failed").intValue())
                    .as(answer.body())
                    .isZero();
            assertThat(answer.json().at("/lines/read").intValue()).isPositive();
        }
    }

    @Test
    void shouldShowExamplesOfResponsesThatAreAsDescribed() {
        assertThat(described()).allSatisfy(operation -> {
            for (Map.Entry<String, JsonNode> response :
                    operation.description().path("responses").properties()) {
                int status = Integer.parseInt(response.getKey());
                for (Map.Entry<String, JsonNode> content :
                        resolve(response.getValue()).path("content").properties()) {
                    JsonNode example = content.getValue().path("example");
                    if (example.isObject()) {
                        assertDescribed(
                                operation.method(), operation.anyPath(), status, content.getKey(), example.toString());
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "exchanges.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1,
            maxCharsPerColumn = 1_000)
    void shouldAnswerAsDescribed(int status, String method, String path, String body) {
        String sent = body == null ? "" : body;

        Answer answer = server.send(method, path, sent.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertDescribed(method, path.replaceAll("\\?.*", ""), status, answer.contentType(), answer.body());
        if (status < 300) {
            assertThat(validator.validateRequest(request(method, path, sent)).getMessages())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, name, 422, /problems/invalid",
        "UNKNOWN_REFERENCE, type, 422, /problems/unknown-reference",
        "UNKNOWN_REFERENCE, asset, 404, /problems/not-found",
        "LIMIT, attributes, 422, /problems/limit",
        "CONFLICT, source, 409, /problems/conflict",
        "UNAVAILABLE, asset, 503, /problems/unavailable"
    })
    void shouldAnswerRejectionsOfTheModelAsDescribed(ModelReply.Reason reason, String field, int status, String type) {
        FakeParts fakes = new FakeParts();
        fakes.writeReply =
                CompletableFuture.completedFuture(new ModelReply.Rejected(reason, field, "Expected a but b"));
        try (RunningServer rejecting = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))) {
            rejecting.open(Api.endpoints(RunningServer.settings(Duration.ofSeconds(5)), fakes.parts()));

            Answer answer = rejecting.put("/v1/assets/WT-07/placements/geography", "{\"group\":\"north\"}");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.json().path("type").textValue()).isEqualTo(type);
            assertThat(answer.json().path("field").textValue()).isEqualTo(field);
            assertDescribed(
                    "PUT", "/v1/assets/WT-07/placements/geography", status, answer.contentType(), answer.body());
        }
    }

    private static void assertDescribed(String method, String path, int status, String contentType, String body) {
        // The validator splits paths before it decodes them.
        String plain = URLDecoder.decode(path.replace("%2F", "-"), StandardCharsets.UTF_8);
        var response = SimpleResponse.Builder.status(status)
                .withContentType(contentType)
                .withBody(body)
                .build();

        assertThat(validator
                        .validateResponse(plain, Request.Method.valueOf(method), response)
                        .getMessages())
                .as("%s %s -> %d %s", method, path, status, body)
                .isEmpty();
    }

    private static Request request(String method, String pathAndQuery, String body) {
        URI uri = URI.create(pathAndQuery);
        var request = new SimpleRequest.Builder(method, uri.getRawPath().replace("%2F", "-"));
        if (uri.getQuery() != null) {
            for (String parameter : uri.getQuery().split("&", -1)) {
                int equals = parameter.indexOf('=');
                request.withQueryParam(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return body.isEmpty()
                ? request.build()
                : request.withContentType(contentType(pathAndQuery))
                        .withBody(body)
                        .build();
    }

    private static String contentType(String pathAndQuery) {
        if (!pathAndQuery.startsWith("/v1/imports")) {
            return "application/json";
        }
        return pathAndQuery.contains("csv") ? "text/csv" : "application/x-ndjson";
    }

    private static List<Operation> described() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (!operation.getKey().equals("parameters")) {
                    operations.add(new Operation(
                            operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
                }
            }
        }
        return operations;
    }

    private static Set<String> parameters(JsonNode owner, String in) {
        Set<String> names = new TreeSet<>();
        for (JsonNode described : owner.path("parameters")) {
            JsonNode parameter = resolve(described);
            if (parameter.path("in").textValue().equals(in)) {
                names.add(parameter.path("name").textValue());
            }
        }
        return names;
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").textValue().substring(1)) : node;
    }

    private static Set<String> idsIn(Endpoint endpoint) {
        Set<String> ids = new TreeSet<>();
        for (String part : endpoint.path().split("/", -1)) {
            if (part.startsWith("{")) {
                ids.add(part.substring(1, part.length() - 1));
            }
        }
        return ids;
    }
}
