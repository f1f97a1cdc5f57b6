package dev.muster.page.time;

import static dev.muster.page.time.Chronicle.HOSTILE;
import static dev.muster.page.time.Chronicle.HOSTILE_NAME;
import static dev.muster.page.time.Chronicle.MOVED;
import static dev.muster.page.time.Chronicle.RETIRED;
import static dev.muster.page.time.Chronicle.SUCCESSION_DAY;
import static dev.muster.page.time.Chronicle.SUCCESSOR;
import static dev.muster.page.time.Chronicle.TRUE_MOVE_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.page.time.PastRoom.Bar;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** How a reader goes about an asset's timeline: by keyboard, as a table, to whoever came before and after, beside the live values. */
class TimelineReaderTest {
    private static final String PLACE = "placement-geography";

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
        assertThat(browser.complaints()).isEmpty();
    }

    private static Instant day(int day) {
        return chronicle.day(day);
    }

    private static PastRoom open(@Nullable Instant at, @Nullable Instant known, String asset) {
        return PastRoom.open(browser, chronicle.page(at, known, "geography", "north.wind-1", asset), Look.DESK)
                .awaitTimeline();
    }

    @Test
    void shouldLeadToWhoCameBeforeAndAfter() {
        PastRoom page = open(day(SUCCESSION_DAY + 1), null, RETIRED.value());
        ControlRoom room = page.room();

        room.until("who came after", () -> room.textOf("[data-lineage]"), "Its place was taken by Turbine 70"::equals);
        room.click("[data-lineage] a");
        room.until("its successor then", () -> room.textOf("[data-view=past-unit] h1"), "Turbine 70"::equals);
        assertThat(room.text("location.hash")).contains("/" + SUCCESSOR + "?", "at=" + day(SUCCESSION_DAY + 1));
        room.until("who came before", () -> room.textOf("[data-lineage]"), "Took the place of Turbine 8"::equals);
        page.awaitTimeline();
        assertThat(page.bars("service"))
                .extracting(Bar::value, Bar::from, Bar::to)
                .containsExactly(tuple("in service", day(SUCCESSION_DAY), null));
    }

    @Test
    void shouldBeReadWithoutSeeingItAndWithoutAMouse() {
        PastRoom page = open(null, null, MOVED.value());
        ControlRoom room = page.room();
        room.awaitLive();

        room.tabTo(".bar");
        assertThat(room.focus().text()).startsWith("Place in geography: North wind one, always until ");
        room.press(Keys.ARROW_RIGHT);
        assertThat(room.focus().text())
                .startsWith("Place in geography: South park, from " + page.written(day(TRUE_MOVE_DAY)));
        assertThat(room.focus().marked()).isTrue();
        assertThat(room.textOf("[data-bar-readout]")).contains("Recorded", "by tester");
        room.press(Keys.ARROW_DOWN);
        assertThat(room.focus().text()).startsWith("Device: D-100");
        room.press(Keys.HOME, Keys.ARROW_UP, Keys.END);
        room.script("document.querySelector('[data-bar-readout] a').focus()");
        room.press(Keys.ENTER);
        room.until(
                "the model at the beginning of the bar",
                page::banner,
                text -> text.startsWith("The model as it was on " + page.written(day(TRUE_MOVE_DAY))));

        page.awaitTimeline();
        page.clickAtRest("[data-facts-table] summary");
        assertThat(ControlRoom.texts(room.script("return [...document.querySelectorAll('[data-facts-table] tbody tr')]"
                        + ".map(row => [...row.cells].slice(0, 3).map(cell => cell.innerText).join('|'))")))
                .hasSize((int) room.count("[data-asset-timeline] .bar"))
                .contains(
                        "Place in geography|North wind one|always",
                        "Place in geography|South park|" + page.written(day(TRUE_MOVE_DAY)));
    }

    @Test
    void shouldStandBesideTheLiveValues() {
        PastRoom page = open(null, null, MOVED.value());
        ControlRoom room = page.room();

        room.awaitLive();
        room.until("live values", () -> room.shows("[data-view=unit] [data-signal=power]"), shown -> shown);
        assertThat(page.bars(PLACE)).hasSize(2);
        assertThat(room.textOf("[data-moment-line]")).isEqualTo("now");
        assertThat(page.banner()).isEmpty();
    }

    @Test
    void shouldShowNamesAsTheyAre() {
        PastRoom page = open(day(1), null, HOSTILE.value());
        ControlRoom room = page.room();

        room.until("its name", () -> room.textOf("[data-view=past-unit] h1"), HOSTILE_NAME::equals);
        assertThat(page.row("hostile").name()).isEqualTo(HOSTILE_NAME);
        assertThat(page.bars("name")).extracting(Bar::text).containsExactly(HOSTILE_NAME);
        assertThat(page.bars(PLACE)).extracting(Bar::text).containsExactly(HOSTILE_NAME);
        room.go(Stage.hash("geography", "hostile") + Chronicle.query(day(1), null));
        room.until("its group", () -> room.textOf("[data-view=past-group] h1"), HOSTILE_NAME::equals);
        room.until("its members", page::members, members -> members.equals(List.of(HOSTILE.value())));
        assertThat(room.textOf("[data-member-list] [data-asset] a")).isEqualTo(HOSTILE_NAME);
        assertThat(room.count("img, iframe")).isZero();
    }
}
