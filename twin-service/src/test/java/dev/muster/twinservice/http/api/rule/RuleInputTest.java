package dev.muster.twinservice.http.api.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are none: the field is named, what was expected in it is said, and nothing of it is taken. */
class RuleInputTest {
    private static final RuledServer SERVER = new RuledServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "hostile-rules.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1,
            maxCharsPerColumn = 1_000)
    void shouldNameTheFieldThatDoesNotFit(int status, String field, String expected, String body) {
        assertRefused(SERVER.put("/v1/rules/hostile", body), status, field, expected);

        assertThat(SERVER.get("/v1/rules/hostile").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "unplaced"})
    void shouldKeepIdsForWhatTheyMeanElsewhere(String id) {
        assertRefused(SERVER.put("/v1/rules/" + id, rule(1)), 422, "group", "other than root and unplaced");
    }

    @Test
    void shouldTakeNoIdThatIsNone() {
        assertRefused(SERVER.put("/v1/rules/a%20b", rule(1)), 400, "group", "a group id");
    }

    @Test
    void shouldTakeAsManyConditionsAsThereMayBe() {
        assertThat(SERVER.put("/v1/rules/most", rule(ModelLimits.CONDITIONS_MAX))
                        .status())
                .isEqualTo(200);
        assertRefused(
                SERVER.put("/v1/rules/more", rule(ModelLimits.CONDITIONS_MAX + 1)),
                422,
                "all",
                "at most 16 conditions");
    }

    @Test
    void shouldTakeTextsAsLongAsTheyMayBe() {
        assertLongest("attribute", "", ModelLimits.ATTRIBUTE_NAME_LENGTH_MAX);
        assertLongest("is", "\"attribute\":\"a\",", ModelLimits.ATTRIBUTE_VALUE_LENGTH_MAX);
        assertLongest("owner", "", ModelLimits.NAME_LENGTH_MAX);
        assertLongest("custodian", "", ModelLimits.NAME_LENGTH_MAX);
    }

    @Test
    void shouldTakeTheWholeWorldAsARadius() {
        assertThat(SERVER.put("/v1/rules/world", body("{\"near\":\"B-1\",\"km\":20038}"))
                        .status())
                .isEqualTo(200);
        assertThat(SERVER.put("/v1/rules/here", body("{\"near\":\"B-1\",\"km\":0}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldTakeAsManyGroupsAsThereMayBe() {
        try (RuledServer full = new RuledServer()) {
            RuleGroup any = new RuleGroup("Any", List.of(new Condition.Attribute("any", null, null, null)));
            IntStream.range(0, ModelLimits.RULE_GROUPS_MAX)
                    .forEach(i -> full.model.execute(new ModelCommand.PutRuleGroup(new GroupId("r" + i), any, null)));

            assertRefused(full.put("/v1/rules/more", rule(1)), 422, "group", "at most 256 groups by rule but got 257");
            assertThat(full.put("/v1/rules/r0", rule(1)).status()).isEqualTo(200);
        }
    }

    private static void assertLongest(String field, String beside, int max) {
        String fits = body("{" + beside + "\"" + field + "\":\"" + "x".repeat(max) + "\"}");
        String tooLong = body("{" + beside + "\"" + field + "\":\"" + "x".repeat(max + 1) + "\"}");

        assertThat(SERVER.put("/v1/rules/long-" + field, fits).status()).isEqualTo(200);
        assertRefused(SERVER.put("/v1/rules/longer", tooLong), 422, "all[0]." + field, "at most %d".formatted(max));
    }

    private static void assertRefused(Answer answer, int status, String field, String expected) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("field").asText()).as(answer.body()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue())
                .startsWith("Expected")
                .contains(expected)
                .doesNotContain("dev.muster", "java.", "jackson", "Exception");
    }

    private static String rule(int conditions) {
        return body(IntStream.range(0, conditions)
                .mapToObj(i -> "{\"attribute\":\"a" + i + "\"}")
                .collect(Collectors.joining(",")));
    }

    private static String body(String conditions) {
        return "{\"name\":\"a\",\"all\":[" + conditions + "]}";
    }
}
