package dev.muster.twinservice.http.api.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleEndpointsTest {
    private static final Instant FEBRUARY = Instant.parse("2030-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2030-03-01T00:00:00Z");
    private static final String LARGE = "{\"limit\":\"power\",\"end\":\"max\",\"above\":50.0}";
    private static final String ABLE = "{\"attribute\":\"island\",\"is\":\"yes\"}";
    private static final String ISLANDS =
            "{\"name\":\"Island batteries\",\"all\":[{\"type\":\"battery\"}," + LARGE + "," + ABLE + "]}";

    private final RuledServer server = new RuledServer();

    @BeforeEach
    void describe() {
        server.battery("B-1", 60, Map.of("island", "yes"));
        server.battery("B-2", 60, Map.of("island", "no"));
        server.battery("B-3", 50, Map.of("island", "yes"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldMakeALiveGroupOfARule() {
        Answer answer = server.put("/v1/rules/islands", ISLANDS);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("changed").booleanValue()).isTrue();
        assertThat(server.put("/v1/rules/islands", ISLANDS)
                        .json()
                        .path("changed")
                        .booleanValue())
                .isFalse();
        assertThat(server.model
                        .view
                        .roster(RuleGroup.key(new GroupId("islands")))
                        .orElseThrow()
                        .members())
                .containsOnlyKeys(new AssetId("B-1"));
        assertThat(server.get("/v1/rules/islands").json().toString())
                .isEqualTo("{\"id\":\"islands\",\"name\":\"Island batteries\",\"all\":[{\"type\":\"battery\"}," + LARGE
                        + "," + ABLE
                        + "],\"validFrom\":\"2030-01-01T00:00:00Z\",\"validTo\":null,\"stands\":true}");
    }

    @Test
    void shouldReadEveryKindOfConditionAsItWasPut() {
        String all = "[{\"type\":\"battery\"},{\"attribute\":\"roof\"},"
                + "{\"attribute\":\"storeys\",\"above\":1.5,\"below\":3.0},"
                + "{\"limit\":\"power\",\"end\":\"min\",\"below\":-2.0},{\"owner\":\"Northern Power\"},"
                + "{\"custodian\":\"Grid Services\"},{\"fedBy\":\"SUB-3\"},{\"near\":\"B-1\",\"km\":2.5}]";

        assertThat(server.put("/v1/rules/all", "{\"name\":\"All\",\"all\":" + all + "}")
                        .status())
                .isEqualTo(200);

        assertThat(server.get("/v1/rules/all").json().path("all").toString()).isEqualTo(all);
    }

    @Test
    void shouldShowRulesAndMembersInBothTimes() {
        // given: two rules since January; in February one is put anew, in March it turns out to have been so before
        server.put("/v1/rules/able", "{\"name\":\"Able\",\"all\":[" + ABLE + "]}");
        server.put("/v1/rules/large", "{\"name\":\"Large\",\"all\":[" + LARGE + "]}");
        server.model.passTo(FEBRUARY);
        server.put("/v1/rules/able", "{\"name\":\"Unable\",\"all\":[{\"attribute\":\"island\",\"is\":\"no\"}]}");
        server.model.passTo(MARCH);
        server.put(
                "/v1/rules/able",
                "{\"name\":\"None\",\"all\":[{\"attribute\":\"island\",\"is\":\"perhaps\"}],"
                        + "\"validFrom\":\"2030-01-20T00:00:00Z\",\"validTo\":\"2030-01-25T00:00:00Z\"}");

        assertThat(server.members("able", "")).containsExactly("B-2");
        assertThat(server.members("able", "at=2030-01-10T00:00:00Z")).containsExactly("B-1", "B-3");
        assertThat(server.members("able", "at=2030-01-22T00:00:00Z")).isEmpty();
        assertThat(server.members("able", "at=2030-01-22T00:00:00Z&asKnownAt=2030-02-10T00:00:00Z"))
                .containsExactly("B-1", "B-3");
        assertThat(server.members("able", "at=2029-12-01T00:00:00Z")).isEmpty();
        assertThat(RuledServer.ids(server.get("/v1/rules").json().path("rules")))
                .containsExactly("able", "large");
        JsonNode then = server.get("/v1/rules/able?at=2030-01-22T00:00:00Z").json();
        assertThat(then.path("name").textValue()).isEqualTo("None");
        assertThat(then.path("stands").booleanValue()).isTrue();
        JsonNode before = server.get("/v1/rules?at=2029-01-01T00:00:00Z").json();
        assertThat(before.at("/rules/0/name").textValue()).isEqualTo("Able");
        assertThat(before.at("/rules/0/stands").booleanValue()).isFalse();
        assertThat(server.get("/v1/rules?asKnownAt=2029-01-01T00:00:00Z").json().path("rules"))
                .isEmpty();
    }

    @Test
    void shouldTellWhatIsKnownOfAnUnknownRule() {
        server.put("/v1/rules/able", "{\"name\":\"Able\",\"all\":[" + ABLE + "]}");

        Answer never = server.get("/v1/rules/no");
        Answer early = server.get("/v1/rules/able?asKnownAt=2029-01-01T00:00:00Z");
        Answer members = server.get("/v1/hierarchies/rules/groups/able/members?asKnownAt=2029-01-01T00:00:00Z");

        assertThat(never.status()).isEqualTo(404);
        assertThat(never.json().path("field").textValue()).isEqualTo("group");
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.json().path("detail").textValue())
                .isEqualTo("Expected a group by rule that was known at 2029-01-01T00:00:00Z"
                        + " but 'able' was first recorded at 2030-01-01T00:00:00Z");
        assertThat(members.status()).isEqualTo(404);
        assertThat(members.json().path("field").textValue()).isEqualTo("group");
    }

    @Test
    void shouldShowRulesAsGroupsSideBySideOfAHierarchyThatIsNotListed() {
        assertThat(server.get("/v1/hierarchies/rules/groups").status()).isEqualTo(404);
        server.put("/v1/rules/able", "{\"name\":\"Able\",\"all\":[" + ABLE + "]}");

        assertThat(server.get("/v1/hierarchies/rules/groups").json().toString())
                .isEqualTo("{\"groups\":[{\"id\":\"able\",\"name\":\"Able\",\"parent\":null,"
                        + "\"validFrom\":\"2030-01-01T00:00:00Z\",\"validTo\":null}]}");
        assertThat(server.get("/v1/hierarchies").json().path("hierarchies")).isEmpty();
        assertThat(server.get("/v1/hierarchies/rules").status()).isEqualTo(404);
        assertThat(server.get("/v1/hierarchies/rules/groups/root").status()).isEqualTo(404);
        assertThat(server.get("/v1/hierarchies/rules/groups/able/members?limit=1")
                        .json()
                        .path("members")
                        .toString())
                .isEqualTo("[{\"id\":\"B-1\",\"name\":\"B-1\",\"type\":\"battery\",\"group\":\"able\"}]");
        assertThat(server.put("/v1/hierarchies/rules", "{\"name\":\"Mine\"}").status())
                .isEqualTo(422);
        assertThat(server.put("/v1/hierarchies/rules/groups/mine", "{\"name\":\"Mine\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shouldTellWhoCameAndWentAndWhatWasRecorded() {
        server.put("/v1/rules/able", "{\"name\":\"Able\",\"all\":[" + ABLE + "]}");
        server.model.passTo(FEBRUARY);
        server.battery("B-1", 60, Map.of());
        server.battery("B-2", 60, Map.of("island", "yes"));

        JsonNode difference = server.get("/v1/hierarchies/rules/groups/able/difference?from=2030-01-10T00:00:00Z")
                .json();
        JsonNode facts =
                server.get("/v1/hierarchies/rules/groups/able/facts").json().path("definition");

        assertThat(difference.toString()).contains("B-1", "B-2").doesNotContain("B-3");
        assertThat(facts.size()).isEqualTo(1);
        assertThat(facts.at("/0/all").toString()).isEqualTo("[" + ABLE + "]");
        assertThat(facts.at("/0/recordedBy").textValue()).isEqualTo("anonymous");
    }

    @Test
    void shouldListMismatchesOfThoseWhoBelong() {
        server.put("/v1/rules/able", "{\"name\":\"Able\",\"all\":[" + ABLE + "]}");
        for (String asset : List.of("B-1", "B-2")) {
            server.model.execute(new ModelCommand.PutProperties(
                    new AssetId(asset), PropertyKind.EXPECTED, new Properties(Map.of("firmware", "2.1")), null));
        }

        JsonNode mismatches =
                server.get("/v1/mismatches?hierarchy=rules&group=able").json().path("mismatches");

        assertThat(mismatches.size()).isEqualTo(1);
        assertThat(mismatches.at("/0/asset").textValue()).isEqualTo("B-1");
    }
}
