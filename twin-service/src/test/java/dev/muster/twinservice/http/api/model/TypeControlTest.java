package dev.muster.twinservice.http.api.model;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.temporal.TypeReads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What devices of a type can be told goes into the model over HTTP, comes out as it went in, and is refused by its place. */
class TypeControlTest {
    private static final ModelOfTests MODEL = new ModelOfTests(Instant.parse("2030-01-01T00:00:00Z"));
    private static final RunningServer SERVER = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
            .open(Stream.of(
                            new ModelEndpoints((command, author) -> completedFuture(MODEL.write(command, author)))
                                    .endpoints(),
                            new TypeReads(MODEL.view, MODEL.view.history()).endpoints())
                    .flatMap(List::stream)
                    .toList());

    private static final String PLAIN = "\"name\":\"T\",\"offlineAfter\":\"PT30S\",\"signals\":["
            + "{\"name\":\"p\",\"unit\":\"MW\",\"kind\":\"gauge\",\"sign\":\"generation\",\"interval\":\"PT2S\","
            + "\"staleAfter\":\"PT7S\",\"summed\":true},"
            + "{\"name\":\"soc\",\"unit\":\"%\",\"kind\":\"gauge\",\"sign\":\"generation\",\"interval\":\"PT2S\","
            + "\"staleAfter\":\"PT7S\",\"summed\":false}]";
    private static final String CONTROL = "\"commands\":[{\"name\":\"set\",\"title\":\"Set\",\"parameters\":["
            + "{\"name\":\"mw\",\"title\":\"Power\",\"kind\":\"number\",\"unit\":\"MW\",\"range\":{\"min\":-0.5,\"max\":5.0},"
            + "\"limitedBy\":\"p\"},"
            + "{\"name\":\"mode\",\"title\":\"Mode\",\"kind\":\"text\",\"choices\":[\"eco\",\"full\"],\"optional\":true}]},"
            + "{\"name\":\"mode\",\"title\":\"Mode\",\"parameters\":[{\"name\":\"to\",\"title\":\"To\",\"kind\":\"integer\"}],"
            + "\"sets\":\"mode\"},"
            + "{\"name\":\"release\",\"title\":\"Release\"}],"
            + "\"setPoint\":{\"signal\":\"p\",\"command\":\"set\",\"release\":\"release\",\"available\":\"p\",\"takes\":\"p\","
            + "\"minimumShare\":0.1,\"rampPerSecond\":0.05,\"stateOfCharge\":{\"signal\":\"soc\",\"lowest\":5.0,"
            + "\"highest\":95.0},\"failSafeAfter\":\"PT1M\"}";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void shouldPutIntoTheModelWhatWasSaid() {
        put("said", CONTROL);

        AssetType type = MODEL.view.type(new TypeId("said")).orElseThrow();

        SignalName power = new SignalName("p");
        assertThat(type.commands())
                .containsExactly(
                        new CommandDefinition(
                                new CommandName("set"),
                                "Set",
                                List.of(
                                        Parameter.number("mw", "Power", "MW", new Range(-0.5, 5))
                                                .within(power),
                                        Parameter.text("mode", "Mode", "eco", "full")
                                                .orNothing()),
                                null),
                        new CommandDefinition(
                                new CommandName("mode"),
                                "Mode",
                                List.of(new Parameter(
                                        "to", "To", Parameter.Kind.INTEGER, null, null, null, List.of(), false)),
                                "mode"),
                        new CommandDefinition(new CommandName("release"), "Release", List.of(), null));
        assertThat(type.setPoint())
                .isEqualTo(new SetPointControl(
                        power,
                        new CommandName("set"),
                        new CommandName("release"),
                        power,
                        power,
                        0.1,
                        0.05,
                        new SetPointControl.StateOfCharge(new SignalName("soc"), 5, 95),
                        Duration.ofMinutes(1)));
    }

    @Test
    void shouldShowWhatWasSaidAsItWasSaid() {
        put("shown", CONTROL);

        JsonNode shown = SERVER.get("/v1/types/shown").json();

        assertThat(shown.toString()).contains(CONTROL);
        assertThat(SERVER.get("/v1/types/shown/facts").body()).contains(CONTROL);
    }

    @Test
    void shouldTakeBackWhatItShows() {
        put("again", CONTROL);
        JsonNode shown = SERVER.get("/v1/types/again").json();
        ((ObjectNode) shown).remove("id");

        Answer again = SERVER.put("/v1/types/again", shown.toString());

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().path("changed").booleanValue()).isFalse();
    }

    @Test
    void shouldLeaveOutWhatThereIsNone() {
        put("silent", "\"commands\":null,\"setPoint\":null");

        assertThat(SERVER.get("/v1/types/silent").json().fieldNames())
                .toIterable()
                .contains("name")
                .doesNotContain("commands", "setPoint");
    }

    @Test
    void shouldForgetWhatIsNoLongerSaid() {
        put("changed", CONTROL);
        MODEL.passTo(Instant.parse("2030-01-01T00:00:01Z"));
        put("changed", "\"commands\":[]");

        assertThat(MODEL.view.type(new TypeId("changed")).orElseThrow().commands())
                .isEmpty();
        assertThat(SERVER.get("/v1/types/changed").json().has("setPoint")).isFalse();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "hostile-controls.csv",
            delimiter = '|',
            quoteCharacter = '`',
            numLinesToSkip = 1,
            maxCharsPerColumn = 1_000)
    void shouldNameTheFieldThatDoesNotFit(String field, String expected, String rest) {
        assertRefused(rest, field, expected);
    }

    @Test
    void shouldTakeAsMuchAsThereMayBe() {
        put("most", commands(AssetType.COMMANDS_MAX, 0, 0));
        put("most", commands(1, CommandDefinition.PARAMETERS_MAX, 0));
        put("most", commands(1, 1, Parameter.CHOICES_MAX));
        assertRefused(commands(AssetType.COMMANDS_MAX + 1, 0, 0), "commands", "at most 64 commands but got 65");
        assertRefused(
                commands(1, CommandDefinition.PARAMETERS_MAX + 1, 0),
                "commands[0].parameters",
                "at most 16 parameters of command c0 but got 17");
        assertRefused(
                commands(1, 1, Parameter.CHOICES_MAX + 1), "commands[0].parameters[0].choices", "at most 100 choices");
    }

    private static void put(String type, String rest) {
        Answer answer = SERVER.put("/v1/types/" + type, "{" + PLAIN + "," + rest + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void assertRefused(String rest, String field, String expected) {
        Answer answer = SERVER.put("/v1/types/t", "{" + PLAIN + "," + rest + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).as(answer.body()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue())
                .startsWith("Expected")
                .contains(expected)
                .doesNotContain("dev.muster", "java.", "jackson", "Exception");
        assertThat(MODEL.view.type(new TypeId("t"))).isEmpty();
    }

    private static String commands(int commands, int parameters, int choices) {
        String some = many(choices, "\"c%d\"");
        String taken =
                many(parameters, "{\"name\":\"p%d\",\"title\":\"P\",\"kind\":\"text\",\"choices\":[" + some + "]}");
        return "\"commands\":[" + many(commands, "{\"name\":\"c%d\",\"title\":\"C\",\"parameters\":[" + taken + "]}")
                + "]";
    }

    private static String many(int count, String each) {
        return IntStream.range(0, count)
                .mapToObj(i -> each.replaceFirst("%d", Integer.toString(i)))
                .collect(Collectors.joining(","));
    }
}
