package dev.muster.page.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.page.Accessibility;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other moments on a phone, on a desk and on a wall, dark and light: nothing is cut off, nothing hard to see. */
class PastLookTest {
    /** How many pixels some part of the page is wider than the room that it has. */
    private static final String TOO_WIDE = """
        Math.max(...[...document.querySelectorAll('.header, .moment-banner, .tree-pane, .tree-scroller, .detail-pane, .message')]
          .map(part => part.scrollWidth - part.clientWidth))\
        """;

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

    static List<Look> devices() {
        return List.of(Look.DESK, Look.PHONE, Look.WALL);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void shouldBeOpenToEverybody(Look look) {
        Instant then = chronicle.day(Chronicle.TRUE_MOVE_DAY + 2);
        String query = Chronicle.query(then, chronicle.day(Chronicle.CORRECTION_DAY - 1));
        PastRoom page = PastRoom.open(browser, chronicle.page(then, null, "geography", "north.wind-1"), look);
        ControlRoom room = page.room();
        room.until("the members", page::members, members -> members.size() == 8);
        room.until("what changed", () -> room.count("[data-difference] li"), changes -> changes > 0);
        shouldBeOpenToEverybody("group", room, look);

        room.click("[data-as-of]");
        room.click("[data-as-of-more] summary");
        shouldBeOpenToEverybody("choice of a moment", room, look);

        room.go(Stage.hash("geography") + query);
        page.tree();
        shouldBeOpenToEverybody("tree", room, look);

        room.go(Stage.hash("geography", "north.wind-1", Chronicle.MOVED.value()) + Chronicle.query(then, null));
        page.awaitTimeline();
        page.clickAtRest("[data-corrections]");
        page.clickAtRest("[data-facts-table] summary");
        room.script("document.querySelector('.bar').focus()");
        shouldBeOpenToEverybody("asset", room, look);

        room.go("#/geography?at=garbage");
        room.until("that it is no moment", () -> room.shows("[data-message=moment]"), shown -> shown);
        shouldBeOpenToEverybody("no moment", room, look);

        room.go(Stage.hash("geography", "north.wind-1", Chronicle.MOVED.value()));
        room.awaitLive();
        page.awaitTimeline();
        shouldBeOpenToEverybody("live asset", room, look);
    }

    private static void shouldBeOpenToEverybody(String what, ControlRoom room, Look look) {
        room.settle();
        browser.screenshot("past-%s-%d".formatted(what.replace(' ', '-'), look.width()));
        assertThat(room.overflow()).as("%s at %s", what, look).isZero();
        assertThat(room.number(TOO_WIDE)).as("part of %s at %s", what, look).isZero();
        assertThat(room.number("document.body.scrollHeight - document.body.clientHeight"))
                .as("below the page: %s at %s", what, look)
                .isZero();
        assertThat(Accessibility.violations(room)).as(what).isEmpty();
        browser.wear(look.light());
        assertThat(Accessibility.violations(room)).as(what + ", light").isEmpty();
        browser.wear(look);
    }
}
