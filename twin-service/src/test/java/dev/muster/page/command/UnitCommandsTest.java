package dev.muster.page.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of a unit: a form made from what its type defines, and what became of them while one looks. */
class UnitCommandsTest {
    private static final AssetId UNIT = new AssetId("WT-07");

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
        room = CommandRoom.open(browser, CommandRoom.farm(), Look.DESK, "geography", CommandRoom.FARM, UNIT.value());
        room.awaitCommands();
        page = room.page;
    }

    @AfterEach
    void shouldComplainOfNothing() {
        room.close();
        browser.shouldHaveComplainedAsExpected();
    }

    @Test
    void shouldMakeTheFormFromTheDefinition() {
        room.choose("setPower");
        assertThat(page.textOf("[data-parameter=megawatts]")).isEqualTo("Power (MW) 0 to 3 MW");
        assertThat(page.shows("[data-parameter=megawatts] input[type=number][required]"))
                .isTrue();

        room.choose("tune");
        assertThat(page.textOf("[data-parameter=steps]")).isEqualTo("Steps 1 to 9");
        assertThat(page.shows("[data-parameter=steps] input[type=number]:not([step])"))
                .isTrue();
        assertThat(page.text("[...document.querySelectorAll('[data-parameter=mode] option')].map(one => one.value)"
                        + ".join(' ')"))
                .isEqualTo(" quiet full");
        assertThat(page.shows("[data-parameter=heating] input[type=checkbox]")).isTrue();
        assertThat(page.shows("[data-parameter=note] input[type=text]:not([required])"))
                .isTrue();

        room.send();
        assertThat(room.asked()).as("nothing filled in").isEmpty();
        page.click("[data-parameter=mode] select");
        page.click("[data-parameter=mode] option[value=quiet]");
        room.fill("steps", "3");
        page.click("[data-parameter=heating] input");
        room.send();
        room.awaitTold("Taken");
        assertThat(room.lastAsked().arguments())
                .isEqualTo(new Arguments(Map.of(
                        "mode", Argument.of("quiet"), "steps", Argument.of(3), "heating", new Argument.Flag(true))));

        room.choose("release");
        assertThat(page.count("[data-parameter]")).isZero();
        room.send();
        page.until("both", () -> page.count("[data-command]"), rows -> rows == 2);
    }

    @Test
    void shouldShowLiveWhatBecomesOfIt() {
        room.type("[name=reason]", "market").type("[name=principal]", "ada").sendPower("2.5");
        assertThat(room.awaitRow("accepted")).contains("setPower megawatts=2.5 by ada: market", "taken, not sent yet");
        CommandRequest request = room.lastAsked();
        assertThat(request.by()).isEqualTo(new Principal("ada"));
        assertThat(request.reason()).isEqualTo("market");

        page.script("window.stays = true");
        for (CommandStatus status : List.of(CommandStatus.SENT, CommandStatus.ACKNOWLEDGED)) {
            room.control().commanding.become(request.id(), status, "", false);
            room.awaitRow(status == CommandStatus.SENT ? "has not answered" : "the device has it");
        }
        room.control().commanding.become(request.id(), CommandStatus.SUCCEEDED, "2.5 MW", false);
        assertThat(room.awaitRow("succeeded")).contains("2.5 MW").doesNotContain("Later");
        room.control().commanding.become(request.id(), CommandStatus.FAILED, "no", true);
        assertThat(room.awaitRow("Later: failed at")).contains("succeeded");
        assertThat(page.holds("window.stays")).isTrue();
        assertThat(page.count("[data-command]")).isOne();
    }

    @Test
    void shouldTakeNothingOfflineUnlessItWaits() {
        Instant since = Instant.now().minus(3, ChronoUnit.DAYS);
        room.fleet.miss(UNIT, MissingReason.OFFLINE, since);
        page.until(
                "that it cannot be told", () -> page.textOf("[data-blocked]"), text -> text.contains("offline since"));
        assertThat(page.holds("document.querySelector('[data-send]').disabled")).isTrue();

        room.choose("setPower").fill("megawatts", "1");
        page.click("[name=wait]");
        page.until("that it waits", () -> page.shows("[data-blocked]"), shown -> !shown);
        room.send();
        assertThat(room.awaitRow("accepted")).contains("waits until it is online, until");
        Instant until = Objects.requireNonNull(room.lastAsked().queueUntil());
        assertThat(until)
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_610));

        page.click("[data-cancel]");
        assertThat(room.awaitRow("cancelled")).contains("by anonymous");
        assertThat(page.count("[data-cancel]")).isZero();
        assertThat(page.count("[data-command]")).isOne();

        room.fleet.report(UNIT, 3);
        page.until("that it need not wait", () -> page.shows("[name=wait]"), shown -> !shown);
        room.send();
        page.until("the second", () -> page.count("[data-command]"), rows -> rows == 2);
        assertThat(room.lastAsked().queueUntil()).as("waits no more").isNull();

        room.fleet.miss(UNIT, MissingReason.OFFLINE, since);
        page.until("that it can wait", () -> page.shows("[name=wait]"), shown -> shown);
        assertThat(page.holds("document.querySelector('[data-send]').disabled")).isTrue();
    }

    @Test
    void shouldSayWhyAndSinceWhenItWasRefused() {
        browser.expectComplaint("status of 409");
        Instant since = Instant.parse("2020-01-02T10:42:00Z");
        // Its twin knows what the page cannot know yet.
        room.control()
                .commanding
                .refuse(new Refusal(Refusal.Reason.OFFLINE, "Expected WT-07 to be online but it is offline", since));
        room.sendPower("1");

        assertThat(room.awaitTold("Expected WT-07 to be online but it is offline"))
                .contains(", since Jan 2, 2020");
        assertThat(room.awaitRow("refused")).contains("Expected WT-07 to be online", "since Jan 2, 2020");
    }

    @Test
    void shouldNeverDoTwiceWhatNobodyAnswered() {
        browser.expectComplaint("status of 503");
        room.control().commanding.fallSilent(true);
        room.sendPower("2");
        assertThat(room.awaitTold("not known")).contains("Sending it again never does it twice", "none came");
        room.send();
        page.until("it sent again", () -> room.asked().size(), size -> size == 2);
        room.awaitTold("not known");
        room.control().commanding.fallSilent(false);
        room.loseNextAnswer();
        room.send();
        room.awaitTold("Muster did not answer");
        room.send();
        room.awaitTold("Taken");
        assertThat(room.asked())
                .hasSize(4)
                .extracting(CommandRequest::key)
                .containsOnly(room.lastAsked().key());
        assertThat(page.count("[data-command]")).isOne();

        room.send();
        page.until("another one", () -> page.count("[data-command]"), rows -> rows == 2);
        assertThat(room.lastAsked().key())
                .as("of a wish that was heard")
                .isNotEqualTo(room.asked().get(0).key());
    }

    @Test
    void shouldTakeAnotherKeyForAnotherWish() {
        room.loseNextAnswer();
        room.sendPower("2");
        room.awaitTold("not known");
        room.fill("megawatts", "1").send();
        room.awaitTold("Taken");

        assertThat(room.asked())
                .hasSize(2)
                .extracting(CommandRequest::key)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("page-"));
    }

    @Test
    void shouldMarkWhatDoesNotFitAndLoseNothing() {
        browser.expectComplaint("status of 422");
        room.type("[name=reason]", "market").sendPower("99");
        page.until("the mark", () -> page.count("[data-parameter=megawatts] [aria-invalid=true]"), marks -> marks == 1);

        assertThat(page.textOf("[data-parameter=megawatts]")).contains("Expected a number from 0 to 3 MW but got '99'");
        assertThat(page.focus().element()).contains("name=arguments.megawatts").contains("aria-invalid=true");
        assertThat(page.text("document.querySelector('[name=reason]').value")).isEqualTo("market");
        assertThat(page.text("document.activeElement.value")).isEqualTo("99");

        room.fill("megawatts", "3").send();
        room.awaitTold("Taken");
        assertThat(page.count("[aria-invalid]")).isZero();
        assertThat(page.textOf("[data-parameter=megawatts]")).isEqualTo("Power (MW) 0 to 3 MW");
    }

    @Test
    void shouldNotSendInAnotherName() {
        room.choose("setPower")
                .fill("megawatts", "1")
                .type("[name=principal]", "J\u00f6rg M\u00fcller")
                .send();
        assertThat(page.focus().element()).contains("name=principal");
        assertThat(room.asked()).isEmpty();

        room.type("[name=principal]", "joerg@grid").send();
        room.awaitTold("Taken");
        assertThat(room.lastAsked().by()).isEqualTo(new Principal("joerg@grid"));
        page.script("location.reload()");
        room.awaitCommands();
        assertThat(page.text("document.querySelector('[name=principal]').value"))
                .isEqualTo("joerg@grid");
    }

    @Test
    void shouldOfferNothingInThePast() {
        page.script("location.hash += '?at=' + new Date(Date.now() - 1000).toISOString()");
        page.until("the past", () -> page.connection(), "past"::equals);
        assertThat(page.count("[data-commands], [data-set-point]")).isZero();
    }
}
