package dev.muster.page.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.page.Accessibility;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Whoever commands: on whatever screen, by keyboard alone, and without asking more than it takes. */
class CommandLookTest {
    private static final AssetId UNIT = new AssetId("WT-07");
    private static final Instant SINCE = Instant.parse("2026-01-02T10:42:00Z");
    private static final List<Look> SCREENS = List.of(Look.PHONE, Look.DESK, Look.README, Look.WALL);
    /** Longer than the first pause between two looks at what is under way; short of a second that would begin anew. */
    private static final int WATCHED_MILLIS = 2_500;

    private static Chromium browser;
    private CommandRoom room;
    private ControlRoom page;

    @BeforeAll
    static void start() {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void open() {
        room = CommandRoom.open(browser, CommandRoom.farm(), Look.DESK, "geography", CommandRoom.FARM);
        page = room.page;
        page.awaitLive();
    }

    @AfterEach
    void shouldComplainOfNothing() {
        room.close();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void shouldSuitEverybodyWhileAGroupIsBusy() {
        room.becomeBusy();
        room.countQuestions();
        shouldBeOpenToEverybody("group");
        shouldCutNothingOff("group", "[data-set-point]", "[data-promises]", "[data-commands]");
        shouldHaveAsked("everything open and under way", 2);

        room.control().groups.allBecome(MemberStatus.SUCCEEDED);
        room.awaitProgress("ended.");
        int looks = room.control().groups.looks();
        room.leaveAlone(WATCHED_MILLIS);
        assertThat(room.control().groups.looks())
                .as("of what has ended nothing more can become")
                .isEqualTo(looks);
    }

    @Test
    void shouldSuitEverybodyWhileAUnitIsBusy() {
        page.go(Stage.hash("geography", CommandRoom.FARM, UNIT.value()));
        room.awaitCommands().becomeBusy(UNIT, SINCE);
        room.countQuestions();
        shouldBeOpenToEverybody("unit");
        shouldCutNothingOff("unit", "[data-commands]");
        shouldHaveAsked("unit", 1);
    }

    private void shouldBeOpenToEverybody(String what) {
        for (Look look : List.of(Look.DESK, Look.PHONE)) {
            for (Look worn : List.of(look, look.light())) {
                browser.wear(worn);
                page.settle();
                assertThat(Accessibility.violations(page))
                        .as("%s at %s", what, worn)
                        .isEmpty();
            }
        }
    }

    private void shouldCutNothingOff(String what, String... sections) {
        for (Look look : SCREENS) {
            browser.wear(look);
            page.settle();
            assertThat(page.overflow()).as("%s at %s", what, look).isZero();
            for (String section : sections) {
                assertThat(page.number(
                                "(box => box.scrollWidth - box.clientWidth)(document.querySelector(arguments[0]))",
                                section))
                        .as("%s of %s at %s", section, what, look)
                        .isZero();
            }
        }
        for (String section : sections) {
            picture("commands-" + what + section.replaceAll("[^-a-z]|data", ""), section);
        }
    }

    /** Where there is least room. */
    private void picture(String name, String section) {
        browser.wear(Look.PHONE);
        page.script("document.querySelector(arguments[0]).scrollIntoView()", section);
        page.settle();
        browser.screenshot(name);
    }

    private void shouldHaveAsked(String what, int aSecondMost) {
        assertThat(room.questions())
                .as("%s, for %d s", what, room.seconds())
                .isLessThanOrEqualTo(aSecondMost * room.seconds());
    }

    @Test
    void shouldAskAboutOnceASecondAtMostWhileNothingGoesOn() {
        room.countQuestions();
        room.leaveAlone(WATCHED_MILLIS);
        shouldHaveAsked("idle", 1);
    }

    @Test
    void shouldLeaveTheTotalAndTheMissingWhereTheyWere() {
        room.fleet.miss(UNIT, MissingReason.OFFLINE, SINCE);
        page.until("who is missing", () -> page.textOf("[data-headline]"), text -> text.contains("Turbine 7"));
        page.until("the set-point", () -> page.shows("[data-set-point]"), shown -> shown);

        assertThat(page.number("document.querySelector('[data-set-point]').getBoundingClientRect().height"))
                .as("folded")
                .isLessThan(60);
        assertThat(page.holds("document.querySelector('[data-headline]').getBoundingClientRect().bottom"
                        + " < document.querySelector('[data-set-point]').getBoundingClientRect().top"))
                .isTrue();
        assertThat(page.holds("document.querySelector('[data-missing]').getBoundingClientRect().bottom"
                        + " < document.querySelector('[data-commands]').getBoundingClientRect().top"))
                .isTrue();
        assertThat(page.count("[data-commands] details[open], [data-set-point] details[open]"))
                .isZero();
    }

    @Test
    void shouldBeUsedByKeyboardAlone() {
        page.go(Stage.hash("geography", CommandRoom.FARM, UNIT.value()));
        room.awaitCommands();
        room.fleet.miss(UNIT, MissingReason.OFFLINE, SINCE);
        page.until("that it is offline", () -> page.shows("[data-blocked]"), shown -> shown);
        page.script("document.querySelector('.detail-pane').focus()");

        page.tabTo("[name=command]");
        page.press("Set");
        page.tabTo("[data-parameter=megawatts] input");
        page.press("2");
        page.tabTo("[name=wait]");
        page.press(Keys.SPACE);
        page.tabTo("[data-send]");
        assertThat(page.focus().marked()).isTrue();
        page.press(Keys.ENTER);
        room.awaitRow("waits until it is online");

        page.tabTo("[data-cancel]");
        page.press(Keys.ENTER);
        room.awaitRow("cancelled");
        assertThat(page.focus().element())
                .as("the button is gone, its row is there")
                .contains("data-command");
    }

    @Test
    void shouldOpenWhatIsFoldedByKeyboard() {
        page.script("document.querySelector('.detail-pane').focus()");
        page.until("the set-point", () -> page.shows("[data-set-point] summary"), shown -> shown);
        page.tabTo("[data-set-point] summary");
        assertThat(page.focus().marked()).isTrue();
        page.press(Keys.ENTER);
        page.tabTo("[data-set-point] [name=value]");
        page.press("30", Keys.ENTER);
        page.until("it is held", () -> page.textOf("[data-set-point] summary"), text -> text.contains("30 MW"));
        page.tabTo("[data-release]");
        page.press(Keys.SPACE);
        page.until("it is let go", () -> page.textOf("[data-set-point] summary"), text -> text.contains("let go"));
    }
}
