package dev.muster.page.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.page.Accessibility;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.page.control.StagedSetPoints;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.promise.GoldenPromises;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** Whoever commands: on whatever screen, by keyboard alone, and without asking more than it takes. */
class CommandLookTest {
    private static final AssetId UNIT = new AssetId("WT-07");
    private static final Instant SINCE = Instant.parse("2026-01-02T10:42:00Z");
    private static final List<Look> SCREENS = List.of(Look.PHONE, Look.DESK, Look.README, Look.WALL);
    private static final int WATCHED_SECONDS = 6;
    /** Short of one that would begin anew. */
    private static final int WATCHED_MILLIS = 1_000 * WATCHED_SECONDS - 500;

    private static final String COUNT_QUESTIONS = """
        window.ask ??= window.fetch;
        window.asked = 0;
        window.fetch = (...given) => {
          window.asked++;
          return window.ask(...given);
        };
        """;

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

    /** A group under a set-point that is short, with a command under way and a promise that is not kept. */
    private void busyGroup() {
        room.control().promises.add(GoldenPromises.promise());
        page.go(Stage.hash("geography", "root"));
        page.until("the promise", () -> page.shows("[data-promise]"), shown -> shown);
        room.unfold("[data-set-point]").type("[data-set-point] [name=value]", "30");
        page.click("[data-hold]");
        page.until("it is taken", () -> page.textOf("[data-set-point] [data-told]"), "Taken."::equals);
        room.control()
                .setPoints
                .fares(
                        Phase.SHORT,
                        27_000_000,
                        List.of(
                                StagedSetPoints.leftOut("WT-07", LeftOut.OFFLINE, "Expected it online"),
                                StagedSetPoints.sharing("WT-01", 1_500_000, 1_490_000)));
        page.until("shares", () -> page.shows("[data-share-of]"), shown -> shown);
        room.unfold("[data-commands]").sendPower("2");
        page.until("progress", () -> page.shows("[data-progress]"), shown -> shown);
        room.control().groups.allBecome(MemberStatus.SUCCEEDED);
        room.control().groups.become(new AssetId("WT-01"), MemberStatus.WAITING, "");
        room.control().groups.become(UNIT, MemberStatus.REFUSED, "Expected WT-07 to be online but it is offline");
        page.until("a name", () -> page.shows("[data-member]"), shown -> shown);
    }

    /** A unit that is offline, with commands that ended in each way. */
    private void busyUnit() {
        page.go(Stage.hash("geography", CommandRoom.FARM, UNIT.value()));
        room.awaitCommands();
        for (CommandStatus end : CommandStatus.values()) {
            room.sendPower("1");
            page.until("it is taken", () -> page.textOf("[data-commands] [data-told]"), "Taken."::equals);
            room.control().commanding.become(room.lastAsked().id(), end, "", false);
            String outcome = ".outcome-" + end.name().toLowerCase(Locale.ROOT);
            page.until("what became of it", () -> page.count(outcome), rows -> rows >= 1);
        }
        room.fleet.miss(UNIT, MissingReason.OFFLINE, SINCE);
        page.until("that it is offline", () -> page.shows("[data-blocked]"), shown -> shown);
        room.choose("tune");
    }

    static List<Look> devices() {
        return List.of(Look.DESK, Look.PHONE);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void shouldBeOpenToEverybody(Look look) {
        busyGroup();
        browser.wear(look);
        shouldBeOpenToEverybody("group", look);
        busyUnit();
        browser.wear(look);
        shouldBeOpenToEverybody("unit", look);
    }

    private void shouldBeOpenToEverybody(String what, Look look) {
        page.settle();
        assertThat(Accessibility.violations(page)).as(what).isEmpty();
        browser.wear(look.light());
        assertThat(Accessibility.violations(page)).as(what + ", light").isEmpty();
        browser.wear(look);
    }

    @Test
    void shouldCutNothingOff() {
        busyGroup();
        shouldFit("group", "[data-set-point]", "[data-promises]", "[data-commands]");
        busyUnit();
        shouldFit("unit", "[data-commands]");
    }

    private void shouldFit(String what, String... sections) {
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
                page.script("document.querySelector(arguments[0]).scrollIntoView()", section);
                page.settle();
                browser.screenshot(
                        "commands-%s-%s-%d".formatted(what, section.replaceAll("\\W|data", ""), look.width()));
            }
        }
        browser.wear(Look.DESK);
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

    @Test
    void shouldAskAboutOnceASecondAtMost() {
        watch("idle", WATCHED_SECONDS);
        busyGroup();
        watch("everything open and under way", 2 * WATCHED_SECONDS);
        room.control().groups.allBecome(MemberStatus.SUCCEEDED);
        page.until("the end", () -> page.textOf("[data-progress]"), text -> text.contains("ended."));
        int looks = room.control().groups.looks();
        watch("ended", 2 * WATCHED_SECONDS);
        assertThat(room.control().groups.looks())
                .as("of what has ended nothing more can become")
                .isEqualTo(looks);
        busyUnit();
        watch("unit", WATCHED_SECONDS);
    }

    private void watch(String what, int most) {
        page.script(COUNT_QUESTIONS);
        // The page waits by itself: questions of the test would wake it all the time.
        page.asyncScript("setTimeout(arguments[1], arguments[0])", WATCHED_MILLIS);
        assertThat(page.number("window.asked")).as(what).isLessThanOrEqualTo(most);
    }
}
