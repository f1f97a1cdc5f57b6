package dev.muster.twinservice.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Reporting;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What bodies mean: each request becomes one command by the principal that the request names. */
class ModelWritesTest {
    private static final FakeParts FAKES = new FakeParts();
    private static final Instant FROM = Instant.parse("2030-01-02T03:04:05Z");
    private static final Instant TO = Instant.parse("2030-02-02T03:04:05.678Z");
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

    @BeforeEach
    void forget() {
        FAKES.commands.clear();
        FAKES.principals.clear();
        FAKES.writeReply = CompletableFuture.completedFuture(new ModelReply.Applied(8, true));
    }

    @Test
    void shouldReadWholeAssetWithIdAsRegistersHoldThem() {
        Answer answer = server.put("/v1/assets/W%2FHOE%231", """
            {"name":"Höhe 1","type":"wind-turbine","source":"gateway-3","limits":{"power":{"min":-0.5,"max":3}},
             "attributes":{"owner":"Ada"},"retiredFrom":"2030-02-02T03:04:05.678Z",
             "placements":{"technology":{"group":"wind","validFrom":"2030-01-02T03:04:05Z","validTo":null},"geography":"site-1"}}
            """);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("position").longValue()).isEqualTo(8);
        assertThat(answer.json().path("changed").booleanValue()).isTrue();
        assertThat(FAKES.commands)
                .containsExactly(new ModelCommand.PutAsset(
                        SampleFleet.ODD,
                        "Höhe 1",
                        SampleFleet.TYPE,
                        new SourceId("gateway-3"),
                        Map.of(SampleFleet.POWER, new Range(-0.5, 3)),
                        Map.of("owner", "Ada"),
                        TO,
                        List.of(
                                new Placement(new HierarchyId("technology"), new GroupId("wind"), FROM, null),
                                Placement.now(SampleFleet.GEOGRAPHY, new GroupId("site-1")))));
    }

    @Test
    void shouldTakeWhatIsLeftOutAsNull() {
        server.put("/v1/assets/a", "{\"name\":\"A\",\"type\":\"wind-turbine\"}");

        assertThat(FAKES.commands)
                .containsExactly(new ModelCommand.PutAsset(
                        new AssetId("a"), "A", SampleFleet.TYPE, null, Map.of(), Map.of(), null, List.of()));
    }

    @Test
    void shouldReadType() {
        server.put("/v1/types/wind-turbine", """
            {"name":"Wind turbine","offlineAfter":"PT30S","signals":[
              {"name":"power","unit":"MW","kind":"gauge","sign":"generation","interval":"PT2S","staleAfter":"PT7S",
               "range":{"min":-1,"max":10},"summed":true},
              {"name":"wind_speed","unit":"m/s","kind":"gauge","sign":"generation","interval":"PT2S","staleAfter":"PT7S",
               "range":null,"summed":false}],
             "commands":[
              {"name":"setPower","title":"Set power","parameters":[
                {"name":"megawatts","title":"Power","kind":"number","unit":"MW","range":{"min":0,"max":10},
                 "limitedBy":"power"}],"sets":"power"},
              {"name":"release","title":"Release"}],
             "setPoint":{"signal":"power","command":"setPower","release":"release","available":"power",
              "minimumShare":0.1,"rampPerSecond":0.05,"failSafeAfter":"PT60S"}}
            """);

        assertThat(FAKES.commands)
                .containsExactly(new ModelCommand.DefineType(
                        new SampleFleet().type(SampleFleet.TYPE).orElseThrow()));
    }

    @Test
    void shouldReadWhenAssetsOfTypeAreExpectedAndWhatMakesThemReport() {
        String signals = "\"signals\":[{\"name\":\"p\",\"unit\":\"MW\",\"kind\":\"gauge\",\"sign\":\"load\","
                + "\"interval\":\"PT2M\",\"staleAfter\":\"PT5M\",\"summed\":true,\"reporting\":\"byException\"}]";
        for (String expectation : new String[] {
            "",
            ",\"expectation\":null",
            ",\"expectation\":{\"kind\":\"always\"}",
            ",\"expectation\":{\"kind\":\"daylight\"}",
            ",\"expectation\":{\"kind\":\"daily\",\"zone\":\"Europe/Berlin\",\"windows\":["
                    + "{\"from\":\"05:30\",\"to\":\"12:00\"},{\"from\":\"22:00:30\",\"to\":\"00:00\"}]}"
        }) {
            server.put("/v1/types/t", "{\"name\":\"T\",\"offlineAfter\":\"PT30S\"," + signals + expectation + "}");
        }

        assertThat(FAKES.commands)
                .extracting(
                        command -> ((ModelCommand.DefineType) command).type().expectation())
                .containsExactly(
                        new ExpectationSchedule.Always(),
                        new ExpectationSchedule.Always(),
                        new ExpectationSchedule.Always(),
                        new ExpectationSchedule.Daylight(),
                        new ExpectationSchedule.Daily(
                                ZoneId.of("Europe/Berlin"),
                                List.of(
                                        new Window(LocalTime.of(5, 30), LocalTime.NOON),
                                        new Window(LocalTime.of(22, 0, 30), LocalTime.MIDNIGHT))));
        assertThat(FAKES.commands)
                .extracting(command -> ((ModelCommand.DefineType) command)
                        .type()
                        .signals()
                        .get(0)
                        .reporting())
                .containsOnly(Reporting.BY_EXCEPTION);
    }

    @Test
    void shouldReadHierarchyGroupPlacementAndRetirement() {
        server.put("/v1/hierarchies/geography", "{\"name\":\"Geography\"}");
        server.put("/v1/hierarchies/geography/groups/north", "{\"name\":\"North\"}");
        server.put(
                "/v1/hierarchies/geography/groups/north",
                "{\"name\":\"North\",\"parent\":\"land\",\"validFrom\":\"2030-01-02T03:04:05Z\",\"validTo\":\"2030-02-02T03:04:05.678Z\"}");
        server.put("/v1/assets/WT-07/placements/geography", "{\"group\":\"north\"}");
        server.put("/v1/assets/WT-07/placements/geography", "\"north\"");
        server.post("/v1/assets/WT-07/retirement", "{\"from\":\"2030-01-02T03:04:05Z\"}");

        assertThat(FAKES.commands)
                .containsExactly(
                        new ModelCommand.CreateHierarchy(SampleFleet.GEOGRAPHY, "Geography"),
                        new ModelCommand.PutGroup(SampleFleet.NORTH, "North", null, null),
                        new ModelCommand.PutGroup(
                                SampleFleet.NORTH, "North", new GroupId("land"), new Validity(FROM, TO)),
                        new ModelCommand.PlaceAsset(
                                SampleFleet.PLAIN, Placement.now(SampleFleet.GEOGRAPHY, SampleFleet.NORTH.group())),
                        new ModelCommand.RetireAsset(SampleFleet.PLAIN, FROM));
    }

    @Test
    void shouldReadJsonWhateverContentTypeClaims() {
        byte[] body = "{\"name\":\"H\"}".getBytes(StandardCharsets.UTF_8);

        for (String type : new String[] {"application/x-www-form-urlencoded", "text/plain", "application/json"}) {
            assertThat(server.send("PUT", "/v1/hierarchies/h", body, "Content-Type", type)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldPassOnWhoAsks() {
        byte[] body = "{\"name\":\"H\"}".getBytes(StandardCharsets.UTF_8);

        server.send("PUT", "/v1/hierarchies/h", body);
        server.send("PUT", "/v1/hierarchies/h", body, "Muster-Principal", "ada@example.org");

        assertThat(FAKES.principals).containsExactly(new Principal("anonymous"), new Principal("ada@example.org"));
    }

    @Test
    void shouldSayWhenThisNodeDoesNotShowItYet() {
        FAKES.writeReply = CompletableFuture.completedFuture(new ModelReply.Pending(9));

        Answer answer = server.put("/v1/hierarchies/h", "{\"name\":\"H\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("position").longValue()).isEqualTo(9);
    }
}
