package dev.muster.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on a phone, on a desk and on a wall, dark and light: nothing is cut off, nothing hard to see. */
class PageLookTest {
    /** A figure of this size is read from three metres away: capitals of 7 cm on a wall of 1.4 m. */
    private static final double TOTAL_ON_A_WALL_PX_MIN = 96;

    private static final List<Look> SCREENS = List.of(Look.PHONE, Look.DESK, Look.README, Look.WALL);

    private static final double LEAST_ON_A_WALL_PX_MIN = 24;

    /** The box of a text: [left, right, top, bottom], with the air above and below its letters. */
    private static final String BOX = """
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(arguments[0]));
        const {left, right, top, bottom} = range.getBoundingClientRect();
        return [left, right, top, bottom].map(Math.round);
        """;

    private static final String SMALLEST_TEXT = """
        return Math.min(...[...document.querySelectorAll('body *')]
          .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
          .filter(one => one.getBoundingClientRect().width > 1)
          .map(one => parseFloat(getComputedStyle(one).fontSize)));
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
        scenery.fleet().fallSilent(null);
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("devices")
    void shouldBeOpenToEverybody(Look look) {
        ControlRoom page =
                browser.open(scenery.page("geography", "south.solar-1"), look).awaitLive();
        page.until("the missing", page::missing, rows -> !rows.isEmpty());
        shouldBeOpenToEverybody("group", page, look);

        page.go(Stage.hash("geography", "south.solar-1", "gone-2"));
        page.until("the unit", () -> page.textOf("[data-signal=power] [data-raw]"), raw -> raw.contains("kW"));
        shouldBeOpenToEverybody("unit", page, look);

        page.go("#/geography");
        page.treeRow("north");
        scenery.fleet().fallSilent("Expected an answer but got none");
        if (!look.isPhone()) {
            page.until("that it is not available", page::connection, "unavailable"::equals);
        }
        shouldBeOpenToEverybody("tree, not available", page, look);
    }

    private static void shouldBeOpenToEverybody(String what, ControlRoom page, Look look) {
        assertThat(Accessibility.violations(page)).as(what).isEmpty();
        browser.wear(look.light());
        assertThat(Accessibility.violations(page)).as(what + ", light").isEmpty();
        browser.wear(look);
    }

    static List<Look> devices() {
        return List.of(Look.DESK, Look.PHONE);
    }

    @Test
    void shouldCutNothingOff() {
        ControlRoom page = browser.open(scenery.page("geography", "south.large"), Look.DESK)
                .awaitLive();
        page.until("the total", () -> page.textOf("[data-total]"), text -> text.startsWith("1,234,568"));
        page.until("the headline", () -> page.textOf("[data-headline]"), text -> text.contains("right now"));
        for (Look look : SCREENS) {
            browser.wear(look);
            page.settle();
            shouldBeClear(page, look);
        }
        page.go(Stage.hash("geography", Scenery.HOSTILE.group().value()));
        page.until("the missing", page::missing, rows -> rows.size() == Scenery.NAMES.size());
        shouldFit(page, "group with long names");
        page.go(Stage.hash("geography", "north.wind-1", "WT-07"));
        page.until("the unit", () -> page.shows("[data-view=unit] [data-signal]"), shown -> shown);
        shouldFit(page, "unit");
    }

    /** The total may stand above the headline or beside it, but not on it. */
    private static void shouldBeClear(ControlRoom page, Look look) {
        List<Long> total = box(page, "[data-total]");
        List<Long> headline = box(page, "[data-headline]");
        assertThat(total.get(1)).as("right edge of the total at %s", look).isLessThanOrEqualTo(look.width());
        long air = look.width() / 100;
        assertThat(total.get(1) <= headline.get(0)
                        || total.get(3) - air <= headline.get(2)
                        || headline.get(3) - air <= total.get(2))
                .as("total %s clear of headline %s at %s", total, headline, look)
                .isTrue();
        assertThat(page.overflow()).as("%s", look).isZero();
    }

    private static void shouldFit(ControlRoom page, String what) {
        for (Look look : SCREENS) {
            browser.wear(look);
            page.settle();
            assertThat(page.overflow()).as("%s at %s", what, look).isZero();
        }
    }

    private static List<Long> box(ControlRoom page, String selector) {
        return ((List<?>) page.script(BOX, selector))
                .stream().map(edge -> ((Number) edge).longValue()).toList();
    }

    @Test
    void shouldBeReadFromThreeMetres() {
        ControlRoom page = browser.open(scenery.page("geography", "north.wind-1"), Look.WALL)
                .awaitLive();
        page.until("the missing", page::missing, rows -> rows.size() == 1);

        assertThat(((Number) page.script("return parseFloat(getComputedStyle(document.querySelector('[data-total] >"
                                + " *')).fontSize)"))
                        .doubleValue())
                .isGreaterThanOrEqualTo(TOTAL_ON_A_WALL_PX_MIN);
        assertThat(((Number) page.script(SMALLEST_TEXT)).doubleValue()).isGreaterThanOrEqualTo(LEAST_ON_A_WALL_PX_MIN);
    }

    @Test
    void shouldFollowWhatTheReaderPrefers() {
        ControlRoom page = browser.open(scenery.page("geography"), Look.DESK).awaitLive();
        assertThat(brightness(page)).isLessThan(0.2);

        browser.wear(Look.DESK.light());
        page.until("a light page", () -> brightness(page), brightness -> brightness > 0.8);

        browser.devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        page.until("that nothing moves", () -> page.number("document.getAnimations().length"), moving -> moving == 0);
    }

    @Test
    void shouldMakeThePictureOfTheReadme() throws IOException {
        String picture = "docs/control-room.png";
        Path project = Path.of(System.getProperty("muster.project.dir"));
        try (Scenery story = Scenery.ofTheReadme();
                ControlRoom page = browser.open(story.page("geography", "north.wind-1"), Look.README)) {
            page.awaitLive();
            page.until("the missing", page::missing, rows -> rows.size() == 1);
            page.settle();
            browser.screenshot("control-room");
        }

        assertThat(Files.readString(project.resolve("README.md"))).contains("(" + picture + ")");
        assertThat(project.resolve(picture)).isNotEmptyFile();
    }

    private static double brightness(ControlRoom page) {
        return ((Number) page.script("""
            const [red, green, blue] = getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g);
            return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
            """)).doubleValue();
    }
}
