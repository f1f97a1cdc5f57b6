package dev.muster.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.page.ControlRoom.Focus;
import dev.muster.page.ControlRoom.MissingRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The whole page without a mouse: everything is reached, and where the keyboard is can always be seen. */
class PageKeyboardTest {
    private static final int STOPS_MAX = 60;

    /** What can be used and was never reached. */
    private static final String LEFT_OUT = """
        return [...document.querySelectorAll('a[href], button, select, input, [tabindex]')]
          .filter(element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility() && !element.walked)
          .map(element => element.outerHTML.slice(0, 120));
        """;

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
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void shouldReachEverythingAndShowWhereItIs() {
        ControlRoom page = group();
        shouldBeWalkedWhole(page);

        page.go(Stage.hash("geography", "north.wind-1", "WT-07"));
        page.until("the unit", () -> page.shows("[data-view=unit] [data-transitions]"), shown -> shown);
        shouldBeWalkedWhole(page);
    }

    private static void shouldBeWalkedWhole(ControlRoom page) {
        page.script("document.activeElement.blur(); document.querySelectorAll('*').forEach(one => one.walked = false)");
        List<Focus> stops = new ArrayList<>();
        while (stops.size() < STOPS_MAX) {
            page.press(Keys.TAB);
            if (page.holds("document.activeElement === document.body || document.activeElement.walked")) {
                break;
            }
            stops.add(page.focus());
            page.script("document.activeElement.walked = true");
        }
        assertThat(stops).hasSizeBetween(10, STOPS_MAX - 1).allSatisfy(stop -> {
            assertThat(stop.visible()).as("in view").isTrue();
            assertThat(stop.marked()).as("with an outline").isTrue();
        });
        assertThat(ControlRoom.texts(page.script(LEFT_OUT))).isEmpty();
    }

    @Test
    void shouldSkipTheTree() {
        ControlRoom page = group();

        page.press(Keys.TAB);
        assertThat(page.focus()).satisfies(focus -> {
            assertThat(focus.text()).contains("Skip");
            assertThat(focus.visible()).isTrue();
        });
        page.press(Keys.ENTER);

        assertThat(page.holds("document.querySelector('[data-view=group]').parentElement.closest(':focus') !== null"))
                .isTrue();
        assertThat(page.text("location.hash")).isEqualTo("#/geography/south.solar-1");
    }

    @Test
    void shouldWalkTheTreeByArrows() {
        ControlRoom page = browser.open(scenery.page("geography"), Look.DESK).awaitLive();
        page.tabTo("[role=treeitem]");
        page.press(Keys.HOME);
        shouldBeAt(page, "root");

        page.press("nor");
        shouldBeAt(page, "north");
        page.press(Keys.ARROW_LEFT);
        assertThat(page.treeRow("north").expanded()).isFalse();
        page.press(Keys.ARROW_LEFT);
        shouldBeAt(page, "root");
        page.press(Keys.END);
        shouldBeAt(page, "south.solar-1");
        page.press(Keys.ARROW_LEFT);
        shouldBeAt(page, "south");
        page.press(Keys.ARROW_LEFT);
        assertThat(page.treeRow("south").expanded()).isFalse();
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.treeRow("south").expanded()).isTrue();
        page.press(Keys.ARROW_RIGHT);
        shouldBeAt(page, "south.large");
        page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP);
        shouldBeAt(page, "south.silent");
        page.press(Keys.ENTER);
        page.until("the group", () -> page.textOf("[data-view=group] h1"), "South silent"::equals);
        assertThat(page.treeRow("south.silent").selected()).isTrue();
        shouldBeAt(page, "south.silent");
    }

    private static void shouldBeAt(ControlRoom page, String group) {
        page.until(
                "the focus at " + group, () -> page.text("document.activeElement.dataset.group ?? ''"), group::equals);
    }

    @Test
    void shouldSearchAndSortAndOpenTheMissing() {
        ControlRoom page = group();
        page.tabTo("input[type=search]");
        page.press("stale");
        page.until("the one found", page::missing, rows -> rows.size() == 1);
        assertThat(page.missing().get(0).name()).isEqualTo("Gone 5");
        page.press(Keys.ESCAPE);
        page.until("all", page::missing, rows -> rows.size() == 8);

        page.tabTo("[role=columnheader][data-column=name] button");
        page.press(Keys.ENTER, Keys.ENTER);
        assertThat(page.text("document.querySelector('[role=columnheader][data-column=name]').ariaSort"))
                .isEqualTo("descending");
        assertThat(page.missing())
                .extracting(MissingRow::name)
                .containsExactly("Gone 7", "Gone 6", "Gone 5", "Gone 4", "Gone 3", "Gone 2", "Gone 1", "Gone 0");

        page.tabTo("[data-asset] a");
        page.press(Keys.HOME, Keys.ARROW_DOWN, Keys.ENTER);
        page.until("the unit", () -> page.textOf("[data-view=unit] h1"), "Gone 6"::equals);
        page.tabTo("[data-view=unit] a[href*='south.solar-1']");
        page.press(Keys.ENTER);
        page.until("its group", () -> page.textOf("[data-view=group] h1"), "South solar 1"::equals);
    }

    @Test
    void shouldRememberTheThemeThatWasChosen() {
        ControlRoom page = group();
        page.tabTo("[data-theme-toggle]");

        page.press(Keys.ENTER);
        page.script("location.reload()");
        page.awaitLive();

        assertThat(page.text("getComputedStyle(document.documentElement).colorScheme"))
                .isEqualTo("light");
        page.script("localStorage.clear()");
    }

    /** With everything in it that a group can have. */
    private static ControlRoom group() {
        ControlRoom page = browser.open(scenery.page("geography", "south.solar-1"), Look.DESK)
                .awaitLive();
        page.until("the missing", page::missing, rows -> rows.size() == 8);
        return page;
    }
}
