package dev.muster.twinservice.http.api.temporal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.twinservice.exchange.DirectModel;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.model.AssetEndpoints;
import dev.muster.twinservice.http.api.model.ModelEndpoints;
import dev.muster.twinservice.http.api.model.ModelWrites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People and source systems that write a real model over HTTP, and what is read of it. It begins on 1 January 2030. */
class SourceSystemsTest {
    private static final String TYPE = """
            {"name":"T","offlineAfter":"PT30S","signals":[{"name":"power","unit":"MW","kind":"gauge","sign":"generation",
             "interval":"PT2S","staleAfter":"PT7S","summed":true}]}""";

    private final DirectModel model = new DirectModel();
    private final ModelWrites writes = (command, author) ->
            model.execute(List.of(List.of(command)), author).thenApply(replies -> replies.get(0));
    private final RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
            .open(Stream.<List<Endpoint>>of(
                            new ModelEndpoints(writes).endpoints(),
                            new AssetEndpoints(writes).endpoints(),
                            new TypeReads(model.view, model.view.history()).endpoints(),
                            new AssetReads(model.view, model.view.history()).endpoints(),
                            new ConflictEndpoints(model.view.history()).endpoints())
                    .flatMap(List::stream)
                    .toList());

    @BeforeEach
    void fill() {
        put("/v1/types/t", TYPE, "manual");
        put("/v1/hierarchies/geography", "{\"name\":\"Geography\"}", "manual");
        put("/v1/hierarchies/geography/groups/north", "{\"name\":\"North\"}", "manual");
        put("/v1/assets/SUB-3", "{\"name\":\"Substation\",\"type\":\"t\"}", "manual");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldShowWhatOnlySomeAssetsHaveAndWhenTheyHadIt() {
        put("/v1/assets/A", asset("\"owner\":\"City\",\"custodian\":\"Grid\",\"feeds\":[\"SUB-3\"]"), "manual");
        put(
                "/v1/assets/A",
                asset("\"owner\":\"Fund\",\"predecessors\":[\"SUB-3\"],\"validFrom\":\"2030-06-01T00:00:00Z\""),
                "manual");

        JsonNode now = server.get("/v1/assets/A").json();
        JsonNode later = server.get("/v1/assets/A?at=2030-07-01T00:00:00Z").json();

        assertThat(now.path("owner").textValue()).isEqualTo("City");
        assertThat(now.path("custodian").textValue()).isEqualTo("Grid");
        assertThat(now.path("feeds").toString()).isEqualTo("[\"SUB-3\"]");
        assertThat(now.path("predecessors")).isEmpty();
        assertThat(later.path("owner").textValue()).isEqualTo("Fund");
        assertThat(later.path("custodian").isNull()).isTrue();
        assertThat(later.path("predecessors").toString()).isEqualTo("[\"SUB-3\"]");
    }

    @Test
    void shouldDefineTypeFromAnInstantOn() {
        put("/v1/types/t", TYPE.replace("\"T\"", "\"T2\",\"validFrom\":\"2030-06-01T00:00:00Z\""), "manual");

        assertThat(server.get("/v1/types/t").json().path("name").textValue()).isEqualTo("T");
        assertThat(server.get("/v1/types/t?at=2030-06-01T00:00:00Z")
                        .json()
                        .path("name")
                        .textValue())
                .isEqualTo("T2");
    }

    @Test
    void shouldPatchForTheTimeThatTheQuerySays() {
        put("/v1/assets/A", asset("\"owner\":\"City\",\"attributes\":{\"maker\":\"M\",\"model\":\"V1\"}"), "manual");

        Answer answer = patch(
                "?validFrom=2029-01-01T00:00:00Z&validTo=2031-01-01T00:00:00Z",
                "{\"owner\":null,\"custodian\":\"Grid\",\"attributes\":{\"maker\":null},\"feeds\":[\"SUB-3\"],"
                        + "\"limits\":{\"power\":{\"min\":0,\"max\":2}}}");

        assertThat(answer.json().path("changed").booleanValue())
                .as(answer.body())
                .isTrue();
        JsonNode patched = server.get("/v1/assets/A").json();
        assertThat(patched.path("owner").isNull()).isTrue();
        assertThat(patched.path("custodian").textValue()).isEqualTo("Grid");
        assertThat(patched.path("feeds").toString()).isEqualTo("[\"SUB-3\"]");
        assertThat(patched.path("attributes").toString()).isEqualTo("{\"model\":\"V1\"}");
        assertThat(patched.at("/limits/power/max").doubleValue()).isEqualTo(2);
        for (String outside : List.of("2028-12-31T23:59:59Z", "2031-01-01T00:00:00Z")) {
            assertThat(server.get("/v1/assets/A?at=" + outside)
                            .json()
                            .path("owner")
                            .textValue())
                    .isEqualTo("City");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | placements          |   | {"placements":{"geography":"north"}}
            400 | nmae                |   | {"nmae":"x"}
            400 | nmae                |   | {"nmae":"x","name":null}
            400 | name                |   | {"name":7}
            400 | feeds               |   | {"feeds":"SUB-3"}
            400 | feeds[0]            |   | {"feeds":[null]}
            400 | attributes.maker    |   | {"attributes":{"maker":1}}
            400 | limits.power.max    |   | {"limits":{"power":{"max":"2"}}}
            400 | limits              |   | {"limits":{"a b":null}}
            400 | retiredFrom         |   | {"retiredFrom":"yesterday"}
            400 | validFrom           | ?validTo=2031-01-01T00:00:00Z | {"name":"x"}
            400 | validTo             | ?validFrom=2031-01-01T00:00:00Z&validTo=2030-01-01T00:00:00Z | {"name":"x"}
            400 | validFrom           | ?validFrom=12030-01-01T00:00:00Z | {"name":"x"}
            422 | name                |   | {"name":null}
            422 | limits.power.min    |   | {"limits":{"power":{"max":2}}}
            422 | feeds               |   | {"feeds":["no"]}
            422 | predecessors        |   | {"predecessors":["A"]}
            409 | Muster-System       | ?validFrom=1960-01-01T00:00:00Z&validTo=1961-01-01T00:00:00Z | {"name":"x"}
            """)
    void shouldNameWhatDoesNotFitInPatchAndDoNothingOfIt(int status, String field, String query, String body) {
        put("/v1/assets/A", asset("\"owner\":\"City\""), "manual");
        int before = model.events();

        Answer answer = patch(query == null ? "" : query, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("field").textValue()).as(answer.body()).isEqualTo(field);
        assertThat(model.events()).isEqualTo(before);
    }

    @Test
    void shouldNameHeaderOfSystemThatIsNotKnown() {
        byte[] body = asset("\"owner\":\"City\"").getBytes(UTF_8);

        Answer unknown = server.send("PUT", "/v1/assets/A", body, "Muster-System", "billing");
        Answer malformed = server.send("PUT", "/v1/assets/A", body, "Muster-System", "a b");

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().path("field").textValue()).isEqualTo("Muster-System");
        assertThat(unknown.json().path("detail").textValue())
                .isEqualTo("Expected one of the source systems manual, registry, scada but got 'billing'");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.json().path("field").textValue()).isEqualTo("Muster-System");
        assertThat(server.get("/v1/assets/A").status()).isEqualTo(404);
    }

    @Test
    void shouldTellWhoSaidWhatAndWhoIsBelieved() {
        put(
                "/v1/assets/A",
                asset("\"owner\":\"Bank\",\"custodian\":\"Grid\",\"placements\":{\"geography\":\"root\"}"),
                "registry");
        model.pass(Duration.ofHours(1));
        put("/v1/assets/A", asset("\"owner\":\"City\",\"placements\":{\"geography\":\"north\"}"), "manual");

        JsonNode asset = server.get("/v1/assets/A").json();
        JsonNode facts = server.get("/v1/assets/A/facts").json();
        JsonNode conflicts = server.get("/v1/assets/A/conflicts").json().path("conflicts");

        assertThat(asset.path("owner").textValue()).isEqualTo("City");
        assertThat(asset.path("custodian").textValue()).isEqualTo("Grid");
        assertThat(asset.at("/groups/geography").textValue()).isEqualTo("north");
        assertThat(facts.at("/definition/0/system").textValue()).isEqualTo("registry");
        assertThat(facts.at("/definition/1/system").textValue()).isEqualTo("manual");
        assertThat(facts.at("/definition/0/supersededAt").isNull()).isTrue();
        assertThat(facts.path("devices")).isEmpty();
        assertThat(facts.path("properties")).isEmpty();
        assertThat(fields(conflicts)).containsExactly("owner", "placements.geography");
        assertThat(conflicts.get(0).toString())
                .isEqualTo("{\"field\":\"owner\",\"governs\":\"manual\",\"said\":["
                        + "{\"system\":\"manual\",\"rank\":0,\"value\":\"City\",\"validFrom\":\"1970-01-01T00:00:00Z\",\"validTo\":null,"
                        + "\"recordedAt\":\"2030-01-01T01:00:00Z\",\"recordedBy\":\"anonymous\"},"
                        + "{\"system\":\"registry\",\"rank\":1,\"value\":\"Bank\",\"validFrom\":\"1970-01-01T00:00:00Z\",\"validTo\":null,"
                        + "\"recordedAt\":\"2030-01-01T00:00:00Z\",\"recordedBy\":\"anonymous\"}]}");
        assertThat(conflictsOf("A", "?asKnownAt=2030-01-01T00:30:00Z")).isEmpty();
        // Nobody placed it before, and what an asset is called has always been so.
        assertThat(conflictsOf("A", "?at=2029-01-01T00:00:00Z")).containsExactly("owner");
    }

    @Test
    void shouldListAssetsThenGroupsInConflictPageByPage() {
        for (String id : List.of("A", "B", "C")) {
            put("/v1/assets/" + id, asset("\"owner\":\"Bank\""), "registry");
            put("/v1/assets/" + id, asset(id.equals("B") ? "\"custodian\":\"Grid\"" : "\"owner\":\"City\""), "manual");
        }
        put("/v1/hierarchies/geography/groups/north", "{\"name\":\"The North\"}", "registry");
        List<String> all = new ArrayList<>();
        String next = null;
        do {
            JsonNode page = server.get(
                            "/v1/conflicts?limit=1" + (next == null ? "" : "&after=" + next.replace("|", "%7C")))
                    .json();
            page.path("entities")
                    .forEach(entity -> all.add(entity.path("entity").textValue() + " "
                            + entity.path("id").textValue() + " " + fields(entity.path("conflicts"))));
            next = page.path("next").textValue();
        } while (next != null);

        assertThat(all).containsExactly("asset A [owner]", "asset C [owner]", "group north [name]");
        assertThat(server.get("/v1/conflicts?at=2029-01-01T00:00:00Z").json().path("entities"))
                .hasSize(2);
        assertThat(server.get("/v1/conflicts?asKnownAt=2029-01-01T00:00:00Z")
                        .json()
                        .path("entities"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/conflicts?after=A, after",
        "/v1/conflicts?after=asset/a%20b, after",
        "/v1/conflicts?after=group/north, after",
        "/v1/conflicts?limit=0, limit",
        "/v1/conflicts?at=now, at",
        "/v1/assets/A/conflicts?asKnownAt=, asKnownAt"
    })
    void shouldNameWhatDoesNotFitInQuestion(String path, String field) {
        Answer answer = server.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").textValue()).isEqualTo(field);
    }

    private List<String> conflictsOf(String asset, String query) {
        Answer answer = server.get("/v1/assets/" + asset + "/conflicts" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return fields(answer.json().path("conflicts"));
    }

    private static List<String> fields(JsonNode conflicts) {
        List<String> fields = new ArrayList<>();
        conflicts.forEach(conflict -> fields.add(conflict.path("field").textValue()));
        return fields;
    }

    private Answer patch(String query, String body) {
        return server.send(
                "PATCH", "/v1/assets/A" + query, body.getBytes(UTF_8), "Content-Type", "application/merge-patch+json");
    }

    private void put(String path, String body, String system) {
        Answer answer = server.send("PUT", path, body.getBytes(UTF_8), "Muster-System", system);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String asset(String more) {
        return "{\"name\":\"A\",\"type\":\"t\"," + more + "}";
    }
}
