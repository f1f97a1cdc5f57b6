package dev.muster.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.page.ControlRoom.MissingRow;
import dev.muster.page.ControlRoom.TreeRow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page shows of a fleet, and that it is what the API says. */
class PageTest {
    /** As readers of the page's language write a time of another day, or of today. */
    private static final String TIME = """
        const at = new Date(arguments[0]);
        const day = at.toDateString() === new Date().toDateString() ? {} : {day: 'numeric', month: 'short'};
        const year = at.getFullYear() === new Date().getFullYear() ? {} : {year: 'numeric'};
        return new Intl.DateTimeFormat(navigator.language,
          {...day, ...(day.day ? year : {}), hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}).format(at);
        """;

    private static final int REASONS_IN_A_LINE = 3;
    private static final AssetId COMES_AND_GOES = new AssetId("WT-11");
    private static Scenery scenery;
    private static Chromium browser;

    @BeforeAll
    static void open() {
        scenery = Scenery.open();
        browser = Chromium.start();
    }

    @AfterAll
    static void close() {
        browser.close();
        scenery.close();
    }

    @AfterEach
    void shouldComplainOfNothing() {
        scenery.fleet().fallSilent(null);
        scenery.fleet().report(COMES_AND_GOES, 3);
        browser.shouldHaveComplainedAsExpected();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE"})
    void shouldShowEveryGroupWithTheFiguresOfTheApi(String locale) {
        ControlRoom page =
                browser.open(scenery.page("geography"), Look.DESK.in(locale)).awaitLive();

        page.expandAll();

        List<TreeRow> rows = page.tree();
        assertThat(rows).extracting(TreeRow::group).containsExactlyInAnyOrderElementsOf(groups());
        Map<String, Double> figures = new HashMap<>();
        for (TreeRow row : rows) {
            JsonNode total = total(row.group());
            assertThat(row.name()).isEqualTo(total.get("name").textValue());
            assertThat(row.share())
                    .isEqualTo("%s/%s"
                            .formatted(
                                    total.get("reporting").asText(),
                                    total.get("expected").asText()));
            if (total.get("expected").intValue() > 0 && total.get("reporting").intValue() == 0) {
                assertThat(row.value()).as("nobody reports: no figure").doesNotContainPattern("\\d");
            } else {
                figures.put(row.value(), total.get("value").doubleValue());
            }
            shouldTellTheReasons(row, total.get("missing").get("byReason"));
        }
        assertThat(figures).hasSizeGreaterThan(5);
        assertThat(page.noFigures(figures, locale)).isEmpty();
    }

    /** In a line of the tree there is room for three; the rest is counted. */
    private static void shouldTellTheReasons(TreeRow row, JsonNode byReason) {
        List<String> all = new ArrayList<>();
        byReason.fieldNames().forEachRemaining(all::add);
        List<String> told = row.group().equals("root") ? all : all.subList(0, Math.min(REASONS_IN_A_LINE, all.size()));
        assertThat(row.reasons().keySet()).as("reasons of %s", row.group()).containsExactlyElementsOf(told);
        told.forEach(reason -> assertThat(row.reasons().get(reason))
                .contains(byReason.get(reason).asText()));
        assertThat(row.more()).startsWith(told.size() == all.size() ? "" : "+" + (all.size() - told.size()));
    }

    @Test
    void shouldSayHowMuchAndWhoIsMissingFromIt() {
        ControlRoom page = browser.open(scenery.page("geography", "north.wind-1"), Look.DESK)
                .awaitLive();
        String since = (String) page.script(TIME, Scenery.OFFLINE_SINCE.toString());

        assertThat(page.until("the total", () -> page.textOf("[data-total]"), text -> text.contains("57")))
                .isEqualTo("57 MW");
        assertThat(page.textOf("[data-headline]"))
                .isEqualTo(("57 MW right now, from 19 of the 20 that should be reporting. Turbine 7 has been"
                                + " offline since %s; with it the total would lie between 57 and 60 MW.")
                        .formatted(since));
        assertThat(page.textOf("[data-bounds]")).contains("57").contains("60");
        assertThat(page.missing())
                .extracting(MissingRow::asset, MissingRow::name, MissingRow::reason, MissingRow::group)
                .containsExactly(tuple("WT-07", "Turbine 7", "offline", "North wind 1"));
        assertThat(page.missing().get(0).since()).startsWith(since);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE"})
    void shouldNameEachReasonWithASignOfItsOwn(String locale) {
        ControlRoom page = browser.open(scenery.page("geography", "south.solar-1"), Look.DESK.in(locale))
                .awaitLive();

        List<MissingRow> rows = page.until("the missing", page::missing, all -> all.size() == 8);

        assertThat(rows)
                .extracting(MissingRow::reason)
                .containsExactly(
                        "maintenance",
                        "never reported",
                        "offline",
                        "ingest behind",
                        "recovering",
                        "stale signal",
                        "bad quality",
                        "unreachable");
        assertThat(rows).extracting(MissingRow::since).last().asString().contains("not known");
        for (MissingReason reason : List.of(MissingReason.OFFLINE, MissingReason.STALE_SIGNAL)) {
            String since =
                    (String) page.script(TIME, Scenery.missingSince(reason).toString());
            assertThat(rows.get(reason.ordinal()).since()).startsWith(since);
        }
        assertThat(ControlRoom.texts(page.script("return [...document.querySelectorAll('[data-missing] [data-asset]"
                        + " svg')].map(sign => sign.innerHTML)")))
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldShowNamesAsTheyAre() {
        ControlRoom page = browser.open(
                        scenery.page("geography", Scenery.HOSTILE.group().value()), Look.DESK)
                .awaitLive();

        List<MissingRow> rows = page.until("the missing", page::missing, all -> all.size() == Scenery.NAMES.size());
        assertThat(rows).extracting(MissingRow::name).containsExactlyInAnyOrderElementsOf(Scenery.NAMES);
        assertThat(page.treeRow(Scenery.HOSTILE.group().value()).name()).isEqualTo(Scenery.NAMES.get(0));
        assertThat(page.textOf("[data-view=group] h1")).isEqualTo(Scenery.NAMES.get(0));
        assertThat(page.textOf("[data-headline]")).contains("<script>window.hacked=2</script>");
        shouldHaveExecutedNothing(page);

        for (String name : Scenery.NAMES) {
            page.go(Stage.hash("geography", Scenery.HOSTILE.group().value(), Scenery.idOf(name)));
            page.until("the unit " + name, () -> page.textOf("[data-view=unit] h1"), name::equals);
        }
        assertThat(page.overflow()).isZero();
        shouldHaveExecutedNothing(page);
    }

    private static void shouldHaveExecutedNothing(ControlRoom page) {
        assertThat(page.count("img, script:not([src^='/page/']), iframe, b")).isZero();
        assertThat(page.text("window.hacked")).isEqualTo("");
    }

    @Test
    void shouldShowAUnitWithAllThatIsKnownOfIt() {
        ControlRoom page = browser.open(scenery.page("geography", "north.wind-1", "WT-07"), Look.DESK)
                .awaitLive();

        page.until("the raw value", () -> page.textOf("[data-signal=power] [data-raw]"), raw -> raw.contains("kW"));

        assertThat(page.textOf("[data-view=unit] h1")).isEqualTo("Turbine 7");
        assertThat(page.textOf("[data-connectivity]")).containsIgnoringCase("offline");
        assertThat(page.textOf("[data-signal=power] [data-accepted]")).isEqualTo("2.1 MW");
        assertThat(page.textOf("[data-signal=power] [data-raw]")).startsWith("2,100 kW");
        assertThat(page.textOf("[data-signal=power] [data-age]"))
                .containsPattern("2\\d min")
                .contains("stale");
        assertThat(page.textOf("[data-signal=power] [data-quality]")).isEqualTo("good");
        assertThat(page.textOf("[data-signal=wind_speed] [data-quality]")).isEqualTo("uncertain");
        assertThat(page.count("[data-transitions] li")).isEqualTo(StagedTwins.TRANSITIONS);
        assertThat(page.textOf("[data-explain]")).isNotEmpty();
        String remedy = scenery.stage()
                .get("/v1/assets/WT-07/explain")
                .get("toReportAgain")
                .get(0)
                .get("code")
                .textValue();
        assertThat(page.count("[data-explain] [data-remedy='%s']".formatted(remedy)))
                .isOne();

        page.click("[data-view=unit] a[href*='north.wind-1']");
        page.until("its group", () -> page.textOf("[data-view=group] h1"), "North wind 1"::equals);
    }

    @Test
    void shouldFollowWhatChanges() {
        ControlRoom page = browser.open(scenery.page("geography", "north.wind-1"), Look.DESK)
                .awaitLive();

        scenery.fleet().miss(COMES_AND_GOES, MissingReason.STALE_SIGNAL, Instant.parse("2030-01-02T03:04:05Z"));
        page.until("its name", page::missing, rows -> rows.stream()
                .anyMatch(row -> row.name().equals("Turbine 11")));
        page.until("the total without it", () -> page.textOf("[data-total]"), text -> text.startsWith("54"));
        page.until("the tree without it", () -> page.treeRow("north").share(), "18/20"::equals);

        scenery.fleet().report(COMES_AND_GOES, 3);
        page.until("that it is back", page::missing, rows -> rows.size() == 1);
        page.until("the total with it", () -> page.textOf("[data-total]"), text -> text.startsWith("57"));
    }

    @Test
    void shouldNotPassOffThePastAsThePresent() {
        ControlRoom page = browser.open(scenery.page("geography", "north.wind-1"), Look.DESK)
                .awaitLive();
        page.until("the missing", page::missing, rows -> rows.size() == 1);

        scenery.fleet().fallSilent("Expected an answer but got none");
        page.until("that it is not available", page::connection, "unavailable"::equals);
        assertThat(page.connectionText()).containsPattern("last update \\d\\d:\\d\\d:\\d\\d");
        assertThat(page.textOf("[data-view=group]")).contains("Expected an answer but got none");
        assertThat(page.textOf("[data-headline]")).startsWith("Last known, at").doesNotContain("right now");

        scenery.fleet().fallSilent(null);
        page.awaitLive();
        page.until("the present", () -> page.textOf("[data-headline]"), text -> text.contains("right now"));
    }

    @Test
    void shouldKeepThePlaceInTheAddress() {
        ControlRoom page = browser.open(scenery.page(), Look.DESK).awaitLive();

        page.choose("signal", "reactive_power");
        page.choose("hierarchy", "technology");
        page.until("the other tree", () -> page.treeRow("root").name(), "Technology"::equals);

        assertThat(page.text("location.hash")).isEqualTo("#/technology?signal=reactive_power");
        assertThat(page.treeRow("root").share()).isEqualTo("0/0");
        page.script("history.back()");
        page.until("the first tree", () -> page.treeRow("root").name(), "Geography"::equals);
        page.script("location.reload()");
        page.awaitLive();
        assertThat(page.text("document.querySelector('select[name=signal]').value"))
                .isEqualTo("reactive_power");
    }

    @Test
    void shouldSayThatAPlaceIsNotThere() {
        browser.expectComplaint("404");
        ControlRoom page = browser.open(scenery.page("geography", "nowhere"), Look.DESK);

        page.until("what is wrong", () -> page.textOf("main"), text -> text.contains("nowhere"));

        // It asks on, because a group can come to be.
        page.go("#/geography/north");
        page.awaitLive();
    }

    private static List<String> groups() {
        return scenery.stage().get("/v1/hierarchies/geography/groups").get("groups").findValuesAsText("id").stream()
                .filter(group -> !group.equals("unplaced"))
                .toList();
    }

    private static JsonNode total(String group) {
        return scenery.stage()
                .get("/v1/hierarchies/geography/groups/%s/aggregate?signal=power&missing=0"
                        .formatted(URLEncoder.encode(group, StandardCharsets.UTF_8)));
    }
}
