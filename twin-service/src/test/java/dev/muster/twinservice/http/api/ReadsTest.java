package dev.muster.twinservice.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.MissingReply;
import dev.muster.aggregation.recent.RecentReply;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.store.HistoryQuery;
import dev.muster.twinservice.store.HistoryReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked for, and how it looks. */
class ReadsTest {
    private static final String NORTH = "/v1/hierarchies/geography/groups/north";
    private static final String RECORD =
            "{\"v\":1,\"kind\":\"connected\",\"source\":\"WT-07\",\"epoch\":1,\"at\":\"2030-01-02T03:04:05Z\"}";

    private final FakeParts fakes = new FakeParts();
    private RunningServer server = start(fakes);

    private static RunningServer start(FakeParts fakes) {
        var settings = RunningServer.settings(Duration.ofSeconds(5));
        return RunningServer.start(settings).open(Api.endpoints(settings, fakes.parts()));
    }

    @BeforeEach
    void ready() {
        server.ready();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldShowAggregate() {
        JsonNode aggregate = server.get(NORTH + "/aggregate").json();

        assertThat(aggregate.path("value").decimalValue()).isEqualByComparingTo("57");
        assertThat(aggregate.path("unit").textValue()).isEqualTo("MW");
        assertThat(aggregate.path("expected").intValue()).isEqualTo(20);
        assertThat(aggregate.path("reporting").intValue()).isEqualTo(19);
        assertThat(aggregate.at("/missing/count").intValue()).isEqualTo(1);
        assertThat(aggregate.at("/missing/byReason").toString()).isEqualTo("{\"neverReported\":1}");
        assertThat(aggregate.at("/missing/members/0/asset").textValue()).isEqualTo("WT-07");
        assertThat(aggregate.at("/missing/members/0/reason").textValue()).isEqualTo("neverReported");
        assertThat(aggregate.at("/missing/next").textValue()).isEqualTo("cursor");
        assertThat(aggregate.at("/bounds/max").decimalValue()).isEqualByComparingTo(new BigDecimal("60.5"));
        assertThat(aggregate.at("/children/0/group").textValue()).isEqualTo("site-1");
        assertThat(aggregate.at("/children/0/bounds").isNull()).isTrue();
        assertThat(fakes.groups).containsExactly(SampleFleet.NORTH);
    }

    @Test
    void shouldNameAsManyOfMissingAsAskedFor() {
        JsonNode aggregate = server.get(NORTH + "/aggregate?missing=7").json();

        assertThat(fakes.limits).containsExactly(7);
        assertThat(aggregate.at("/missing/members")).hasSize(2);
        assertThat(aggregate.at("/missing/next").isNull()).isTrue();
    }

    @Test
    void shouldTellWhyThereIsNoAggregate() {
        Map<AggregateReply, Integer> statuses = Map.of(
                new AggregateReply.UnknownGroup(SampleFleet.NORTH), 404,
                new AggregateReply.UnknownSignal(SampleFleet.POWER), 404,
                new AggregateReply.Unreachable("Expected an answer but none came"), 503,
                new AggregateReply.Overflow("Expected a sum within range but it is not"), 422);

        statuses.forEach((reply, status) -> {
            fakes.aggregateReply = CompletableFuture.completedFuture(reply);
            for (String query : List.of("", "?missing=1")) {
                assertThat(server.get(NORTH + "/aggregate" + query).status())
                        .as("%s%s", reply, query)
                        .isEqualTo(status);
            }
        });
    }

    @Test
    void shouldTellWhyThereIsNoPageOfMissing() {
        Map<MissingReply, Integer> statuses = Map.of(
                new MissingReply.UnknownGroup(SampleFleet.NORTH), 404,
                new MissingReply.UnknownSignal(SampleFleet.POWER), 404,
                new MissingReply.BadCursor("Expected a cursor of this list but got another"), 400,
                new MissingReply.BadLimit("Expected a limit from 1 to 500 but got 600"), 400);

        statuses.forEach((reply, status) -> {
            fakes.missingReply = CompletableFuture.completedFuture(reply);
            assertThat(server.get(NORTH + "/missing?limit=600&cursor=x").status())
                    .as(reply.toString())
                    .isEqualTo(status);
        });
    }

    @Test
    void shouldShowWhatTheTotalWasLately() {
        JsonNode recent = server.get(NORTH + "/recent?signal=power").json();

        assertThat(recent.toString())
                .startsWith("{\"hierarchy\":\"geography\",\"group\":\"north\",\"signal\":\"power\",\"unit\":\"MW\","
                        + "\"interval\":\"PT30S\",\"points\":[");
        assertThat(recent.path("points"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"at\":\"2030-01-02T03:03:00Z\",\"value\":57,\"expected\":20,\"reporting\":19,"
                                + "\"bounds\":{\"min\":57,\"max\":60.5}}",
                        "{\"at\":\"2030-01-02T03:03:30Z\",\"value\":null,\"expected\":20,\"reporting\":0,\"bounds\":null}",
                        "{\"at\":\"2030-01-02T03:04:00Z\",\"value\":0,\"expected\":0,\"reporting\":0,"
                                + "\"bounds\":{\"min\":0,\"max\":0}}");
        assertThat(fakes.groups).containsExactly(SampleFleet.NORTH);
    }

    @Test
    void shouldTellWhyNothingIsKnownOfLately() {
        Map<RecentReply, Integer> statuses = Map.of(
                new RecentReply.UnknownGroup(SampleFleet.NORTH), 404,
                new RecentReply.UnknownSignal(SampleFleet.POWER), 404,
                new RecentReply.Unreachable("Expected an answer but none came"), 503);

        statuses.forEach((reply, status) -> {
            fakes.recentReply = CompletableFuture.completedFuture(reply);
            assertThat(server.get(NORTH + "/recent").status())
                    .as(reply.toString())
                    .isEqualTo(status);
        });
    }

    @Test
    void shouldShowOfTypeWhatIsSoByDefaultToo() {
        JsonNode plain = server.get("/v1/types/wind-turbine").json();
        fakes.view = new SampleFleet() {
            @Override
            public Optional<AssetType> type(TypeId id) {
                AssetType type = super.type(id).orElseThrow();
                return Optional.of(new AssetType(
                        id,
                        type.name(),
                        type.offlineAfter(),
                        type.signals(),
                        new ExpectationSchedule.Daily(
                                ZoneId.of("Europe/Berlin"),
                                List.of(new Window(LocalTime.of(5, 30), LocalTime.MIDNIGHT)))));
            }
        };
        server.open(Api.endpoints(RunningServer.settings(Duration.ofSeconds(5)), fakes.parts()));
        JsonNode daily = server.get("/v1/types/wind-turbine").json();

        assertThat(plain.path("expectation").toString()).isEqualTo("{\"kind\":\"always\"}");
        assertThat(plain.at("/signals/0/reporting").textValue()).isEqualTo("interval");
        assertThat(daily.path("expectation").toString())
                .isEqualTo("{\"kind\":\"daily\",\"zone\":\"Europe/Berlin\","
                        + "\"windows\":[{\"from\":\"05:30\",\"to\":\"00:00\"}]}");
    }

    @Test
    void shouldPageThroughAssets() {
        JsonNode first = server.get("/v1/assets?limit=2").json();
        JsonNode second = server.get(
                        "/v1/assets?limit=2&after=" + first.path("next").textValue())
                .json();

        assertThat(first.path("assets")).hasSize(2);
        assertThat(first.at("/assets/0/id").textValue()).isEqualTo("W/HOE#1");
        assertThat(first.at("/assets/0/groups/geography").textValue()).isEqualTo("north");
        assertThat(first.at("/assets/0/placements/geography/0/group").textValue())
                .isEqualTo("north");
        assertThat(second.path("assets")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(server.get("/v1/assets?limit=3").json().path("next").isNull())
                .isTrue();
    }

    @Test
    void shouldAskForLastHourOfHistoryAndGoOnWhereItEnded() {
        JsonNode page = server.get("/v1/assets/WT-07/history").json();
        server.get("/v1/assets/WT-07/history?limit=10000&cursor="
                + page.path("next").textValue());

        HistoryQuery first = fakes.historyQueries.get(0);
        assertThat(Duration.between(first.from(), first.to())).isEqualTo(Duration.ofHours(1));
        assertThat(first.to()).isEqualTo(SampleFleet.NOW.plusMillis(1));
        assertThat(first.after()).isNull();
        assertThat(page.at("/samples/0/values/power").toString())
                .isEqualTo("{\"value\":2.1,\"quality\":\"uncertain\",\"unit\":\"MW\"}");
        assertThat(fakes.historyQueries.get(1).after())
                .isEqualTo(fakes.historyReply.toCompletableFuture().join().next());
        assertThat(fakes.historyQueries.get(1).limit()).isEqualTo(10_000);
    }

    @Test
    void shouldSayThatThereIsNoHistoryWhereNoneIsWritten() {
        Api.Parts parts = fakes.parts(HistoryReader.OFF);
        var settings = RunningServer.settings(Duration.ofSeconds(5));
        server.open(Api.endpoints(settings, parts));

        Answer answer = server.get("/v1/assets/WT-07/history");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("type").textValue()).isEqualTo("/problems/history-off");
        assertThat(answer.json().path("detail").textValue()).contains("muster.cassandra.history-enabled is false");
        assertThat(server.get("/v1/assets/unheard-of/history")
                        .json()
                        .path("type")
                        .textValue())
                .isEqualTo("/problems/not-found");
    }

    @Test
    void shouldSayThatHistoryIsAwayAndAnswerEverythingElse() {
        fakes.historyReply = CompletableFuture.failedFuture(AllNodesFailedException.fromErrors(List.of()));
        fakes.twinReply = CompletableFuture.failedFuture(new TimeoutException());

        assertThat(server.get("/v1/assets/WT-07/history").status()).isEqualTo(503);
        assertThat(server.get("/v1/assets/WT-07/twin").status()).isEqualTo(503);
        assertThat(server.get(NORTH + "/aggregate").status()).isEqualTo(200);
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void shouldShowTwin() {
        JsonNode twin = server.get("/v1/assets/WT-07/twin").json();

        assertThat(twin.path("connectivity").textValue()).isEqualTo("maintenance");
        assertThat(twin.at("/maintenance/by").textValue()).isEqualTo("ada");
        assertThat(twin.at("/signals/power/unit").textValue()).isEqualTo("MW");
        assertThat(twin.at("/signals/gone/unit").isNull()).isTrue();
        assertThat(twin.at("/clockSkew/last").textValue()).isEqualTo("PT-0.1S");
        assertThat(twin.path("transitions").findValuesAsText("event"))
                .hasSize(9)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldAnswerSamplesOnlyWhenKafkaHasThem() {
        Answer stored = server.post("/v1/samples", "[" + (RECORD + ",").repeat(9) + RECORD + "]");
        fakes.publishFailure = new IllegalStateException("broker away");
        Answer failed = server.post("/v1/samples", "[" + RECORD + "]");

        assertThat(stored.status()).isEqualTo(202);
        assertThat(stored.json().path("published")).hasSize(10);
        assertThat(stored.json().at("/published/9/offset").longValue()).isEqualTo(109);
        assertThat(fakes.records)
                .hasSize(11)
                .extracting(TelemetryRecord::source)
                .containsOnly(fakes.records.get(0).source());
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.body()).doesNotContain("broker away");
    }

    @Test
    void shouldTakeBodyOfExactlyTheLimit() {
        String body = "{\"name\":\"H\"}";
        int limit = 1_048_576;

        assertThat(server.put("/v1/hierarchies/h", body + " ".repeat(limit - body.length()))
                        .status())
                .isEqualTo(200);
        assertThat(server.put("/v1/hierarchies/h", body + " ".repeat(limit - body.length() + 1))
                        .status())
                .isEqualTo(413);
    }
}
