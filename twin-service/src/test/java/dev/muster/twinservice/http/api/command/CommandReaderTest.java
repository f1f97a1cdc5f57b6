package dev.muster.twinservice.http.api.command;

import static dev.muster.twinservice.http.api.command.CommandedServer.COMMANDS;
import static dev.muster.twinservice.http.api.command.CommandedServer.NOW;
import static dev.muster.twinservice.http.api.command.CommandedServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are none: what does not fit is named, what was expected is said, and nothing is passed on. */
class CommandReaderTest {
    private static final CommandedServer SERVER = new CommandedServer();
    private static final String RELEASE = "{\"command\":\"release\"}";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void forget() {
        SERVER.control.commanding.taken.clear();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "hostile-commands.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1,
            maxCharsPerColumn = 1_000)
    void shouldNameTheFieldThatDoesNotFit(int status, String field, String expected, String body) {
        String type = status == 422 ? "bad-command" : "bad-input";

        assertRefused(SERVER.post(body), status, type, field == null ? "" : field, expected);

        assertThat(SERVER.control.commanding.taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"setPower\",\"arguments\":{\"megawatts\":0}}",
                "{\"command\":\"setPower\",\"arguments\":{\"megawatts\":3}}",
                "{\"command\":\"setPower\",\"arguments\":{\"megawatts\":3.0000000000000000000000}}",
                "{\"command\":\"setMode\",\"arguments\":{\"mode\":\"eco\",\"note\":\"\\ud83d\\ude00 Ä\"}}",
                "{\"command\":\"release\",\"timeout\":\"PT1S\"}",
                "{\"command\":\"release\",\"timeout\":\"PT5M\"}",
                "{\"command\":\"release\",\"queueUntil\":\"2030-01-02T03:04:05.001Z\"}",
                "{\"command\":\"release\",\"queueUntil\":\"2030-01-09T03:04:05Z\"}",
                "{\"command\":\"release\",\"queueUntil\":\"2030-01-02T13:00:00+01:00\"}"
            })
    void shouldTakeWhatJustFits(String body) {
        assertThat(SERVER.post(body).status()).as(body).isEqualTo(202);
        assertThat(SERVER.control.commanding.taken).hasSize(1);
    }

    @Test
    void shouldTakeReasonAsLongAsItMayBe() {
        String longest = "ä".repeat(CommandRequest.REASON_LENGTH_MAX);

        Answer fits = SERVER.post("{\"command\":\"release\",\"reason\":\"" + longest + "\"}");
        Answer tooLong = SERVER.post("{\"command\":\"release\",\"reason\":\"" + longest + "ä\"}");

        assertThat(fits.status()).isEqualTo(202);
        assertThat(fits.json().path("reason").textValue()).isEqualTo(longest);
        assertRefused(tooLong, 400, "bad-input", "reason", "at most 500 characters but got 501");
    }

    @Test
    void shouldTakeKeyAsLongAsItMayBe() {
        String longest = "k".repeat(CommandRequest.KEY_LENGTH_MAX);

        assertThat(SERVER.post(RELEASE, CommandReader.KEY_HEADER, longest).status())
                .isEqualTo(202);
        assertRefused(
                SERVER.post(RELEASE, CommandReader.KEY_HEADER, longest + "k"),
                400,
                "bad-input",
                "Idempotency-Key",
                "1 to 128 printable ASCII characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "~", "\"quoted\"", "a b", "a,b;c=d", "8e03978e-40d5-43dd-bc93-6894a57f9324"})
    void shouldTakeKeyLiterally(String key) {
        Answer answer = SERVER.post(RELEASE, CommandReader.KEY_HEADER, key);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("key").textValue()).isEqualTo(key);
        assertThat(CommandedServer.header(answer, CommandReader.KEY_HEADER)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0001b", "schlüssel", "\u007f", "\u00a0", "ключ"})
    void shouldRefuseKeyThatIsNotPrintable(String key) throws IOException {
        String answer = raw("Idempotency-Key: " + key + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(SERVER.control.commanding.taken).isEmpty();
        if (answer.contains("/problems/bad-input")) {
            assertThat(answer).contains("\"field\":\"Idempotency-Key\"");
        } else {
            assertThat(answer).as("no HTTP at all").contains("/problems/malformed-request");
        }
    }

    @Test
    void shouldRefuseTwoKeys() throws IOException {
        assertThat(raw("Idempotency-Key: a\r\nidempotency-key: b\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"Idempotency-Key\"", "once but got it 2 times");
        assertThat(SERVER.control.commanding.taken).isEmpty();
    }

    @Test
    void shouldRefuseBodyAboveItsLimit() {
        String body = "{\"command\":\"release\",\"reason\":\"" + "x".repeat(1_048_577) + "\"}";

        assertRefused(SERVER.post(body), 413, "body-too-large", "", "at most 1048576 bytes");
        assertThat(SERVER.control.commanding.taken).isEmpty();
    }

    @Test
    void shouldRefuseDeepBody() {
        String deep = "{\"command\":\"setPower\",\"arguments\":{\"megawatts\":" + "[".repeat(5_000) + "]".repeat(5_000)
                + "}}";

        assertRefused(SERVER.post(deep), 400, "bad-input", "", "nesting of at most 32");
    }

    @Test
    void shouldNotRepeatLongInputInFull() {
        String name = "n".repeat(50_000);

        Answer answer = SERVER.post("{\"command\":\"release\",\"arguments\":{\"" + name + "\":\"" + name + "\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).hasSizeLessThan(500);
    }

    @Test
    void shouldReadJsonWhateverItsContentTypeClaims() {
        assertThat(SERVER.post(RELEASE, "Content-Type", "text/html").status()).isEqualTo(202);
        assertRefused(
                SERVER.post("<command>release</command>", "Content-Type", "application/json"),
                400,
                "bad-input",
                "",
                "a body of JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/assets/a%20b/commands", "/v1/assets/%00/commands", COMMANDS + "?force=1"})
    void shouldRefusePathThatIsNone(String path) {
        Answer answer = SERVER.send("POST", path, RELEASE);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").textValue()).isEqualTo(path.contains("force") ? "force" : "asset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b%20d", "%00", "%C3%BC", "a%7Cb"})
    void shouldRefuseCommandIdThatIsNone(String id) {
        assertRefused(SERVER.get(COMMANDS + "/" + id), 400, "bad-input", "command", "a command id");
        assertRefused(SERVER.delete(COMMANDS + "/" + id), 400, "bad-input", "command", "a command id");
    }

    @Test
    void shouldRefusePrincipalThatIsNone() {
        String[] nobody = {"Muster-Principal", "a b"};

        assertRefused(SERVER.post(RELEASE, nobody), 400, "bad-input", "Muster-Principal", "a principal");
        assertRefused(
                SERVER.delete(COMMANDS + "/waiting", nobody), 400, "bad-input", "Muster-Principal", "a principal");
        assertThat(SERVER.control.commanding.cancelledBy).isEmpty();
    }

    /** Its time to wait is over, and whoever asks wants to know what became of it, not that it is. */
    @Test
    void shouldTellWhatBecameOfCommandThatNoLongerWaits() {
        String over = "{\"command\":\"release\",\"queueUntil\":\"2030-01-02T03:00:00Z\"}";
        Instant until = NOW.minus(Duration.ofMinutes(4));
        SERVER.control.commanding.learn(SERVER.control.commanding.accepted(request(until)));

        assertThat(SERVER.post(over, CommandReader.KEY_HEADER, "waited").status())
                .isEqualTo(200);
        assertRefused(
                SERVER.post(over, CommandReader.KEY_HEADER, "fresh"), 422, "bad-command", "queueUntil", "after now");
        assertRefused(
                SERVER.send("POST", "/v1/assets/stranger/commands", over), 404, "not-found", "asset", "a known asset");
        assertThat(SERVER.control.commanding.taken).isEmpty();
    }

    private static CommandRequest request(Instant queueUntil) {
        AssetId asset = new AssetId("WT-07");
        return new CommandRequest(
                CommandId.of(asset, "waited"),
                asset,
                "waited",
                new CommandName("release"),
                Arguments.NONE,
                new Principal("ada"),
                "",
                Duration.ofSeconds(30),
                queueUntil,
                null);
    }

    /** Past a client that refuses to send such a thing. */
    private static String raw(String headers) throws IOException {
        var address = SERVER.running().address();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            String request = "POST " + COMMANDS + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + headers
                    + "Content-Type: application/json\r\nContent-Length: " + RELEASE.length() + "\r\n\r\n" + RELEASE;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
