package dev.muster.twinservice.http.api.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.exchange.EntityLine.Kind;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportEndpointTest extends ImportTesting {
    @Test
    void shouldSendTheModelAsLinesAsTheyWereTaken() {
        server.post("/v1/imports?format=ndjson", FLEET);

        Answer answer = server.get("/v1/exports");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
        assertThat(answer.raw().headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(answer.body())
                .isEqualTo(FLEET.replace("\"summed\":true", "\"summed\":true,\"reporting\":\"interval\"")
                        .replace(
                                "\"name\":\"North\"",
                                "\"name\":\"North\",\"parent\":\"root\",\"validFrom\":\"2030-01-01T00:00:00Z\"")
                        .replace("\"type\":\"t\",\"attr", "\"type\":\"t\",\"source\":\"WT-07\",\"attr")
                        .replace("\"north\"}", "[{\"group\":\"north\",\"validFrom\":\"2030-01-01T00:00:00Z\"}]}"));
        assertThat(server.get("/v1/exports?entity=hierarchy").body())
                .isEqualTo("{\"entity\":\"hierarchy\",\"id\":\"geography\",\"name\":\"Geography\"}\n");
    }

    @Test
    void shouldSendTables() {
        server.post("/v1/imports?format=ndjson", FLEET);

        Answer answer = server.get("/v1/exports?format=csv");

        assertThat(answer.contentType()).isEqualTo("text/csv; header=present; charset=UTF-8");
        assertThat(answer.body())
                .isEqualTo("id,name,type,source,retiredFrom,attribute:maker,group:geography,validFrom,validTo\r\n"
                        + "WT-07,Turbine 7,t,WT-07,,Exämple,north,2030-01-01T00:00:00Z,\r\n");
        assertThat(server.get("/v1/exports?format=csv&entity=group").body())
                .isEqualTo("entity,hierarchy,id,name,parent,validFrom,validTo\r\n"
                        + "group,geography,north,North,root,2030-01-01T00:00:00Z,\r\n");
    }

    @Test
    void shouldTellHowItWasAndHowItWasBelievedToBe() {
        server.post("/v1/imports?format=ndjson", FLEET);
        model.pass(Duration.ofDays(2));
        server.post("/v1/imports?format=ndjson", """
            {"entity":"group","hierarchy":"geography","id":"south","name":"South","validFrom":"2030-01-01T00:00:00Z"}
            {"entity":"asset","id":"WT-07","name":"Seven","type":"t","placements":{"geography":{"group":"south","validFrom":"2030-01-02T00:00:00Z"}}}
            """);
        String asset = "/v1/exports?format=csv&entity=asset&at=";

        assertThat(server.get(asset + "2030-01-01T12:00:00Z").body())
                .contains("Turbine 7")
                .contains(",north,");
        assertThat(server.get(asset + "2030-01-02T12:00:00Z").body())
                .contains("Turbine 7")
                .contains(",south,");
        assertThat(server.get(asset + "2030-01-02T12:00:00Z&asKnownAt=2030-01-02T12:00:00Z")
                        .body())
                .contains("Turbine 7")
                .contains(",north,");
        assertThat(server.get(asset + "2030-01-03T12:00:00Z").body())
                .contains("Seven")
                .contains(",south,");
        assertThat(server.get("/v1/exports?format=csv&entity=asset").body().lines())
                .as("all placements")
                .hasSize(3);
    }

    @Test
    void shouldSendLargeModelWholeAndInOrder() {
        ended(server.send("POST", "/v1/imports?format=ndjson", (FLEET + assets(5_000)).getBytes(UTF_8)));

        String lines = server.get("/v1/exports?entity=asset").body();

        assertThat(lines.lines()).hasSize(5_001).isSorted();
        assertThat(lines)
                .isEqualTo(String.join(
                        "",
                        ModelFiles.of(model)
                                .lines(Kind.ASSET)
                                .map(line -> new String(Json.bytes(line), UTF_8) + "\n")
                                .toList()));
    }

    @Test
    void shouldRunNoMoreThanMayAtOnce() {
        try (RunningServer busy = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
                .open(new ExportEndpoint(model.view.history(), 0).endpoints())) {
            Answer refused = busy.get("/v1/exports");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().path("type").textValue()).isEqualTo("/problems/too-many-exports");
            assertThat(refused.raw().headers().firstValue("Retry-After")).contains("10");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(sentAsSoonAsTheOneBeforeHasEnded().status())
                    .as("each ends")
                    .isEqualTo(200);
        }
    }

    /** The server takes note of an end some time after the last byte has come. */
    private Answer sentAsSoonAsTheOneBeforeHasEnded() {
        long untilNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Answer answer = server.get("/v1/exports");
        while (answer.status() == 429 && System.nanoTime() < untilNanos) {
            answer = server.get("/v1/exports");
        }
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "format=xml, format",
        "format=csv&entity=type, entity",
        "format=csv&entity=rule, entity",
        "entity=device, entity",
        "at=now, at",
        "asKnownAt=2030-01-01, asKnownAt",
        "limit=1, limit"
    })
    void shouldNameParameterThatIsNoGood(String query, String field) {
        Answer answer = server.get("/v1/exports?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").textValue()).isEqualTo(field);
    }
}
