package dev.muster.page.command;

import static dev.muster.page.command.CommandRoom.COMMANDS;
import static dev.muster.page.command.CommandRoom.SET_POINT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.promise.GoldenPromises;
import dev.muster.twinservice.setpoint.control.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands to all of a group, its set-point, and promises that are not kept, while one looks. */
class GroupControlTest {
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
        browser.shouldHaveComplainedAsExpected();
    }

    @Test
    void shouldNameThoseThatDidNotDoIt() {
        room.unfold(COMMANDS).sendPower("2.5");
        assertThat(room.awaitProgress("waiting 20")).contains("setPower megawatts=2.5 to 20 by anonymous: under way.");
        assertThat(room.control().groups.request().queueUntil()).isNull();

        room.control().groups.allBecome(MemberStatus.SUCCEEDED);
        room.become("WT-07", MemberStatus.REFUSED, "Expected WT-07 to be online but it is offline");
        room.become("WT-08", MemberStatus.UNKNOWN, "");
        assertThat(room.awaitProgress("WT-07 refused"))
                .contains("succeeded 18", "unknown 1", "refused 1")
                .contains("WT-07 refused Expected WT-07 to be online but it is offline")
                .doesNotContain("WT-08");
        assertThat(page.shows("[data-take-back]")).isTrue();

        room.become("WT-08", MemberStatus.EXPIRED, "");
        assertThat(room.awaitProgress("WT-08 expired"))
                .contains("ended.", "WT-08 expired time is over without a word of what became of it");
        assertThat(page.shows("[data-take-back]")).isFalse();

        page.click("[data-member=WT-07] a");
        page.until("the unit", () -> page.textOf("[data-view=unit] h1"), "Turbine 7"::equals);
        page.script("history.back()");
        assertThat(room.awaitProgress("WT-08 expired"))
                .as("for who comes back")
                .contains("WT-07 refused", "succeeded 18");
    }

    @Test
    void shouldTakeBackWhatIsNotSent() {
        room.unfold(COMMANDS).choose("setPower").fill("megawatts", "1");
        page.click(COMMANDS + " [name=wait]");
        room.send();
        room.awaitProgress("waiting 20");
        Instant until = Objects.requireNonNull(room.control().groups.request().queueUntil());
        assertThat(until)
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_610));
        room.become("WT-01", MemberStatus.SENT, "");
        room.awaitProgress("sent 1");

        page.script("document.querySelector('[data-take-back]').focus()");
        page.click("[data-take-back]");
        assertThat(room.awaitProgress("WT-20 cancelled by anonymous"))
                .contains("being taken back", "sent 1", "cancelled 19")
                .doesNotContain("WT-01", "named");
        assertThat(page.focus().element()).as("the button is gone").contains("data-progress");
    }

    @Test
    void shouldHoldTheGroupAtAValue() {
        room.unfold(SET_POINT);
        assertThat(page.textOf(SET_POINT + " summary")).isEqualTo("Set-point none");
        room.hold("30");
        room.awaitSetPoint("30 MW, given 57 MW: on the way");

        room.control().setPoints.fares(Phase.HELD, 30_100_000, List.of());
        room.awaitSetPoint("30 MW, given 30.1 MW: held");
        room.fallShort();
        assertThat(room.awaitSetPoint("given 27 MW")).contains("cannot be met, 3 MW short since Jan 2, 2030");
        page.until("who has which share", () -> page.textOf("[data-shares]"), text -> text.contains("WT-07"));
        assertThat(page.textOf("[data-shares]"))
                .isEqualTo("WT-07 left out, offline: Expected it online; gives – "
                        + "WT-01 told 1.5 MW of 3 MW; gives 1.49 MW");
        assertThat(page.textOf(SET_POINT)).contains("Set by anonymous", "19 of 20 share in it; left out: 1 offline.");

        page.script("document.querySelector('[data-release]').focus()");
        page.click("[data-release]");
        room.awaitSetPoint("being let go");
        assertThat(page.shows("[data-release]")).isFalse();
        assertThat(page.focus().element()).as("the button is gone").contains("name=value");
        room.control().setPoints.forget();
        room.awaitSetPoint("none");
    }

    @Test
    void shouldSayWhatIsPossibleWhenAValueCannotBeMet() {
        browser.expectComplaint("status of 422");
        room.unfold(SET_POINT);
        room.hold("300");
        String told =
                page.until("why not", () -> page.textOf(SET_POINT + " [data-told]"), text -> text.contains("cannot"));
        assertThat(told)
                .isEqualTo("It cannot be met. Possible now: 0 to 60 MW, the nearest is 60 MW."
                        + " Left out: 1 offline, 2 with stale values.");
        assertThat(page.focus().element()).contains("name=value").contains("aria-invalid=true");
        assertThat(page.text("document.activeElement.value")).isEqualTo("300");

        room.hold("60");
        room.awaitSetPoint("60 MW");
        assertThat(page.count(SET_POINT + " [aria-invalid]")).isZero();
    }

    @Test
    void shouldShowASetPointThatIsFoldedAndOnlyItsOwn() {
        room.unfold(SET_POINT);
        room.hold("30");
        room.awaitSetPoint("30 MW");
        page.go(Stage.hash("geography", "root"));
        page.until("the root", () -> page.textOf("[data-view=group] h1"), "Geography"::equals);
        room.awaitSetPoint("none");
        page.go(Stage.hash("geography", CommandRoom.FARM));
        room.awaitSetPoint("30 MW, given 57 MW: on the way");
        assertThat(page.shows(SET_POINT + " form")).isFalse();

        page.go(Stage.hash("geography", CommandRoom.FARM) + "?signal=reactive_power");
        page.until("the other signal", () -> page.textOf(".what"), text -> text.contains("reactive"));
        page.until("that commands are offered", () -> page.shows(COMMANDS), shown -> shown);
        assertThat(page.shows(SET_POINT)).isFalse();
    }

    @Test
    void shouldListWhatWasPromisedAndWhatWasTried() {
        assertThat(page.shows("[data-promises]")).isFalse();
        room.control().promises.add(GoldenPromises.promise());
        page.go(Stage.hash("geography", "root"));
        String told = page.until("the promise", () -> page.textOf("[data-promise]"), text -> text.contains("firmware"));

        assertThat(told)
                .startsWith("WT-07 firmware = 2.1.0, reported 2.0.0; for ")
                .contains("Wanted by ann of group north; tried once, last at ", ": accepted; again at ")
                .endsWith("; Expected '2.1.0' but the device reports '2.0.0'");
        assertThat(page.textOf("[data-promises]")).contains("Promises not kept 1, the oldest first");

        browser.expectComplaint("status of 503");
        room.control().silent = true;
        page.script("location.hash = '#/geography/" + CommandRoom.FARM + "'");
        page.until("the farm", () -> page.textOf("[data-view=group] h1"), "North wind 1"::equals);
        String trouble = "[data-promises] [data-trouble]";
        page.until("that it is not known", () -> page.shows(trouble), shown -> shown);
        assertThat(page.textOf(trouble)).startsWith("Not known now: Expected");
        assertThat(page.shows("[data-promise]")).isFalse();
        room.control().silent = false;
        page.until("the answer", () -> page.shows("[data-promise]"), shown -> shown);
        assertThat(page.shows(trouble)).isFalse();
    }
}
