package dev.muster.loadtest.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.loadtest.latency.figure.Answers;
import dev.muster.loadtest.latency.figure.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    private static final int ASSETS = 2_000;
    private static final String RIGHT =
            "{\"hierarchy\":\"%s\",\"group\":\"%s\",\"value\":1.5,\"expected\":%d,\"reporting\":%d,\"missing\":{\"count\":%d}}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server = server();
    private final URI base =
            URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    private final Questions questions = new Questions(ASSETS, List.of(1, 1, 1));

    private HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.setExecutor(threads);
            made.start();
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldAskOverTheSameConnectionAgain() throws IOException {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        server.createContext("/", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            answer(exchange, 200, exchange.getRequestURI().toString());
        });

        try (KeepAlive connection = new KeepAlive(base)) {
            for (String path : List.of("/a?b=c", "/longer/than/that")) {
                KeepAlive.Answer answer = connection.get(path);

                assertThat(answer.status()).isEqualTo(200);
                assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(path);
            }
        }
        assertThat(ports).hasSize(1);
    }

    @Test
    void shouldConnectAnewWhereTheConnectionWasClosed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Connection", "close");
            answer(exchange, 503, "x");
        });

        try (KeepAlive connection = new KeepAlive(base)) {
            assertThat(connection.get("/").status()).isEqualTo(503);
            assertThat(connection.get("/").status()).isEqualTo(503);
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void shouldRefuseAnAnswerWithoutLength() throws IOException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
        });

        try (KeepAlive connection = new KeepAlive(base)) {
            assertThatThrownBy(() -> connection.get("/"))
                    .hasMessageContaining("Expected an answer that says its length");
        }
    }

    /** All connections are held for 150 ms; whoever waits for one meanwhile was due long before, and is answered at once then. */
    @Test
    void shouldCountFromWhenAQuestionWasDue() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            if (asked.incrementAndGet() <= 64) {
                try {
                    assertThat(never.await(150, TimeUnit.MILLISECONDS)).isFalse();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            answer(exchange, 200, right(exchange));
        });

        Answers answers = new Queries(base, questions, new Random(1)).run(5_000, 200);

        assertThat(answers.wrong()).isEmpty();
        assertThat(answers.nanos()).hasSize(200);
        // The last one was due after 40 ms.
        assertThat(Arrays.stream(answers.nanos()).min().orElseThrow()).isGreaterThan(100_000_000);
    }

    @Test
    void shouldSayWhichAnswerWasWrong() {
        server.createContext("/", exchange -> answer(exchange, 503, "{}"));

        assertThat(new Queries(base, questions, new Random(1)).run(1_000, 10).wrong())
                .hasValueSatisfying(wrong -> assertThat(wrong).startsWith("Expected 200 of GET /v1/hierarchies/"));
    }

    @Test
    void shouldSayThatNobodyAnswered() {
        server.stop(0);

        assertThat(new Queries(base, questions, new Random(1)).run(1_000, 10).wrong())
                .hasValueSatisfying(wrong -> assertThat(wrong).startsWith("Expected an answer to GET "));
    }

    @Test
    void shouldDrawLevelsByWeightAndAnyGroupOfThem() {
        assertThat(questions.of(Level.ROOT)).hasSize(2);
        assertThat(questions.of(Level.MIDDLE)).hasSize(4);
        assertThat(questions.of(Level.LEAF)).hasSize(40);

        Random random = new Random(1);
        List<Questions.Question> drawn =
                Stream.generate(() -> questions.draw(random)).limit(1_000).toList();
        assertThat(drawn.stream().map(Questions.Question::group).distinct()).hasSize(46);
        for (Level level : Level.values()) {
            assertThat(drawn.stream()
                            .filter(question -> question.level() == level)
                            .count())
                    .isBetween(280L, 390L);
        }
        Questions leaves = new Questions(ASSETS, List.of(0, 0, 1));
        EnumSet<Level> levels = EnumSet.noneOf(Level.class);
        for (int i = 0; i < 100; i++) {
            levels.add(leaves.draw(random).level());
        }
        assertThat(levels).containsExactly(Level.LEAF);
    }

    @Test
    void shouldAcceptATotalInWhichEverybodyIsAccountedFor() {
        Questions.Question root =
                new Questions.Question(Level.ROOT, questions.of(Level.ROOT).get(0));

        assertThat(questions.objection(root, body(RIGHT.formatted("geography", "root", ASSETS, ASSETS - 1, 1))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hierarchy\":\"technology\",\"group\":\"root\",\"value\":1,\"expected\":2000,\"reporting\":2000,\"missing\":{\"count\":0}}",
                "{\"hierarchy\":\"geography\",\"group\":\"leaf-1\",\"value\":1,\"expected\":2000,\"reporting\":2000,\"missing\":{\"count\":0}}",
                "{\"hierarchy\":\"geography\",\"group\":\"root\",\"value\":null,\"expected\":2000,\"reporting\":2000,\"missing\":{\"count\":0}}",
                "{\"hierarchy\":\"geography\",\"group\":\"root\",\"value\":1,\"expected\":2000,\"reporting\":1999,\"missing\":{\"count\":0}}",
                "{\"hierarchy\":\"geography\",\"group\":\"root\",\"value\":1,\"expected\":1999,\"reporting\":1999,\"missing\":{\"count\":0}}",
                "{\"hierarchy\":\"geography\",\"group\":\"root\",\"value\":1,\"expected\":2000,\"reporting\":0,\"missing\":{\"count\":2000}}",
                "{\"hierarchy\":\"geography\",\"group\":\"root\",\"value\":1,\"expected\":2000,\"reporting\":2000}",
                "no JSON",
            })
    void shouldObjectToAnyOther(String json) {
        Questions.Question root =
                new Questions.Question(Level.ROOT, questions.of(Level.ROOT).get(0));

        assertThat(questions.objection(root, body(json))).isPresent();
    }

    private static KeepAlive.Answer body(String json) {
        return new KeepAlive.Answer(200, json.getBytes(StandardCharsets.UTF_8));
    }

    /** What Muster would say of the group in the path. */
    private static String right(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        return RIGHT.formatted(path[3], path[5], ASSETS, ASSETS, 0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
