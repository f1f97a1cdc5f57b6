package dev.muster.twinservice.http.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.twinservice.http.RunningServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found, and what is said of what is not. */
class AssetSearchTest {
    private static final StoriedServer SERVER = new StoriedServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        text=hoe                                              | W/HOE#1
        text=tURBINE%20wt                                     | WT-07 WT-08 WT-09
        text=wt&asKnownAt=2030-05-20T00:00:00Z                | WT-07 WT-08
        attribute=manufacturer:Ex%C3%A4mple                   | WT-07 WT-08 WT-09
        attribute=manufacturer:Ex                             |
        attribute=manufacturer:Other:%20maker                 | W/HOE#1
        attribute=manufacturer:Ex%C3%A4mple&attribute=x:y     |
        type=wind-turbine&text=WT-08                          | WT-08
        type=other                                            |
        """)
    void shouldFindAssets(String query, String found) {
        Answer answer = SERVER.get("/v1/assets?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(StoriedServer.ids(answer.json().path("assets"))).isEqualTo(StoriedServer.words(found));
        assertThat(SERVER.allPages("/v1/assets?limit=1&" + query, "after", "assets"))
                .isEqualTo(StoriedServer.words(found));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/assets/WT-09, asset, 2030-06-01T00:00:00Z",
        "/v1/assets/WT-09/paths, asset, 2030-06-01T00:00:00Z",
        "/v1/types/wind-turbine, type, 2030-01-01T00:00:00Z",
        "/v1/hierarchies/geography/groups, hierarchy, 2030-01-01T00:00:00Z",
        "/v1/hierarchies/geography/groups/north, hierarchy, 2030-01-01T00:00:00Z",
        "/v1/hierarchies/geography/groups/north/members, hierarchy, 2030-01-01T00:00:00Z"
    })
    void shouldSaySinceWhenWhatWasNotKnownThenIsKnown(String path, String field, String firstRecorded) {
        String before = field.equals("asset") ? "2030-05-20T00:00:00Z" : "2029-12-31T23:59:59.999Z";
        Answer answer = SERVER.get(path + "?asKnownAt=" + before);

        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().path("field").textValue()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue())
                .contains("known at " + before)
                .contains("first recorded at " + firstRecorded);
        assertThat(SERVER.get(path + "?asKnownAt=" + firstRecorded).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/assets/no?at=2030-01-01T00:00:00Z, asset",
        "/v1/assets/no/paths, asset",
        "/v1/assets/no/facts, asset",
        "/v1/types/no?at=2030-01-01T00:00:00Z, type",
        "/v1/hierarchies/no/groups?at=2030-01-01T00:00:00Z, hierarchy",
        "/v1/hierarchies/geography/groups/no?at=2030-01-01T00:00:00Z, group",
        "/v1/hierarchies/geography/groups/no/members, group",
        "/v1/hierarchies/no/groups/root/members, hierarchy",
        "/v1/hierarchies/geography/groups/no/facts, group",
        "/v1/hierarchies/no/groups/unplaced/facts, hierarchy",
        "/v1/hierarchies/geography/groups/no/difference?from=2030-01-01T00:00:00Z, group"
    })
    void shouldSayWhatIsNotKnownAtAnyTime(String path, String field) {
        Answer answer = SERVER.get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().path("field").textValue()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue())
                .startsWith("Expected a known")
                .contains("'no'");
    }
}
