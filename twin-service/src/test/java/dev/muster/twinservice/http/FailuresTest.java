package dev.muster.twinservice.http;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpResponse;
import akka.pattern.AskTimeoutException;
import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no endpoint answers, and endpoints that do not answer. */
class FailuresTest {
    private static final String SECRET = "jdbc:secret";
    private static final Map<String, Throwable> FAILURES = Map.of(
            "bug", new IllegalStateException(SECRET),
            "timeout", new TimeoutException(SECRET),
            "ask", new AskTimeoutException(SECRET),
            "wrapped", new CompletionException(new CompletionException(new TimeoutException(SECRET))),
            "cassandra", AllNodesFailedException.fromErrors(List.of()),
            "driver-queue", new RequestThrottlingException(SECRET));

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(RunningServer.settings(Duration.ofMillis(500)))
                .open(List.of(
                        Endpoint.get("/failed/{failure}", call -> failedFuture(failure(call))),
                        Endpoint.get("/thrown", call -> {
                            throw new IllegalStateException(SECRET);
                        }),
                        Endpoint.get("/never", call -> new CompletableFuture<>()),
                        Endpoint.put("/many", FailuresTest::afterReplyTimeout).inBulk(),
                        Endpoint.put("/one", FailuresTest::afterReplyTimeout),
                        Endpoint.delete("/many", call -> new CompletableFuture<>())
                                .inBulk(),
                        Endpoint.get("/things/{thing}", FailuresTest::echo),
                        Endpoint.put("/things/{thing}", FailuresTest::echo)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Throwable failure(Call call) {
        return FAILURES.getOrDefault(call.id("failure", name -> name), new AssertionError("Expected a known failure"));
    }

    private static CompletionStage<HttpResponse> afterReplyTimeout(Call call) {
        return new CompletableFuture<HttpResponse>()
                .completeOnTimeout(Json.ok(Json.fields("asked", "many")), 700, TimeUnit.MILLISECONDS);
    }

    private static CompletionStage<HttpResponse> echo(Call call) {
        return completedFuture(Json.ok(Json.fields("thing", call.id("thing", name -> name))));
    }

    @ParameterizedTest
    @CsvSource({
        "bug, 500, /problems/internal",
        "timeout, 503, /problems/unavailable",
        "ask, 503, /problems/unavailable",
        "wrapped, 503, /problems/unavailable",
        "cassandra, 503, /problems/unavailable",
        "driver-queue, 503, /problems/unavailable"
    })
    void shouldTellFailureWithoutInternals(String failure, int status, String type) {
        Answer answer = server.get("/failed/" + failure);

        assertProblem(answer, status, type);
        assertThat(answer.body()).doesNotContain(SECRET, "Exception");
    }

    @Test
    void shouldTellThrownFailureWithoutInternals() {
        Answer answer = server.get("/thrown");

        assertProblem(answer, 500, "/problems/internal");
        assertThat(answer.body()).doesNotContain(SECRET, "Exception");
    }

    @Test
    void shouldAnswerInTimeWhenNobodyElseDoes() {
        Answer late = server.get("/never");

        assertProblem(late, 503, "/problems/unavailable");
        assertThat(late.raw().headers().firstValue("Connection"))
                .as("no next request may go where Akka cuts")
                .hasValue("close");
    }

    @Test
    void shouldGiveThoseWhoAskManyMoreTimeButNotForEver() {
        assertThat(server.put("/many", "{}").status()).isEqualTo(200);
        assertProblem(server.delete("/many"), 503, "/problems/unavailable");
        assertProblem(server.put("/one", "{}"), 503, "/problems/unavailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/things",
                "/things/",
                "/things/a/",
                "//things/a",
                "/things//a",
                "/things/a/b",
                "/v1/assets",
                "/health"
            })
    void shouldKnowNoOtherPaths(String path) {
        assertProblem(server.get(path), 404, "/problems/no-such-route");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PATCH", "POST", "OPTIONS"})
    void shouldNameMethodsThatAreThere(String method) {
        Answer answer = server.send(method, "/things/a", new byte[0]);

        assertProblem(answer, 405, "/problems/method-not-allowed");
        assertThat(answer.json().path("detail").textValue()).isEqualTo("Expected one of the methods GET, PUT");
        assertThat(answer.raw().headers().firstValue("Allow")).hasValue("GET, PUT");
    }

    @ParameterizedTest
    @CsvSource({
        "W%2FHOE%231, W/HOE#1",
        "TARONG%232, TARONG#2",
        "a%20b, a b",
        "a+b, a+b",
        "%C3%BC, ü",
        "a%252Fb, a%2Fb",
        "a;b=c, a;b=c"
    })
    void shouldDecodeIdsInPathOnce(String encoded, String decoded) {
        assertThat(server.get("/things/" + encoded).json().path("thing").textValue())
                .isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /things/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /things/a?b=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /things/\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /things/a HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /things/a HTTP/1.1\r\n\r\n",
                "SHOUT /things/a HTTP/1.1\r\nHost: a\r\n\r\n",
                "PUT /things/a HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
                "\u0016\u0003\u0001 this is no HTTP at all\r\n\r\n"
            })
    void shouldAnswerWhatIsNoRequestWithProblemToo(String bytes) throws IOException {
        String response = exchange(bytes);

        assertThat(response).matches("(?s)HTTP/1.1 [45]\\d\\d .*").doesNotContain("HTTP/1.1 500");
        assertThat(response).contains("Content-Type: application/problem+json", "\"type\":\"/problems/", "Expected");
    }

    @Test
    void shouldNotWaitForeverForBody() throws IOException {
        String response = exchange("PUT /things/a HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");

        assertThat(response).startsWith("HTTP/1.1 408 ").contains("/problems/body-timeout");
    }

    @Test
    void shouldRefuseLongUriWithProblem() throws IOException {
        String response = exchange("GET /things/" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 414 ").contains("/problems/malformed-request");
    }

    @Test
    void shouldSayWhatNodeWaitsForUntilItIsOpened() {
        try (RunningServer starting = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))) {
            assertProblem(starting.get("/v1/assets"), 503, "/problems/unavailable");
            assertThat(starting.get("/v1/assets").json().path("detail").textValue())
                    .contains("Kafka");
            assertThat(starting.get("/health/live").status()).isEqualTo(200);
            assertThat(starting.get("/health/ready").status()).isEqualTo(503);
            assertThat(starting.get("/health/ready").json().path("waitingFor").textValue())
                    .isEqualTo("Kafka");

            starting.ready();

            assertThat(starting.get("/health/ready").status()).isEqualTo(200);
        }
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").textValue()).isEqualTo(type);
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().path("detail").textValue()).startsWith("Expected");
    }

    /** What comes back for bytes that no client would send, up to the end of the first problem. */
    private static String exchange(String bytes) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            StringBuilder response = new StringBuilder();
            do {
                int read = in.read();
                assertThat(read)
                        .as("Expected a problem but got only: %s", response)
                        .isNotNegative();
                response.append((char) read);
            } while (response.charAt(response.length() - 1) != '}');
            return response.toString();
        }
    }
}
