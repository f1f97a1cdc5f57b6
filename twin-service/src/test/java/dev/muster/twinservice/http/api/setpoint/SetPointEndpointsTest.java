package dev.muster.twinservice.http.api.setpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.command.CommandRate;
import dev.muster.twinservice.http.api.setpoint.FakeSetPoints.Put;
import dev.muster.twinservice.pace.TokenBucket;
import dev.muster.twinservice.setpoint.ControlledModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetPointEndpointsTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final String NORTH = "/v1/hierarchies/geography/groups/north/set-point";
    private static final FakeSetPoints DESK = new FakeSetPoints(NOW);
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = open(DESK, 1_000_000);
    }

    private static RunningServer open(FakeSetPoints desk, int burst) {
        HttpSettings settings = RunningServer.settings(Duration.ofSeconds(5));
        CommandRate rate = new CommandRate(new TokenBucket.Rate(60, burst), Clock.fixed(NOW, ZoneOffset.UTC));
        return RunningServer.start(settings)
                .open(new SetPointEndpoints(ControlledModel.view(), desk, rate).endpoints());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        DESK.puts.clear();
        DESK.released.clear();
    }

    @Test
    void shouldPutForWhoAsksInWholeMicros() {
        Answer answer = server.send(
                "PUT",
                NORTH,
                "{\"signal\":\"power\",\"value\":2.500001,\"unit\":\"MW\",\"reason\":\"market\"}"
                        .getBytes(StandardCharsets.UTF_8),
                "Muster-Principal",
                "ada");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(DESK.puts)
                .containsExactly(new Put(
                        new GroupKey(new HierarchyId("geography"), new GroupId("north")),
                        new SignalName("power"),
                        2_500_001,
                        new Principal("ada"),
                        "market"));
        assertThat(answer.json().at("/target").decimalValue()).isEqualByComparingTo("2.500001");
        assertThat(answer.json().at("/reported").decimalValue()).isEqualByComparingTo("4.9");
        assertThat(answer.json().at("/state").textValue()).isEqualTo("short");
        assertThat(answer.json().at("/shortBy").decimalValue()).isEqualByComparingTo("0.1");
        assertThat(answer.json().at("/leftOut/disobeys").intValue()).isEqualTo(1);
        assertThat(answer.json().at("/assets/0/asset").textValue()).isEqualTo("WT-08");
        assertThat(answer.json().at("/assets/0/leftOut").textValue()).isEqualTo("disobeys");
        assertThat(answer.json().at("/assets/1/assigned").decimalValue()).isEqualByComparingTo("3.1");
    }

    @Test
    void shouldSayHowMuchCouldBeMetAndWhoIsMissing() {
        Answer answer = server.put(NORTH, "{\"signal\":\"power\",\"value\":30}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/type").textValue()).isEqualTo("/problems/cannot-be-met");
        assertThat(answer.json().at("/possibleMin").intValue()).isZero();
        assertThat(answer.json().at("/possibleMax").intValue()).isEqualTo(6);
        assertThat(answer.json().at("/nearest").intValue()).isEqualTo(6);
        assertThat(answer.json().at("/leftOut/stale").intValue()).isEqualTo(2);
        assertThat(answer.json().at("/field").textValue()).isEqualTo("value");
    }

    @Test
    void shouldNameTheGroupThatIsInTheWay() {
        Answer answer =
                server.put("/v1/hierarchies/geography/groups/south/set-point", "{\"signal\":\"power\",\"value\":1}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().at("/type").textValue()).isEqualTo("/problems/other-set-point");
        assertThat(answer.json().at("/hierarchy").textValue()).isEqualTo("geography");
        assertThat(answer.json().at("/group").textValue()).isEqualTo("north");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        signal | {"value":5}
        signal | {"signal":null,"value":5}
        signal | {"signal":"b d","value":5}
        signal | {"signal":5,"value":5}
        value  | {"signal":"power"}
        value  | {"signal":"power","value":null}
        value  | {"signal":"power","value":"NaN"}
        value  | {"signal":"power","value":"5"}
        value  | {"signal":"power","value":true}
        value  | {"signal":"power","value":[5]}
        value  | {"signal":"power","value":0.0000001}
        value  | {"signal":"power","value":1000000000}
        value  | {"signal":"power","value":-1000000000}
        value  | {"signal":"power","value":1e999999999}
        unit   | {"signal":"power","value":5,"unit":"kW"}
        unit   | {"signal":"power","value":5,"unit":""}
        target | {"signal":"power","value":5,"target":6}
        """)
    void shouldRefuseWhatIsNoSetPointAndNameTheField(String field, String body) {
        Answer answer = server.put(NORTH, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/field").textValue()).as(answer.body()).isEqualTo(field);
        assertThat(answer.json().at("/detail").textValue())
                .startsWith("Expected")
                .doesNotContain("Exception");
        assertThat(DESK.puts).isEmpty();
    }

    @Test
    void shouldTakeNumbersAndReasonsUpToTheirLimits() {
        String longest = "r".repeat(CommandRequest.REASON_LENGTH_MAX);

        server.put(NORTH, "{\"signal\":\"power\",\"value\":999999999.999999,\"reason\":\"" + longest + "\"}");
        server.put(NORTH, "{\"signal\":\"power\",\"value\":-999999999.999999}");
        Answer refused = server.put(NORTH, "{\"signal\":\"power\",\"value\":1,\"reason\":\"" + longest + "r\"}");

        assertThat(DESK.puts).extracting(Put::micros).containsExactly(999_999_999_999_999L, -999_999_999_999_999L);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/field").textValue()).isEqualTo("reason");
    }

    @ParameterizedTest
    @CsvSource({
        "hierarchy, /v1/hierarchies/no/groups/north/set-point, power",
        "group, /v1/hierarchies/geography/groups/no/set-point, power",
        "signal, /v1/hierarchies/geography/groups/north/set-point, available",
        "signal, /v1/hierarchies/geography/groups/north/set-point, no"
    })
    void shouldSayWhatIsNotKnownOrNotSummed(String field, String path, String signal) {
        Answer answer = server.put(path, "{\"signal\":\"" + signal + "\",\"value\":1}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/field").textValue()).isEqualTo(field);
        assertThat(DESK.puts).isEmpty();
    }

    @Test
    void shouldReleaseAndReadAndListWithoutMembers() {
        assertThat(server.delete(NORTH).status()).isEqualTo(202);
        assertThat(DESK.released).hasSize(1);
        assertThat(server.get(NORTH).json().at("/assets").size()).isEqualTo(2);
        assertThat(server.get("/v1/set-points").json().at("/setPoints/0/group").textValue())
                .isEqualTo("north");
        assertThat(server.get("/v1/set-points").json().at("/setPoints/0").has("assets"))
                .isFalse();
        assertThat(server.get("/v1/hierarchies/geography/groups/south/set-point")
                        .json()
                        .at("/field")
                        .textValue())
                .isEqualTo("group");
    }

    @Test
    void shouldAskNobodyForWhoGivesTooManyCommands() {
        FakeSetPoints desk = new FakeSetPoints(NOW);
        try (RunningServer strict = open(desk, 2)) {
            assertThat(strict.put(NORTH, "{\"signal\":\"power\",\"value\":1}").status())
                    .isEqualTo(202);
            assertThat(strict.delete(NORTH).status()).isEqualTo(202);

            Answer refused = strict.put(NORTH, "{\"signal\":\"power\",\"value\":1}");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(strict.get(NORTH).status()).isEqualTo(200);
            assertThat(desk.puts).hasSize(1);
        }
    }
}
