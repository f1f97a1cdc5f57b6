package dev.muster.gatling.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Instant FROM = Instant.parse("2030-01-02T03:00:00Z");
    private static final Instant TO = Instant.parse("2030-01-02T04:00:00Z");

    private static final String AGGREGATE = """
            {"hierarchy":"geography","group":"north","value":57.0,"expected":20,"reporting":19,
             "missing":{"count":1,"byReason":{"offline":1},"members":[
               {"asset":"WT-07","name":"WT-07","group":"site-1","reason":"offline","since":null}],"next":null}}""";
    private static final String MISSING = """
            {"hierarchy":"geography","group":"north","signal":"power","members":[
               {"asset":"WT-07","name":"WT-07","group":"site-1","reason":"offline","since":null}],"next":null}""";
    private static final String TWIN = """
            {"asset":"WT-07","connectivity":"online","signals":{"power":{"value":2.1}}}""";
    private static final String HISTORY = """
            {"asset":"WT-07","samples":[{"measuredAt":"2030-01-02T03:00:00Z"},{"measuredAt":"2030-01-02T03:09:59.9Z"}]}""";
    private static final String COMMAND = """
            {"id":"9f2c","asset":"WT-07","command":"release","status":"succeeded","transitions":[
               {"status":"accepted"},{"status":"sent"},{"status":"acknowledged"},{"status":"succeeded"}]}""";
    private static final String PUBLISHED = """
            {"published":[{"partition":3,"offset":1234},{"partition":0,"offset":0}]}""";
    private static final String ROWS = """
            {"event":"rows","id":"1.2","data":{"reset":true,"more":false,"rows":[
               {"key":"root","parent":null,"expected":20,"reporting":19,"missing":{"count":1,"byReason":{"offline":1}}},
               {"key":"north","parent":"root","expected":3,"reporting":3,"missing":{"count":0,"byReason":{}}}],"gone":[]}}""";

    @Test
    void shouldTakeWhatIsRight() {
        assertThat(aggregate(AGGREGATE)).isEmpty();
        assertThat(missing(MISSING)).isEmpty();
        assertThat(Answers.twin(TWIN, "WT-07")).isEmpty();
        assertThat(history(HISTORY)).isEmpty();
        assertThat(Answers.taken(COMMAND, "WT-07", "release")).isEmpty();
        assertThat(Answers.succeeded(COMMAND, "9f2c")).isEmpty();
        assertThat(Answers.published(PUBLISHED, 2)).isEmpty();
        assertThat(Answers.rows(ROWS)).isEmpty();
        assertThat(Answers.firstRows(ROWS)).isEmpty();
    }

    @Test
    void shouldTakeNoPageForAnAnswer() {
        for (String page : new String[] {"<html>Sorry</html>", "", "[]", "\"ok\"", "{}"}) {
            assertThat(aggregate(page)).as(page).startsWith("Expected ");
            assertThat(missing(page)).as(page).startsWith("Expected ");
            assertThat(Answers.twin(page, "WT-07")).as(page).startsWith("Expected ");
            assertThat(history(page)).as(page).startsWith("Expected ");
            assertThat(Answers.taken(page, "WT-07", "release")).as(page).startsWith("Expected ");
            assertThat(Answers.succeeded(page, "9f2c")).as(page).startsWith("Expected ");
            assertThat(Answers.published(page, 2)).as(page).startsWith("Expected ");
            assertThat(Answers.rows(page)).as(page).startsWith("Expected ");
            assertThat(Answers.firstRows(page)).as(page).startsWith("Expected ");
        }
    }

    @Test
    void shouldSeeThatSomebodyIsNotAccountedFor() {
        assertThat(aggregate(AGGREGATE.replace("\"reporting\":19", "\"reporting\":18")))
                .isEqualTo("Expected expected = reporting + missing but got 20, 18, 1");
        assertThat(aggregate(AGGREGATE.replace("\"offline\":1", "\"offline\":2")))
                .isEqualTo("Expected reasons of 1 missing but got 2");
        assertThat(aggregate(AGGREGATE.replace("\"reason\":\"offline\"", "\"reason\":\"asleep\"")))
                .startsWith("Expected who is missing, where and why but got {");
        assertThat(aggregate(AGGREGATE.replace("57.0", "null"))).isEqualTo("Expected a value but got null");
        assertThat(Answers.rows(ROWS.replace("\"expected\":3", "\"expected\":4")))
                .isEqualTo("Expected expected = reporting + missing but got 4, 3, 0");
    }

    @Test
    void shouldSeeThatAnotherIsAnsweredFor() {
        assertThat(Answers.aggregate(AGGREGATE, "technology", "north"))
                .isEqualTo("Expected hierarchy technology but got 'geography'");
        assertThat(Answers.aggregate(AGGREGATE, "geography", "south")).startsWith("Expected group south");
        assertThat(Answers.missing(MISSING, "geography", "south", 1)).startsWith("Expected group south");
        assertThat(Answers.twin(TWIN, "WT-08")).startsWith("Expected asset WT-08");
        assertThat(Answers.history(HISTORY, "WT-08", FROM, TO, 2)).startsWith("Expected asset WT-08");
        assertThat(Answers.taken(COMMAND, "WT-08", "release")).startsWith("Expected asset WT-08");
        assertThat(Answers.taken(COMMAND, "WT-07", "stop")).startsWith("Expected command stop");
        assertThat(Answers.succeeded(COMMAND, "9f2d")).startsWith("Expected id 9f2d");
    }

    @Test
    void shouldSeeListsThatAreTooLongTooShortOrOutOfOrder() {
        assertThat(missing(MISSING.replace("members", "ones"))).startsWith("Expected members but got ");
        assertThat(Answers.missing(MISSING, "geography", "north", 0)).isEqualTo("Expected at most 0 but got 1");
        assertThat(Answers.published(PUBLISHED, 3)).isEqualTo("Expected 3 records to be published but got 2");
        assertThat(Answers.history(HISTORY, "WT-07", FROM, TO, 1)).isEqualTo("Expected at most 1 but got 2");
        assertThat(history(HISTORY.replace("03:00:00Z", "03:10:00Z"))).startsWith("Expected samples from ");
        assertThat(history(HISTORY.replace("03:00:00Z", "02:59:59Z"))).startsWith("Expected samples from ");
        assertThat(history(HISTORY.replace("03:09:59.9Z", "04:00:00Z"))).startsWith("Expected samples from ");
        assertThat(history(HISTORY.replace("03:09:59.9Z", "soon"))).endsWith("but got one of '2030-01-02Tsoon'");
        assertThat(history("{\"asset\":\"WT-07\",\"samples\":[]}")).isEqualTo("Expected samples but got none");
    }

    @Test
    void shouldSeeThatACommandWasNotDone() {
        assertThat(Answers.succeeded(
                        COMMAND.replace("\"status\":\"succeeded\",\"tr", "\"status\":\"failed\",\"tr"), "9f2c"))
                .isEqualTo("Expected status succeeded but got 'failed'");
        assertThat(Answers.succeeded(COMMAND.replace("{\"status\":\"sent\"},", ""), "9f2c"))
                .isEqualTo("Expected that it was sent but it was not");
        assertThat(Answers.succeeded(COMMAND.replace(",{\"status\":\"succeeded\"}", ""), "9f2c"))
                .isEqualTo("Expected that it succeeded last but got 'acknowledged'");
        assertThat(Answers.taken(COMMAND.replace("9f2c", ""), "WT-07", "release"))
                .isEqualTo("Expected an id but got none");
    }

    @Test
    void shouldSeeAViewThatIsNotThere() {
        assertThat(Answers.rows(ROWS.replace("\"event\":\"rows\"", "\"event\":\"unavailable\"")))
                .isEqualTo("Expected event rows but got 'unavailable'");
        assertThat(Answers.firstRows(ROWS.replace("true", "false")))
                .isEqualTo("Expected a reset with the root but got reset false, root true");
        assertThat(Answers.firstRows(ROWS.replace("\"parent\":null", "\"parent\":\"x\"")))
                .isEqualTo("Expected a reset with the root but got reset true, root false");
        assertThat(Answers.twin(TWIN.replace("\"power\":{\"value\":2.1}", ""), "WT-07"))
                .isEqualTo("Expected signals of an asset that is online but got none");
        assertThat(Answers.twin(TWIN.replace("online", "asleep"), "WT-07"))
                .isEqualTo("Expected a connectivity but got 'asleep'");
        assertThat(Answers.published(PUBLISHED.replace("\"offset\":0", "\"offset\":-1"), 2))
                .startsWith("Expected a place in the topic but got {");
    }

    private static String aggregate(String body) {
        return Answers.aggregate(body, "geography", "north");
    }

    private static String missing(String body) {
        return Answers.missing(body, "geography", "north", 1);
    }

    private static String history(String body) {
        return Answers.history(body, "WT-07", FROM, TO, 2);
    }
}
