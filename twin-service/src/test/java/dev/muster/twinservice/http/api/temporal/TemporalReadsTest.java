package dev.muster.twinservice.http.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both times over HTTP, on a model with a story. */
class TemporalReadsTest {
    private static final String GROUPS = "/v1/hierarchies/geography/groups";
    private static final StoriedServer SERVER = new StoriedServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    /** First month of the question, second of what was known. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        north    | 2030-02-10 |            | W/HOE#1 WT-07 WT-08
        north    | 2030-02-10 | 2030-03-20 | W/HOE#1 WT-08
        north    | 2030-01-10 |            | W/HOE#1 WT-08
        north    | 2030-04-20 | 2030-04-20 | W/HOE#1 WT-07 WT-08
        north    | 2030-04-20 | 2030-05-20 | W/HOE#1 WT-07
        north    | 2030-04-20 | 2031-01-01 | W/HOE#1 WT-07
        site-1   | 2030-02-10 | 2030-03-20 | WT-07
        site-1   | 2030-02-10 |            |
        south    | 2030-03-10 | 2030-03-20 |
        unplaced | 2030-06-10 |            | WT-09
        unplaced | 2030-06-10 | 2030-05-20 |
        unplaced | 2029-06-10 |            | W/HOE#1 WT-07 WT-08 WT-09
        """)
    void shouldShowWhoStoodThere(String group, String at, String asKnownAt, String members) {
        Answer answer = SERVER.get(GROUPS + "/" + group + "/members?" + times(at, asKnownAt));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(StoriedServer.ids(answer.json().path("members"))).isEqualTo(StoriedServer.words(members));
    }

    @Test
    void shouldShowAllBelowPageByPage() {
        String question = GROUPS + "/south/members?deep=true&limit=1&" + times("2030-03-10", "2030-03-20");
        JsonNode page = SERVER.get(question).json();

        assertThat(page.path("members").toString())
                .isEqualTo("[{\"id\":\"WT-07\",\"name\":\"Turbine WT-07\",\"type\":\"wind-turbine\","
                        + "\"group\":\"site-1\"}]");
        assertThat(page.path("stands").booleanValue()).isTrue();
        assertThat(page.path("next").isNull()).isTrue();
        assertThat(page.path("at").textValue()).isEqualTo("2030-03-10T00:00:00Z");
        assertThat(page.path("asKnownAt").textValue()).isEqualTo("2030-03-20T00:00:00Z");
        assertThat(SERVER.allPages(GROUPS + "/root/members?deep=true&limit=2", "cursor", "members"))
                .containsExactly("W/HOE#1", "WT-07", "WT-09");
    }

    @Test
    void shouldShowGroupThatDoesNotStandYetWithoutMembers() {
        JsonNode early = SERVER.get(GROUPS + "/site-1/members?" + times("2029-01-01", null))
                .json();

        assertThat(early.path("stands").booleanValue()).isFalse();
        assertThat(early.path("members")).isEmpty();
    }

    @Test
    void shouldShowTreeAsItWas() {
        JsonNode groups =
                SERVER.get(GROUPS + "?" + times("2030-02-10", null)).json().path("groups");

        assertThat(StoriedServer.ids(groups)).containsExactly("north", "root", "site-1", "south", "unplaced");
        assertThat(groups.get(2).path("name").textValue()).isEqualTo("Site 1");
        assertThat(groups.get(2).path("parent").textValue()).isEqualTo("north");
        assertThat(groups.get(2).path("stands").booleanValue()).isTrue();
        assertThat(SERVER.get(GROUPS).json().path("groups").get(2).toString())
                .isEqualTo("{\"id\":\"site-1\",\"name\":\"Site One\",\"parent\":\"south\","
                        + "\"validFrom\":\"2030-03-01T00:00:00Z\",\"validTo\":null}");
        assertThat(SERVER.get(GROUPS + "/site-1?" + times("2029-02-10", null))
                        .json()
                        .path("stands")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void shouldShowAssetAsItWasAndAsItWasBelievedToBe() {
        String asset = "/v1/assets/WT-08?";

        assertThat(SERVER.get(asset + times("2030-04-20", "2030-04-20"))
                        .json()
                        .path("retiredFrom")
                        .isNull())
                .isTrue();
        JsonNode corrected = SERVER.get(asset + times("2030-04-20", null)).json();
        assertThat(corrected.path("retiredFrom").textValue()).isEqualTo("2030-04-15T00:00:00Z");
        assertThat(corrected.path("groups")).isEmpty();
        assertThat(SERVER.get("/v1/assets/WT-07?" + times("2030-02-10", "2030-03-20"))
                        .json()
                        .path("placements")
                        .toString())
                .isEqualTo("{\"geography\":[{\"group\":\"site-1\",\"validFrom\":\"2030-01-01T00:00:00Z\","
                        + "\"validTo\":null}]}");
        assertThat(SERVER.get("/v1/types/wind-turbine?" + times("2030-02-10", null))
                        .json()
                        .path("name")
                        .textValue())
                .isEqualTo("Wind turbine");
    }

    /** The shape of now is what it was before there was any other time. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/assets/WT-07", "/v1/assets/WT-08", "/v1/types/wind-turbine", "/v1/assets"})
    void shouldAnswerTheSameAboutNowHoweverItIsAsked(String path) {
        String now = SERVER.history().present().at().toString();

        assertThat(SERVER.get(path + "?at=" + now).json())
                .isEqualTo(SERVER.get(path).json());
    }

    @Test
    void shouldShowWayDownFromEveryRoot() {
        JsonNode paths = SERVER.get("/v1/assets/WT-07/paths?" + times("2030-03-10", "2030-03-20"))
                .json();

        assertThat(paths.path("paths").toString())
                .isEqualTo("{\"geography\":[{\"group\":\"root\",\"name\":\"Geography\"},"
                        + "{\"group\":\"south\",\"name\":\"South\"},{\"group\":\"site-1\",\"name\":\"Site One\"}]}");
        assertThat(SERVER.get("/v1/assets/WT-08/paths").json().path("paths")).isEmpty();
    }

    @Test
    void shouldTellEverythingThatWasRecorded() {
        JsonNode placements = SERVER.get("/v1/assets/WT-07/facts").json().at("/placements/geography");

        assertThat(placements).hasSize(3);
        assertThat(placements.get(0).toString())
                .isEqualTo("{\"group\":\"site-1\",\"validFrom\":\"2030-01-01T00:00:00Z\",\"validTo\":null,"
                        + "\"recordedAt\":\"2030-01-01T00:00:00Z\",\"recordedBy\":\"tester\",\"system\":\"manual\","
                        + "\"supersededAt\":\"2030-04-01T00:00:00Z\",\"supersededBy\":\"tester\"}");
        assertThat(placements.get(1).path("validTo").textValue()).isEqualTo("2030-02-01T00:00:00Z");
        assertThat(placements.get(2).path("group").textValue()).isEqualTo("north");
        JsonNode definition = SERVER.get("/v1/assets/WT-08/facts").json().path("definition");
        assertThat(definition.get(2).path("retiredFrom").textValue()).isEqualTo("2030-04-15T00:00:00Z");
        assertThat(SERVER.get(GROUPS + "/site-1/facts").json().path("definition"))
                .hasSize(3);
        assertThat(SERVER.get(GROUPS + "/root/facts")
                        .json()
                        .at("/definition/0/name")
                        .textValue())
                .isEqualTo("Geography");
        assertThat(SERVER.get(GROUPS + "/unplaced/facts").json().path("definition"))
                .isEmpty();
    }

    @Test
    void shouldTellWhatCameWentAndMoved() {
        String february = "from=2030-02-10T00:00:00Z&asKnownAtFrom=2030-03-20T00:00:00Z";
        JsonNode north = SERVER.get(GROUPS + "/north/difference?" + february).json();

        assertThat(north.path("groups").toString())
                .isEqualTo("[{\"id\":\"site-1\",\"changes\":[\"went\"],"
                        + "\"from\":{\"name\":\"Site 1\",\"parent\":\"north\"},\"to\":null}]");
        assertThat(north.path("assets").toString())
                .isEqualTo("[{\"id\":\"WT-07\",\"change\":\"moved\",\"from\":\"site-1\",\"to\":\"north\"},"
                        + "{\"id\":\"WT-08\",\"change\":\"went\",\"from\":\"north\",\"to\":null}]");
        assertThat(north.at("/from/asKnownAt").textValue()).isEqualTo("2030-03-20T00:00:00Z");
        JsonNode root = SERVER.get(GROUPS + "/root/difference?" + february).json();
        assertThat(root.at("/groups/0/changes").toString()).isEqualTo("[\"moved\",\"renamed\"]");
        assertThat(root.path("assets").findValuesAsText("change")).containsExactly("moved", "went", "came");
    }

    @Test
    void shouldTellDifferenceInPagesOfOne() {
        String question = GROUPS + "/root/difference?from=2030-01-10T00:00:00Z&limit=1";
        List<String> told = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 20 && cursor != null; page++) {
            JsonNode answer = SERVER.get(question + cursor).json();
            told.addAll(StoriedServer.ids(answer.path("groups")));
            told.addAll(StoriedServer.ids(answer.path("assets")));
            cursor = answer.path("next").isNull()
                    ? null
                    : "&cursor=" + StoriedServer.encoded(answer.path("next").textValue());
        }

        assertThat(told).containsExactly("site-1", "WT-07", "WT-08");
        assertThat(cursor).isNull();
    }

    private static String times(String at, String asKnownAt) {
        return "at=%sT00:00:00Z".formatted(at)
                + (asKnownAt == null ? "" : "&asKnownAt=%sT00:00:00Z".formatted(asKnownAt));
    }
}
