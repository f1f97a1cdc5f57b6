package dev.muster.twinservice.http.api.command;

import static dev.muster.twinservice.http.api.command.CommandedServer.COMMANDS;
import static dev.muster.twinservice.http.api.command.CommandedServer.NOW;
import static dev.muster.twinservice.http.api.command.CommandedServer.assertRefused;
import static dev.muster.twinservice.http.api.command.CommandedServer.header;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.pace.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever commands learns what became of it; and where that is open, how to find out. */
class CommandEndpointsTest {
    private static final String SET_POWER = "{\"command\":\"setPower\",\"arguments\":{\"megawatts\":2.5}}";
    private static final CommandId ID = CommandId.of(new AssetId("WT-07"), "k-1");

    private final CommandedServer server = new CommandedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldPassOnWhatIsAskedAndSayWhereToLook() {
        Answer answer = server.post(
                "{\"command\":\"setPower\",\"arguments\":{\"megawatts\":2.50},\"timeout\":\"PT45S\","
                        + "\"queueUntil\":\"2030-01-02T12:00:00Z\",\"reason\":\"märket\"}",
                "Idempotency-Key",
                "k-1",
                "Muster-Principal",
                "ada");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(header(answer, "Location")).isEqualTo(COMMANDS + "/" + ID);
        assertThat(header(answer, "Idempotency-Key")).isEqualTo("k-1");
        assertThat(server.control.commanding.taken).hasSize(1);
        CommandRequest taken = server.control.commanding.taken.get(0);
        assertThat(taken.id()).isEqualTo(ID);
        assertThat(taken.asset()).isEqualTo(new AssetId("WT-07"));
        assertThat(taken.key()).isEqualTo("k-1");
        assertThat(taken.arguments().values())
                .containsOnlyKeys("megawatts")
                .containsEntry("megawatts", Argument.of(2.5));
        assertThat(taken.by()).isEqualTo(new Principal("ada"));
        assertThat(taken.reason()).isEqualTo("märket");
        assertThat(taken.timeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(taken.queueUntil()).isEqualTo("2030-01-02T12:00:00Z");
        assertThat(taken.owner()).isNull();
    }

    @Test
    void shouldTakeWhatIsLeftOutAsSettingsHaveIt() {
        Answer answer = server.post("{\"command\":\"release\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        CommandRequest taken = server.control.commanding.taken.get(0);
        assertThat(taken.timeout()).isEqualTo(FakeControl.TIMES.timeoutDefault());
        assertThat(taken.arguments().values()).isEmpty();
        assertThat(taken.queueUntil()).isNull();
        assertThat(taken.reason()).isEmpty();
        assertThat(taken.by()).isEqualTo(new Principal("anonymous"));
    }

    @Test
    void shouldMakeKeyWhereNoneIsGivenAndSayIt() {
        Answer first = server.post(SET_POWER);
        Answer second = server.post(SET_POWER);

        assertThat(List.of(first.status(), second.status())).containsExactly(202, 202);
        assertThat(first.json().path("key").textValue()).isEqualTo("key-1").isEqualTo(header(first, "Idempotency-Key"));
        assertThat(second.json().path("key").textValue()).isEqualTo("key-2");
        assertThat(server.control.commanding.taken).hasSize(2);
    }

    @Test
    void shouldEncodeAssetOfLocation() {
        Answer answer = server.send("POST", "/v1/assets/W%2FHOE%231/commands", SET_POWER);

        assertThat(header(answer, "Location")).startsWith("/v1/assets/W%2FHOE%231/commands/");
        assertThat(server.get(header(answer, "Location")).json()).isEqualTo(answer.json());
    }

    @Test
    void shouldTellWhatBecameOfRepeatedCommandAndSendNothing() {
        server.post(SET_POWER, "Idempotency-Key", "k-1");

        Answer again =
                server.post("{\"command\":\"setPower\",\"arguments\":{\"megawatts\":2.500}}", "Idempotency-Key", "k-1");

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().path("id").textValue()).isEqualTo(ID.value());
        assertThat(server.control.commanding.taken).hasSize(1);
    }

    @Test
    void shouldRefuseAnotherCommandUnderTheSameKey() {
        server.post(SET_POWER, "Idempotency-Key", "k-1");

        Answer other = server.post("{\"command\":\"release\"}", "Idempotency-Key", "k-1");

        assertRefused(other, 409, "key-reused", "Idempotency-Key", "a new key");
        assertThat(other.json().path("command").textValue()).isEqualTo(ID.value());
    }

    @Test
    void shouldSayWhyAndSinceWhenTheAssetCannotTakeIt() {
        server.control.commanding.reply = completedFuture(new Commanding.Known(server.control.refused(), false));

        Answer answer = server.post(SET_POWER);

        assertRefused(answer, 409, "command-refused", "", "to be online but it is offline");
        assertThat(answer.json().path("reason").textValue()).isEqualTo("offline");
        assertThat(answer.json().path("since").textValue()).isEqualTo("2030-01-02T03:03:05Z");
        assertThat(answer.json().path("command").textValue()).isEqualTo("refused");
    }

    /** A success would be read as "taken" by whoever only looks at the status. */
    @Test
    void shouldNotTurnRefusalIntoSuccessByRepeatingIt() {
        server.control.commanding.reply = completedFuture(new Commanding.Known(server.control.refused(), true));

        assertRefused(server.post(SET_POWER), 409, "command-refused", "", "to be online");
    }

    @Test
    void shouldNameEveryArgumentThatDoesNotFit() {
        Answer answer = server.post("{\"command\":\"setPower\",\"arguments\":{\"knots\":1}}");

        assertRefused(answer, 422, "bad-command", "arguments.megawatts", "but it is missing");
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactly("arguments.megawatts", "arguments.knots");
    }

    @Test
    void shouldNameAtMostTwentyArguments() {
        StringBuilder many = new StringBuilder("\"a0\":0");
        for (int i = 1; i < 1_000; i++) {
            many.append(",\"a").append(i).append("\":0");
        }

        Answer answer = server.post("{\"command\":\"release\",\"arguments\":{" + many + "}}");

        assertRefused(answer, 422, "bad-command", "arguments.a0", "no argument");
        assertThat(answer.json().path("errors")).hasSize(20);
    }

    @Test
    void shouldSayWhenAnAssetCanBeToldSomethingAgain() {
        server.control.commanding.reply =
                completedFuture(new Commanding.TooMany("Expected fewer but got more", Duration.ofMillis(2_001)));

        Answer answer = server.post(SET_POWER);

        assertRefused(answer, 429, "too-many-commands", "", "fewer");
        assertThat(header(answer, "Retry-After")).isEqualTo("3");
    }

    @Test
    void shouldSlowPrincipalDownButNotHisReadsAndNobodyElse() {
        CommandRate three = new CommandRate(new TokenBucket.Rate(1, 3), Clock.fixed(NOW, ZoneOffset.UTC));
        try (CommandedServer slow = new CommandedServer(three)) {
            String[] ada = {"Muster-Principal", "ada"};
            assertThat(slow.post(SET_POWER, ada).status()).isEqualTo(202);
            assertThat(slow.post("nonsense costs, too", ada).status()).isEqualTo(400);
            assertThat(slow.delete(COMMANDS + "/waiting", ada).status()).isEqualTo(200);

            Answer tooMany = slow.post(SET_POWER, ada);
            assertRefused(tooMany, 429, "too-many-commands", "", "principal ada");
            assertThat(header(tooMany, "Retry-After")).isEqualTo("60");
            assertRefused(slow.delete(COMMANDS + "/done", ada), 429, "too-many-commands", "", "principal ada");
            assertThat(slow.send("GET", COMMANDS + "/done", "", ada).status()).isEqualTo(200);
            assertThat(slow.send("GET", COMMANDS, "", ada).status()).isEqualTo(200);
            assertThat(slow.post(SET_POWER).status()).as("anonymous").isEqualTo(202);
            assertThat(slow.control.commanding.taken).hasSize(2);
        }
    }

    @Test
    void shouldSayThatRepeatingIsSafeWhereItIsOpen() {
        for (Throwable failure : new Throwable[] {
            new TimeoutException("no answer"),
            AllNodesFailedException.fromErrors(List.of()),
            new RejectedExecutionException("too many wait")
        }) {
            server.control.commanding.reply = failedFuture(failure);

            Answer answer = server.post(SET_POWER, "Idempotency-Key", "k-1");

            assertRefused(answer, 503, "unavailable", "", "whether the command was taken is open");
            assertThat(answer.json().path("detail").textValue())
                    .endsWith("Repeating it with Idempotency-Key 'k-1' is safe: it is never sent twice");
            assertThat(header(answer, "Idempotency-Key")).isEqualTo("k-1");
        }
    }

    /** Before the server itself gives up, which does not know the key that it was given under. */
    @Test
    void shouldSayUnderWhichKeyToRepeatWhenNobodyAnswers() {
        try (CommandedServer hasty = new CommandedServer(Duration.ofMillis(500))) {
            hasty.control.commanding.reply = new CompletableFuture<>();

            assertRefused(
                    hasty.post(SET_POWER), 503, "unavailable", "", "Repeating it with Idempotency-Key 'key-1' is safe");
            assertRefused(hasty.delete(COMMANDS + "/done"), 503, "unavailable", "", "Trying again is safe");
        }
    }

    @Test
    void shouldNotCallBugAnOutage() {
        server.control.commanding.reply = failedFuture(new IllegalStateException("secret"));

        Answer answer = server.post(SET_POWER);

        assertRefused(answer, 500, "internal", "", "a bug of Muster");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void shouldShowCommandWithAllThatBecameOfIt() {
        JsonNode done = server.get(COMMANDS + "/done").json();

        assertThat(done.path("status").textValue()).isEqualTo("succeeded");
        assertThat(done.path("arguments").path("megawatts").decimalValue()).isEqualByComparingTo("2.5");
        assertThat(done.path("due").textValue()).isEqualTo("2030-01-02T03:04:35Z");
        assertThat(done.path("timeout").textValue()).isEqualTo("PT30S");
        assertThat(done.path("epoch").longValue()).isEqualTo(3);
        assertThat(done.path("sentAt").textValue()).isEqualTo("2030-01-02T03:04:05Z");
        assertThat(done.path("owner").path("kind").textValue()).isEqualTo("setPoint");
        assertThat(done.path("transitions").findValuesAsText("status"))
                .containsExactly("accepted", "sent", "acknowledged", "succeeded", "succeeded");
        assertThat(done.path("transitions").path(4).path("late").booleanValue()).isTrue();
        assertThat(done.path("transitions").path(3).has("late")).isFalse();
        assertThat(done.fieldNames()).toIterable().doesNotContain("queueUntil", "refusal");
    }

    @Test
    void shouldTakeBackWhatWaitsAndSayWho() {
        Answer answer = server.delete(COMMANDS + "/waiting", "Muster-Principal", "bob");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").textValue()).isEqualTo("cancelled");
        assertThat(server.control.commanding.cancelledBy).containsExactly(new Principal("bob"));
        assertThat(server.delete(COMMANDS + "/waiting").status()).as("again").isEqualTo(200);
    }

    @Test
    void shouldNotTakeBackWhatHasGoneOut() {
        Answer answer = server.delete(COMMANDS + "/done");

        assertRefused(answer, 409, "already-sent", "command", "a command that waits");
        assertThat(answer.json().path("command").textValue()).isEqualTo("done");
    }

    @Test
    void shouldNotKnowWhatIsNotThere() {
        assertRefused(server.get(COMMANDS + "/no"), 404, "not-found", "command", "a known command but got 'no'");
        assertRefused(server.delete(COMMANDS + "/no"), 404, "not-found", "command", "a known command");
        String stranger = "/v1/assets/stranger/commands";
        assertRefused(server.send("POST", stranger, SET_POWER), 404, "not-found", "asset", "but got 'stranger'");
        assertRefused(server.get(stranger + "/done"), 404, "not-found", "asset", "a known asset");
        assertRefused(
                server.get("/v1/assets/W%2FHOE%231/commands/done"), 404, "not-found", "command", "a known command");
    }
}
