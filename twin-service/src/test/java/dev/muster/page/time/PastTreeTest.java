package dev.muster.page.time;

import static dev.muster.page.time.Chronicle.CORRECTION_DAY;
import static dev.muster.page.time.Chronicle.GROUP_DAY;
import static dev.muster.page.time.Chronicle.GROUP_MOVE_DAY;
import static dev.muster.page.time.Chronicle.MOVE_DAY;
import static dev.muster.page.time.Chronicle.RENAME_DAY;
import static dev.muster.page.time.Chronicle.TRUE_MOVE_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.page.time.PastRoom.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The tree, its groups and their members as they were and as they were believed to be, against what the API says. */
class PastTreeTest {
    private static final int LINES_IN_VIEW_MAX = 120;
    private static Chronicle chronicle;
    private static Chromium browser;

    @BeforeAll
    static void open() {
        chronicle = Chronicle.open();
        browser = Chromium.start();
    }

    @AfterAll
    static void close() {
        browser.close();
        chronicle.close();
    }

    @AfterEach
    void shouldComplainOfNothing() {
        browser.shouldHaveComplainedAsExpected();
    }

    private static Instant day(int day) {
        return chronicle.day(day);
    }

    private static PastRoom at(@Nullable Instant at, @Nullable Instant known, String... parts) {
        return PastRoom.open(browser, chronicle.page(at, known, parts), Look.DESK);
    }

    @Test
    void shouldShowTheTreeBeforeAMoveAndAfterIt() {
        PastRoom before = at(day(TRUE_MOVE_DAY - 1), null, "geography");
        shouldBeTheTreeOfTheApi(before, day(TRUE_MOVE_DAY - 1), null);
        assertThat(before.row("north.wind-1").members()).isEqualTo("9");
        assertThat(before.row("south.park").members()).isEqualTo("0");
        assertThat(before.row("north.wind-1").name()).isEqualTo("North wind 1");
        before.room()
                .until(
                        "what became of it",
                        () -> before.row("north.wind-1").since(),
                        "now called “North wind one”"::equals);
        assertThat(before.row("south.park").since()).isEqualTo("now under “North”");

        PastRoom after = at(day(MOVE_DAY + 1), null, "geography");
        shouldBeTheTreeOfTheApi(after, day(MOVE_DAY + 1), null);
        assertThat(after.row("north.wind-1").members()).isEqualTo("8");
        assertThat(after.row("south.park").members()).isEqualTo("1");

        PastRoom late = at(day(GROUP_MOVE_DAY + 1), null, "geography");
        shouldBeTheTreeOfTheApi(late, day(GROUP_MOVE_DAY + 1), null);
        assertThat(late.row("north.wind-1").name()).isEqualTo("North wind one");
        assertThat(late.row("north").members())
                .as("a group that moved takes its members along")
                .isEqualTo("9");
        assertThat(late.row("south.park").since()).isEmpty();
    }

    @Test
    void shouldShowTheTreeAsItWasBelievedBeforeALateCorrection() {
        Instant between = day(TRUE_MOVE_DAY + 2);
        PastRoom now = at(between, null, "geography");
        assertThat(now.row("south.park").members()).as("as is known now").isEqualTo("1");

        PastRoom then = at(between, day(CORRECTION_DAY - 1), "geography");
        shouldBeTheTreeOfTheApi(then, between, day(CORRECTION_DAY - 1));
        assertThat(then.row("south.park").members()).as("as was known then").isEqualTo("0");
        assertThat(then.row("north.wind-1").members()).isEqualTo("9");
        assertThat(then.banner())
                .startsWith("The model as it was on %s, as known on %s"
                        .formatted(then.written(between), then.written(day(CORRECTION_DAY - 1))));
    }

    private static void shouldBeTheTreeOfTheApi(PastRoom page, Instant at, @Nullable Instant known) {
        List<Row> rows = page.tree();
        List<String> standing = new ArrayList<>();
        for (JsonNode group : get("/groups", at, known).get("groups")) {
            String id = group.get("id").textValue();
            if (group.get("stands").booleanValue() && !id.equals("unplaced")) {
                standing.add(id + " " + group.get("name").textValue() + " " + count(id, at, known));
            }
        }
        assertThat(rows.stream().map(row -> row.group() + " " + row.name() + " " + row.members()))
                .containsExactlyInAnyOrderElementsOf(standing);
    }

    private static long count(String group, Instant at, @Nullable Instant known) {
        long count = 0;
        String cursor = "";
        do {
            JsonNode answer = get(
                    "/groups/%s/members?deep=true&limit=1000%s"
                            .formatted(group, cursor.isEmpty() ? "" : "&cursor=" + cursor),
                    at,
                    known);
            count += answer.get("members").size();
            cursor = answer.get("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return count;
    }

    private static JsonNode get(String path, Instant at, @Nullable Instant known) {
        String moment = "at=" + URLEncoder.encode(at.toString(), StandardCharsets.UTF_8)
                + (known == null ? "" : "&asKnownAt=" + URLEncoder.encode(known.toString(), StandardCharsets.UTF_8));
        return chronicle.stage().get("/v1/hierarchies/geography" + path + (path.contains("?") ? "&" : "?") + moment);
    }

    @Test
    void shouldNotShowAGroupThatWasNotThereYet() {
        PastRoom before = at(day(GROUP_DAY - 1), null, "geography", "late");
        assertThat(before.groups()).contains("north").doesNotContain("late", "unplaced");
        assertThat(before.room().textOf("[data-view=past-group]")).contains("There was no group late in force then.");
        assertThat(before.room().shows("[data-member-list]")).isFalse();

        PastRoom after = at(day(GROUP_DAY + 1), null, "geography", "late");
        assertThat(after.groups()).contains("north", "late");
        after.room().until("nobody", () -> after.room().textOf("[data-members-note]"), "Nobody stood here."::equals);
    }

    @Test
    void shouldSayThatNothingWasKnownThen() {
        browser.expectComplaint("404");
        Instant longAgo = Instant.parse("2001-02-03T04:05:06Z");
        PastRoom page = at(longAgo, longAgo, "geography", "north");

        page.room()
                .until(
                        "why there is nothing",
                        () -> page.room().textOf("[data-past-note]"),
                        text -> text.equals("Nothing was known of this hierarchy then. It was first recorded on %s."
                                .formatted(page.written(day(0)))));
        page.room().go(Stage.hash("geography", "north", "WT-07") + Chronicle.query(longAgo, longAgo));
        page.room()
                .until(
                        "nor of an asset",
                        () -> page.room().textOf("[data-past-message]"),
                        text -> text.startsWith(
                                "Nothing was known of WT-07 then. It was first recorded on " + page.written(day(0))));
    }

    @Test
    void shouldShowWhoStoodThereThen() {
        PastRoom page = at(day(TRUE_MOVE_DAY - 1), null, "geography", "north.wind-1");
        ControlRoom room = page.room();

        room.until("all that stood there", page::members, members -> members.size() == 9);
        assertThat(page.members()).contains("WT-07");
        assertThat(room.textOf("[data-view=past-group] h1")).isEqualTo("North wind 1");
        assertThat(room.textOf("[data-member-list] [data-asset='WT-07'] [data-column=group]"))
                .isEqualTo("North wind 1");
        room.until(
                "what became of it",
                () -> room.textOf("[data-group-since]"),
                "It is now called “North wind one”."::equals);

        room.click("[data-member-list] [data-asset='WT-07'] a");
        room.until("the asset at that moment", () -> room.textOf("[data-view=past-unit] h1"), "Turbine 7"::equals);
        assertThat(room.text("location.hash")).contains("/WT-07?").contains("at=" + day(TRUE_MOVE_DAY - 1));
        room.until(
                "where it stands now", () -> room.textOf("[data-asset-since]"), "Now it stands in south.park."::equals);
        assertThat(room.textOf("[data-view=past-unit] nav")).isEqualTo("Geography North North wind 1");
        assertThat(page.banner()).startsWith("The model as it was on " + page.written(day(TRUE_MOVE_DAY - 1)));
    }

    @Test
    void shouldShowWhatChangedSince() {
        Instant then = day(TRUE_MOVE_DAY - 1);
        PastRoom page = at(then, null, "geography");
        ControlRoom room = page.room();

        room.until("a page of changes", () -> room.textOf("[data-difference-note]"), "100 changes so far"::equals);
        room.click("[data-difference-more]");
        room.until("the rest", () -> room.shows("[data-difference-more]"), shown -> !shown);

        JsonNode difference =
                chronicle.stage().get("/v1/hierarchies/geography/groups/root/difference?limit=1000&from=" + then);
        List<String> changes = new ArrayList<>();
        difference.get("groups").forEach(group -> changes.add(group.get("id").textValue()));
        difference.get("assets").forEach(asset -> changes.add(asset.get("id").textValue()));
        assertThat(ControlRoom.texts(room.script("return [...document.querySelectorAll('[data-difference] li')]"
                        + ".map(line => line.dataset.changedGroup ?? line.dataset.changedAsset)")))
                .containsExactlyElementsOf(changes)
                .hasSizeGreaterThan(Chronicle.CROWD_RETIRED)
                .contains("north.wind-1", "south.park", "WT-07", "WT-08");
        assertThat(room.textOf("[data-changed-group='north.wind-1']"))
                .isEqualTo("Aa Group North wind 1 is called North wind one now");
        assertThat(room.textOf("[data-changed-group='south.park']"))
                .isEqualTo("→ Group South park moved from South to North");
        assertThat(room.textOf("[data-changed-asset='WT-07']"))
                .isEqualTo("→ WT-07 moved from North wind 1 to South park");
        assertThat(room.textOf("[data-changed-asset='WT-08']")).isEqualTo("− WT-08 left North wind 1");
    }

    @Test
    void shouldScrollThroughTenThousandWhoStoodThere() {
        PastRoom page = at(day(1), null, "geography", "crowd");
        ControlRoom room = page.room();
        room.until(
                "all of them", () -> room.textOf("[data-members-note]"), "10,000, in the order of their ids"::equals);
        assertThat(page.members()).hasSizeLessThan(LINES_IN_VIEW_MAX).startsWith("c-00000");

        room.script("document.querySelector('[data-member-list] a').focus()");
        room.press(Keys.END);
        room.until("the last", page::members, members -> members.contains("c-09999"));
        assertThat(room.focus().text()).isEqualTo("Crowd 09999");
        assertThat(page.members()).hasSizeLessThan(LINES_IN_VIEW_MAX);
        room.press(Keys.ARROW_UP);
        assertThat(room.focus().text()).isEqualTo("Crowd 09998");
        assertThat(page.row("crowd").members()).isEqualTo("10000");
    }

    @Test
    void shouldBeWalkedByKeyboard() {
        PastRoom page = at(day(RENAME_DAY - 1), null, "geography", "north");
        ControlRoom room = page.room();
        page.tree();

        room.tabTo("[role=treeitem]");
        assertThat(room.focus().element()).contains("[data-group=north]");
        room.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);
        room.until("the chosen group", () -> room.textOf("[data-view=past-group] h1"), "North wind 1"::equals);
        assertThat(room.text("location.hash"))
                .startsWith("#/geography/north.wind-1?")
                .contains("at=" + day(RENAME_DAY - 1));
        room.press(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_LEFT);
        assertThat(page.groups()).contains("north").doesNotContain("north.wind-1");
    }

    @Test
    void shouldSayThatNobodyAnswersAndGoOnByItself() {
        PastRoom page = at(day(1), null, "geography");
        browser.expectComplaint("ERR_INTERNET_DISCONNECTED");
        page.tree();
        network(true);
        try {
            page.room().click("[data-read-again]");
            page.room()
                    .until(
                            "that nobody answers",
                            () -> page.room().textOf("[data-past-note]"),
                            text -> text.contains("Muster does not answer. It is asked again."));
            assertThat(page.rows()).isEmpty();
        } finally {
            network(false);
        }
        assertThat(page.row("north.wind-1").members()).isEqualTo("9");
        assertThat(page.room().shows("[data-past-note]")).isFalse();
    }

    private static void network(boolean offline) {
        browser.devTools("Network.enable", Map.of());
        browser.devTools(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }
}
