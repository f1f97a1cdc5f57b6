package dev.muster.twinservice.http.api;

import static dev.muster.twinservice.http.api.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: a problem of the sender's that says what was expected, nothing passed on, never a 500. */
class HostileInputTest {
    private static final FakeParts FAKES = new FakeParts();
    private static RunningServer server;

    @BeforeAll
    static void start() {
        var settings = RunningServer.settings(Duration.ofSeconds(5));
        server = RunningServer.start(settings).open(Api.endpoints(settings, FAKES.parts()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void shouldHavePassedNothingOn() {
        assertThat(FAKES.commands).isEmpty();
        assertThat(FAKES.records).isEmpty();
        assertThat(FAKES.work).isEmpty();
        assertThat(FAKES.control.setPoints.puts).isEmpty();
        assertThat(FAKES.control.setPoints.released).isEmpty();
        assertThat(FAKES.imports.commands).isEmpty();
        assertThat(FAKES.control.commanding.taken).isEmpty();
    }

    static Stream<Arguments> bodies() {
        byte[] noise = new byte[4_096];
        new Random(7).nextBytes(noise);
        return Stream.of(
                Arguments.of("nothing", bytes("")),
                Arguments.of("blank", bytes(" \n ")),
                Arguments.of("null", bytes("null")),
                Arguments.of("a number", bytes("42")),
                Arguments.of("a text", bytes("\"name\"")),
                Arguments.of("an empty array", bytes("[]")),
                Arguments.of("a null in an array", bytes("[null]")),
                Arguments.of("a word", bytes("name=WT-07")),
                Arguments.of("an end too early", bytes("{\"name\":\"a\"")),
                Arguments.of("single quotes", bytes("{'name':'a'}")),
                Arguments.of("a comment", bytes("{/* */\"name\":\"a\"}")),
                Arguments.of("a trailing comma", bytes("{\"name\":\"a\",}")),
                Arguments.of("two values", bytes("{\"name\":\"a\"}{\"name\":\"b\"}")),
                Arguments.of("a trailing token", bytes("{\"name\":\"a\"}]")),
                Arguments.of("a key twice", bytes("{\"name\":\"a\",\"name\":\"b\"}")),
                Arguments.of("an unknown field", bytes("{\"nmae\":\"a\"}")),
                Arguments.of("an unknown field in Greek", bytes("{\"όνομα\":\"a\"}")),
                Arguments.of("NaN", bytes("{\"name\":NaN}")),
                Arguments.of("10,000 levels of arrays", bytes("[".repeat(10_000) + "]".repeat(10_000))),
                Arguments.of("10,000 levels of objects", bytes("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))),
                Arguments.of("levels inside a field", bytes("{\"name\":" + "[".repeat(64) + "]".repeat(64) + "}")),
                Arguments.of("a number of 2,000 digits", bytes("{\"name\":" + "9".repeat(2_000) + "}")),
                Arguments.of("a huge exponent", bytes("{\"name\":1e999999999}")),
                Arguments.of("noise", noise),
                Arguments.of("zeros", new byte[64]),
                Arguments.of("a broken UTF-8 sequence", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}),
                Arguments.of("the mark of UTF-32", new byte[] {0, 0, (byte) 0xFF, (byte) 0xFE, 0, 0, 0, 1}),
                Arguments.of("half a surrogate pair", bytes("{\"name\":1,\"\\ud800\":2}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void shouldRefuseBodyOfEveryWrite(String what, byte[] body) {
        for (String path : new String[] {
            "/v1/types/t",
            "/v1/hierarchies/h",
            "/v1/hierarchies/h/groups/g",
            "/v1/assets/a",
            "/v1/assets/a/placements/h",
            "/v1/assets/WT-07/maintenance",
            "/v1/hierarchies/geography/groups/north/maintenance",
            "/v1/hierarchies/geography/groups/north/set-point"
        }) {
            assertRefused(server.send("PUT", path, body), 400);
        }
        assertRefused(server.send("POST", "/v1/assets/a/retirement", body), 400);
        assertRefused(server.send("PATCH", "/v1/assets/a", body), 400);
        assertRefused(server.send("POST", "/v1/samples", body), 400);
        assertRefused(server.send("PUT", "/v1/hierarchies/geography/groups/north/properties/desired", body), 400);
        assertRefused(server.send("POST", "/v1/assets/WT-07/commands", body), 400);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void shouldFailLinesOfFile(String what, byte[] body) {
        for (String format : new String[] {"ndjson", "csv"}) {
            Answer answer = server.send("POST", "/v1/imports?format=" + format, body);

            assertThat(answer.status()).as(answer.body()).isIn(202, 400);
            assertThat(answer.json().at("/lines/created").intValue())
                    .as(answer.body())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        samples    | array of at least one | {"samples":[]}
        samples    | array of at least one | {"samples":null}
        samples    | array of at least one | {"records":[]}
        samples[0] | a JSON object         | [5]
        samples[0] | a JSON object         | [[]]
        samples[0] | field 'v'             | [{}]
        samples[0] | version 1             | [{"v":2}]
        samples[0] | field 'v'             | [{"v":1.5}]
        samples[0] | field 'v'             | [{"v":99999999999999999999}]
        samples[0] | a source id           | [{"v":1,"kind":"sample","source":"a b"}]
        samples[0] | a time                | [{"v":1,"kind":"sample","source":"WT-07","at":"now"}]
        samples[0] | kind sample           | [{"v":1,"kind":"x","source":"WT-07","at":"2030-01-02T03:04:05Z"}]
        samples[0] | field 'seq'           | [{"v":1,"kind":"sample","source":"WT-07","at":"2030-01-02T03:04:05Z","seq":-1}]
        samples[0] | at least one signal   | [{"v":1,"kind":"sample","source":"WT-07","at":"2030-01-02T03:04:05Z","seq":1,"values":{}}]
        samples[0] | a finite number       | [{"v":1,"kind":"sample","source":"WT-07","at":"2030-01-02T03:04:05Z","seq":1,"values":{"power":"NaN"}}]
        samples[0] | within a double       | [{"v":1,"kind":"sample","source":"WT-07","at":"2030-01-02T03:04:05Z","seq":1,"values":{"power":1e999}}]
        samples[0] | a finite number       | [{"v":1,"kind":"sample","source":"WT-07","at":"2030-01-02T03:04:05Z","seq":1,"values":{"power":null}}]
        samples[1] | a JSON object         | [{"v":1,"kind":"connected","source":"WT-07","at":"2030-01-02T03:04:05Z","epoch":1},null]
        """)
    void shouldSayWhichRecordDoesNotFit(String field, String expected, String body) {
        assertRefused(server.post("/v1/samples", body), 400, field, expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "hostile-paths.csv", delimiter = '|', numLinesToSkip = 1)
    void shouldSayWhichPartOfPathOrQueryDoesNotFit(String path, String field) {
        assertRefused(server.get(path), 400, field, "Expected");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "hostile-moments.csv", delimiter = '|', numLinesToSkip = 1)
    void shouldSayWhichPartOfQuestionAboutMomentDoesNotFit(String path, String field) {
        assertRefused(server.get(path), 400, field, "Expected");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/assets/a%20b/maintenance, asset",
        "/v1/assets/%00/maintenance, asset",
        "/v1/assets/WT-07/maintenance?until=now, until",
        "/v1/hierarchies/a%20b/groups/north/maintenance, hierarchy",
        "/v1/hierarchies/geography/groups/a%20b/maintenance, group",
        "/v1/hierarchies/geography/groups/north/maintenance?force=1, force"
    })
    void shouldSayWhichPartOfPathDoesNotFitThoughSomethingIsToChange(String path, String field) {
        assertRefused(server.put(path, "{\"until\":\"2030-01-02T12:00:00Z\"}"), 400, field, "Expected");
        assertRefused(server.delete(path), 400, field, "Expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ü", "a|b", ""})
    void shouldRefusePrincipalThatIsNone(String principal) {
        byte[] name = bytes("{\"name\":\"H\"}");
        byte[] until = bytes("{\"until\":\"2030-01-02T12:00:00Z\"}");
        String group = "/v1/hierarchies/geography/groups/north/maintenance";

        for (Answer answer : new Answer[] {
            server.send("PUT", "/v1/hierarchies/h", name, "Muster-Principal", principal),
            server.send("POST", "/v1/imports?format=ndjson", name, "Muster-Principal", principal),
            server.send("PUT", "/v1/assets/WT-07/maintenance", until, "Muster-Principal", principal),
            server.send("DELETE", "/v1/assets/WT-07/maintenance", new byte[0], "Muster-Principal", principal),
            server.send("PUT", group, until, "Muster-Principal", principal),
            server.send("DELETE", group, new byte[0], "Muster-Principal", principal)
        }) {
            assertRefused(answer, 400, "Muster-Principal", "a principal");
        }
    }

    @Test
    void shouldRefuseBodyAboveLimit() {
        byte[] body = new byte[2 * 1_048_576];
        Arrays.fill(body, (byte) ' ');

        for (int i = 0; i < 5; i++) {
            Answer answer = server.send("POST", "/v1/samples", body);

            assertRefused(answer, 413);
            assertThat(answer.json().path("detail").textValue()).contains("at most 1048576 bytes");
        }
    }

    @Test
    void shouldRefuseOneRecordTooMany() {
        String one =
                "{\"v\":1,\"kind\":\"connected\",\"source\":\"WT-07\",\"epoch\":1,\"at\":\"2030-01-02T03:04:05Z\"}";

        Answer answer = server.post("/v1/samples", "[" + (one + ",").repeat(10) + one + "]");

        assertRefused(answer, 413, "samples", "at most 10 records but got 11");
    }

    @Test
    void shouldRefuseRecordThatKafkaWouldNotTake() {
        StringBuilder values = new StringBuilder("\"power\":1");
        for (int i = 0; i < 8_000; i++) {
            values.append(",\"signal-").append(i).append("\":1");
        }

        Answer answer = server.post(
                "/v1/samples",
                "[{\"v\":1,\"kind\":\"sample\",\"source\":\"WT-07\",\"seq\":1,\"at\":\"2030-01-02T03:04:05Z\",\"values\":{"
                        + values + "}}]");

        assertRefused(answer, 413, "samples[0]", "at most 65536 bytes");
    }

    @Test
    void shouldNotRepeatLongInputInFull() {
        Answer answer = server.put("/v1/assets/a", "{\"name\":\"a\",\"type\":[\"" + "x".repeat(100_000) + "\"]}");

        assertRefused(answer, 400, "type", "a text");
        assertThat(answer.body()).hasSizeLessThan(400);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
