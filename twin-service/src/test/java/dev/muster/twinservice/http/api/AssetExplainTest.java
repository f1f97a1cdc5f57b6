package dev.muster.twinservice.http.api;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Everything about one asset, whoever answers. */
class AssetExplainTest {
    private final FakeParts fakes = new FakeParts();

    private JsonNode explain(Duration replyTimeout) {
        HttpSettings settings = RunningServer.settings(replyTimeout);
        try (RunningServer server = RunningServer.start(settings)) {
            Answer answer = server.open(Api.endpoints(settings, fakes.parts())).get("/v1/assets/WT-07/explain");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer.json();
        }
    }

    private JsonNode explain() {
        return explain(Duration.ofSeconds(5));
    }

    @Test
    void shouldTellWhatModelTwinAndIngestKnow() {
        JsonNode page = explain();

        assertThat(page.path("asset").textValue()).isEqualTo("WT-07");
        assertThat(page.path("expected").toString()).isEqualTo("{\"now\":true,\"since\":null,\"schedule\":\"always\"}");
        assertThat(page.at("/groups/geography").toString())
                .isEqualTo("[{\"group\":\"root\",\"name\":\"Geography\"},{\"group\":\"north\",\"name\":\"North\"}]");
        assertThat(page.at("/connectivity/state").textValue()).isEqualTo("maintenance");
        assertThat(page.at("/connectivity/epoch").longValue()).isEqualTo(3);
        assertThat(page.at("/connectivity/maintenance/by").textValue()).isEqualTo("ada");
        assertThat(page.path("node").textValue()).isEqualTo(FakeParts.NODE);
        assertThat(page.path("lastRecord").toString())
                .isEqualTo("{\"partition\":3,\"offset\":99,\"receivedAt\":\"2030-01-02T03:03:05Z\"}");
        assertThat(page.path("partition").toString())
                .isEqualTo("{\"number\":3,\"node\":\"" + FakeParts.NODE + "\",\"watermark\":\"2030-01-02T03:03:25Z\","
                        + "\"next\":100,\"end\":12100,\"lag\":12000,\"frozenSince\":\"2030-01-02T03:03:35Z\","
                        + "\"behindSeconds\":40}");
        assertThat(page.at("/refusals/0/reason").textValue()).isEqualTo("outOfRange");
        assertThat(page.at("/verdicts/refused").longValue()).isEqualTo(1);
        assertThat(page.at("/clockSkew/last").textValue()).isEqualTo("PT-0.1S");
        assertThat(page.path("transitions")).hasSize(9);
        assertThat(page.path("commands")).hasSize(2);
        assertThat(page.at("/commands/0/id").textValue()).isEqualTo("done");
        assertThat(page.at("/commands/0/status").textValue()).isEqualTo("succeeded");
        assertThat(page.at("/commands/1/refusal/reason").textValue()).isEqualTo("offline");
        assertThat(page.path("notAnswering")).isEmpty();
    }

    @Test
    void shouldTellOfEachSignalHowLongItCounts() {
        JsonNode signals = explain().path("signals");

        assertThat(signals.path("power").toString())
                .isEqualTo(
                        "{\"value\":2.1,\"unit\":\"MW\",\"quality\":\"good\",\"measuredAt\":\"2030-01-02T03:04:05Z\","
                                + "\"receivedAt\":\"2030-01-02T03:04:05Z\",\"ageSeconds\":0,\"staleAfter\":\"PT7S\","
                                + "\"staleAt\":\"2030-01-02T03:04:12Z\",\"fresh\":true,\"reporting\":\"interval\",\"summed\":true}");
        assertThat(signals.at("/wind_speed/value").isNull()).isTrue();
        assertThat(signals.at("/wind_speed/fresh").booleanValue()).isFalse();
        assertThat(signals.at("/gone/unit").isNull()).isTrue();
    }

    @Test
    void shouldTellWhatFollows() {
        JsonNode page = explain();

        assertThat(page.path("reporting").toString())
                .isEqualTo(
                        "{\"power\":{\"counts\":false,\"reason\":\"maintenance\",\"since\":\"2030-01-02T03:04:05Z\"}}");
        assertThat(page.path("toReportAgain").findValuesAsText("code")).containsExactly("maintenance", "ingestBehind");
    }

    @Test
    void shouldTellAllTheOthersWhenTwinDoesNotAnswerInTime() {
        fakes.twinReply = new CompletableFuture<>();

        JsonNode page = explain(Duration.ofMillis(500));

        assertThat(page.path("connectivity").isNull()).isTrue();
        assertThat(page.path("verdicts").isNull()).isTrue();
        assertThat(page.has("commands")).isTrue();
        assertThat(page.path("commands").isNull()).isTrue();
        assertThat(page.at("/reporting/power/counts").isNull()).isTrue();
        assertThat(page.at("/lastRecord/offset").longValue()).isEqualTo(99);
        assertThat(page.at("/signals/power/value").isNull()).isTrue();
        assertThat(page.path("notAnswering")).hasSize(1);
        assertThat(page.at("/notAnswering/0/part").textValue()).isEqualTo("twin");
        assertThat(page.at("/notAnswering/0/detail").textValue())
                .isEqualTo("Expected an answer within 0.4 s but none came");
        assertThat(page.at("/notAnswering/0/means").textValue()).contains("Connectivity");
        assertThat(page.path("toReportAgain").findValuesAsText("code")).contains("twinNotAnswering");
    }

    @Test
    void shouldLeaveOutLastRecordWhenNobodyIsKnownToReadIt() {
        fakes.sourceReply = completedFuture(Optional.empty());

        JsonNode page = explain();

        assertThat(page.has("lastRecord")).isFalse();
        assertThat(page.path("partition").isNull()).isTrue();
        assertThat(page.path("refusals").isNull()).isTrue();
        assertThat(page.at("/connectivity/state").textValue()).isEqualTo("maintenance");
        assertThat(page.path("notAnswering").findValuesAsText("part")).containsExactly("ingest");
        assertThat(page.path("toReportAgain").findValuesAsText("code")).contains("ingestUnknown");
    }

    @Test
    void shouldAnswerWithTheModelAloneWhenAllElseFails() {
        fakes.twinReply = CompletableFuture.failedFuture(new TimeoutException("secret"));
        fakes.sourceReply = CompletableFuture.failedFuture(new IllegalStateException("secret"));

        JsonNode page = explain();

        assertThat(page.path("name").textValue()).isEqualTo("Turbine WT-07");
        assertThat(page.path("notAnswering").findValuesAsText("part")).containsExactly("twin", "ingest");
        assertThat(page.toString()).doesNotContain("secret");
    }

    @Test
    void shouldTellWhenScheduleExpectsItAgain() {
        fakes.view = new SampleFleet() {
            @Override
            public Optional<AssetType> type(TypeId id) {
                AssetType type = super.type(id).orElseThrow();
                ExpectationSchedule day = new ExpectationSchedule.Daily(
                        ZoneOffset.UTC, List.of(new Window(LocalTime.of(5, 30), LocalTime.of(21, 0))));
                return Optional.of(new AssetType(id, type.name(), type.offlineAfter(), type.signals(), day));
            }

            @Override
            public Optional<Instant> expectedSince(AssetId asset) {
                return Optional.empty();
            }
        };

        JsonNode page = explain();

        assertThat(page.path("expected").toString())
                .isEqualTo("{\"now\":false,\"since\":\"2030-01-01T21:00:00Z\",\"schedule\":\"daily\"}");
        assertThat(page.at("/reporting/power").toString())
                .isEqualTo("{\"counts\":false,\"reason\":null,\"since\":\"2030-01-01T21:00:00Z\"}");
        assertThat(page.path("toReportAgain")).hasSize(1);
        assertThat(page.at("/toReportAgain/0/text").textValue())
                .contains("schedule (daily)", "not before 2030-01-02T05:30:00Z");
    }
}
