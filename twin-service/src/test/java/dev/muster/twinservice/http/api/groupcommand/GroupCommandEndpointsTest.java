package dev.muster.twinservice.http.api.groupcommand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.groupcommand.GroupCommanding;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.command.CommandRate;
import dev.muster.twinservice.http.api.command.CommandReader;
import dev.muster.twinservice.http.api.command.FakeControl;
import dev.muster.twinservice.pace.TokenBucket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Group commands over HTTP: three turbines under the group north, one of them in a group below it, and one elsewhere. */
class GroupCommandEndpointsTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final String COMMANDS = "/v1/hierarchies/geography/groups/north/commands";
    private static final String BODY = "{\"command\":\"release\"}";
    private static final int BURST = 20;

    private final ModelOfTests model = new ModelOfTests(NOW);
    private final FakeGroupCommands groups = new FakeGroupCommands(NOW);
    private RunningServer server;

    @BeforeEach
    void start() {
        HierarchyId geography = new HierarchyId("geography");
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(-1, 10),
                true);
        model.execute(new ModelCommand.DefineType(
                new AssetType(new TypeId("wind-turbine"), "Wind turbine", Duration.ofSeconds(30), List.of(power))));
        model.execute(new ModelCommand.CreateHierarchy(geography, "Geography"));
        model.execute(new ModelCommand.PutGroup(new GroupKey(geography, new GroupId("north")), "North", null, null));
        model.execute(new ModelCommand.PutGroup(
                new GroupKey(geography, new GroupId("site")), "Site", new GroupId("north"), null));
        asset("WT-2", List.of(Placement.now(geography, new GroupId("north"))));
        asset("WT-1", List.of(Placement.now(geography, new GroupId("north"))));
        asset("WT-3", List.of(Placement.now(geography, new GroupId("site"))));
        asset("WT-4", List.of());
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        CommandRate rate = new CommandRate(new TokenBucket.Rate(60, BURST), clock);
        CommandReader reader = new CommandReader(FakeControl.TIMES, clock, () -> "made");
        server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
                .open(new GroupCommandEndpoints(model.view, groups, rate, reader, clock).endpoints());
        server.ready();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void asset(String id, List<Placement> placements) {
        model.execute(new ModelCommand.PutAsset(
                new AssetId(id), id, new TypeId("wind-turbine"), null, Map.of(), Map.of(), null, placements));
    }

    private Answer post(String path, String body, String... headers) {
        return server.send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private Answer delete(String path, String... headers) {
        return server.send("DELETE", path, new byte[0], headers);
    }

    private static String header(Answer answer, String name) {
        return answer.raw().headers().firstValue(name).orElse("none");
    }

    private static void assertProblem(Answer answer, int status, String type, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("type").textValue()).isEqualTo("/problems/" + type);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue()).startsWith("Expected");
    }

    @Test
    void shouldGiveToAllWhoStandUnderTheGroupAtAnyDepth() {
        // when
        Answer answer = post(
                COMMANDS,
                "{\"command\":\"setPower\",\"arguments\":{\"megawatts\":2.5},\"timeout\":\"PT10S\",\"reason\":\"why\"}",
                "Muster-Principal",
                "ada",
                "Idempotency-Key",
                "order 1");

        // then
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(groups.given)
                .containsExactly(List.of(new AssetId("WT-1"), new AssetId("WT-2"), new AssetId("WT-3")));
        JsonNode shown = answer.json();
        assertThat(header(answer, "Location"))
                .isEqualTo("/v1/group-commands/" + shown.path("id").textValue());
        assertThat(header(answer, "Idempotency-Key")).isEqualTo("order 1");
        assertThat(shown.path("hierarchy").textValue()).isEqualTo("geography");
        assertThat(shown.path("group").textValue()).isEqualTo("north");
        assertThat(shown.path("by").textValue()).isEqualTo("ada");
        assertThat(shown.path("reason").textValue()).isEqualTo("why");
        assertThat(shown.path("timeout").textValue()).isEqualTo("PT10S");
        assertThat(shown.path("arguments").path("megawatts").decimalValue()).isEqualTo("2.5");
        assertThat(shown.path("state").textValue()).isEqualTo("running");
        assertThat(shown.path("counts").path("waiting").intValue()).isEqualTo(3);
        assertThat(shown.has("endedAt")).isFalse();
        assertThat(server.get(header(answer, "Location")).json()).isEqualTo(shown);
    }

    @Test
    void shouldAnswerARepeatedKeyWithWhatBecameOfTheFirstWhoeverStandsThereNow() {
        // given
        Answer first = post(COMMANDS, BODY, "Idempotency-Key", "k");
        groups.membersMax = 1;

        // when
        Answer again = post(COMMANDS, BODY, "Idempotency-Key", "k");
        Answer other = post(COMMANDS, "{\"command\":\"setPower\"}", "Idempotency-Key", "k");

        // then
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertProblem(other, 409, "key-reused", "Idempotency-Key");
        assertThat(other.json().path("command")).isEqualTo(first.json().path("id"));
        assertThat(groups.given).hasSize(1);
    }

    @Test
    void shouldRefuseAGroupThatIsTooLargeAndTakeOneThatJustFits() {
        groups.membersMax = 2;
        Answer refused = post(COMMANDS, BODY);
        groups.membersMax = 3;
        Answer taken = post(COMMANDS, BODY);

        assertProblem(refused, 422, "limit", "group");
        assertThat(refused.json().path("detail").textValue()).contains("at most 2 assets");
        assertThat(taken.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | not-found | hierarchy | /v1/hierarchies/no/groups/north/commands | {\"command\":\"release\"}",
                "404 | not-found | group | /v1/hierarchies/geography/groups/no/commands | {\"command\":\"release\"}",
                "400 | bad-input | group | /v1/hierarchies/geography/groups/b%20d/commands | {\"command\":\"release\"}",
                "400 | bad-input | command | /v1/hierarchies/geography/groups/north/commands | {}",
                "400 | bad-input | timeout | /v1/hierarchies/geography/groups/north/commands"
                        + " | {\"command\":\"release\",\"timeout\":\"PT1H\"}",
                "400 | bad-input | members | /v1/hierarchies/geography/groups/north/commands"
                        + " | {\"command\":\"release\",\"members\":[]}",
                "422 | bad-command | queueUntil | /v1/hierarchies/geography/groups/north/commands"
                        + " | {\"command\":\"release\",\"queueUntil\":\"2030-01-02T03:04:05Z\"}",
            })
    void shouldNameWhatDoesNotFit(int status, String type, String field, String path, String body) {
        assertProblem(post(path, body), status, type, field);
        assertThat(groups.given).isEmpty();
    }

    @Test
    void shouldSayUnderWhichKeyToRepeatWhenNobodyAnswers() {
        // given
        groups.reply = CompletableFuture.failedFuture(new TimeoutException());

        // when
        Answer answer = post(COMMANDS, BODY);

        // then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(header(answer, "Idempotency-Key")).isEqualTo("made");
        assertThat(answer.json().path("detail").textValue()).contains("'made'");
    }

    @Test
    void shouldTellApartWhoWasFirstWhenTwoGiveAtOnce() {
        // given
        var known =
                groups.read(FakeGroupCommands.DONE).toCompletableFuture().join().orElseThrow();
        groups.reply = CompletableFuture.completedFuture(new GroupCommanding.KeyReused(known));

        // then
        assertProblem(post(COMMANDS, BODY), 409, "key-reused", "Idempotency-Key");
    }

    @Test
    void shouldShowMembersPageByPage() {
        // when
        Answer page = server.get("/v1/group-commands/done/members?limit=2&status=refused&cursor=WT-06");

        // then
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(groups.pagings)
                .containsExactly(new FakeGroupCommands.Paging(new AssetId("WT-06"), 2, MemberStatus.REFUSED));
        assertThat(page.json().path("next").textValue()).isEqualTo("WT-08");
        assertThat(page.json().path("members").get(1).path("status").textValue())
                .isEqualTo("refused");
        assertThat(server.get("/v1/group-commands/done/members")
                        .json()
                        .path("next")
                        .isNull())
                .isTrue();
        assertProblem(server.get("/v1/group-commands/done/members?limit=0"), 400, "bad-input", "limit");
        assertProblem(server.get("/v1/group-commands/done/members?limit=1001"), 400, "bad-input", "limit");
        assertProblem(server.get("/v1/group-commands/done/members?status=REFUSED"), 400, "bad-input", "status");
        assertProblem(server.get("/v1/group-commands/no/members"), 404, "not-found", "command");
    }

    @Test
    void shouldCancel() {
        // when
        Answer answer = delete("/v1/group-commands/waiting", "Muster-Principal", "ada");

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").textValue()).isEqualTo("cancelling");
        assertThat(groups.cancelledBy).containsExactly(new Principal("ada"));
        assertThat(delete("/v1/group-commands/done").json().path("state").textValue())
                .isEqualTo("ended");
        assertProblem(delete("/v1/group-commands/no"), 404, "not-found", "command");
        assertProblem(delete("/v1/group-commands/b%20d"), 400, "bad-input", "command");
    }

    @Test
    void shouldLimitHowManyOnePrincipalGives() {
        // given
        for (int i = 0; i < BURST; i++) {
            assertThat(post(COMMANDS, BODY, "Idempotency-Key", "k" + i).status())
                    .isEqualTo(202);
        }

        // when
        Answer tooMany = post(COMMANDS, BODY, "Idempotency-Key", "k");

        // then
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(header(tooMany, "Retry-After")).isEqualTo("1");
        assertThat(delete("/v1/group-commands/waiting").status()).isEqualTo(429);
        assertThat(server.get("/v1/group-commands/waiting").status()).isEqualTo(200);
        assertThat(delete("/v1/group-commands/waiting", "Muster-Principal", "ada")
                        .status())
                .isEqualTo(200);
        assertThat(groups.given).hasSize(BURST);
    }
}
