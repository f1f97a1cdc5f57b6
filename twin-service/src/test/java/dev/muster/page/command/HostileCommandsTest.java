package dev.muster.page.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.page.StagedFleet;
import dev.muster.page.control.StagedSetPoints;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.promise.Attempt;
import dev.muster.twinservice.promise.Promise;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.Phase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts of types, devices and other readers that want to be more than text. */
class HostileCommandsTest {
    private static final String IMAGE = "<img src=x onerror=\"window.hacked=1\">";
    private static final String SCRIPT = "\"'><script>window.hacked=2</script><b>";
    private static final String LONG = "x".repeat(200);
    private static final AssetId UNIT = new AssetId("WT-07");

    private Chromium browser;
    private CommandRoom room;
    private ControlRoom page;

    @BeforeEach
    void open() {
        browser = Chromium.start();
        StagedFleet fleet = CommandRoom.farm();
        fleet.view();
        fleet.model.execute(new ModelCommand.DefineType(StagedFleet.TURBINE.with(
                List.of(
                        new CommandDefinition(
                                new CommandName("wicked"),
                                IMAGE,
                                List.of(
                                        Parameter.text("first", SCRIPT, IMAGE, SCRIPT, LONG),
                                        Parameter.text("second", LONG)),
                                null),
                        StagedFleet.TURBINE.commands().get(0),
                        StagedFleet.TURBINE.commands().get(2)),
                StagedFleet.TURBINE.setPoint())));
        room = CommandRoom.open(browser, fleet, Look.DESK, "geography", CommandRoom.FARM, UNIT.value());
        room.awaitCommands();
        page = room.page;
    }

    @AfterEach
    void shouldComplainOfNothing() {
        room.close();
        assertThat(browser.complaints()).isEmpty();
        browser.close();
    }

    @Test
    void shouldShowTextsOfAUnitAsTheyAre() {
        fillIn();
        room.send();
        room.awaitRow("accepted");
        room.control().commanding.become(room.lastAsked().id(), CommandStatus.FAILED, IMAGE, false);

        assertThat(room.awaitRow("failed")).contains("wicked first=" + SCRIPT, "second=" + SCRIPT, ": " + IMAGE);
        assertThat(page.textOf("[data-parameter=first] .field-name")).isEqualTo(SCRIPT);
        assertThat(page.textOf("[data-command] .command-outcome")).isEqualTo("failed " + IMAGE);
        shouldHaveExecutedNothing();
    }

    private void fillIn() {
        room.choose("wicked");
        page.script("document.querySelector('[data-parameter=first] select').selectedIndex = 2");
        room.fill("second", SCRIPT).type("[data-commands] [name=reason]", IMAGE);
    }

    @Test
    void shouldShowTextsOfAGroupAsTheyAre() {
        room.control().promises.add(promise());
        page.go(Stage.hash("geography", CommandRoom.FARM));
        assertThat(page.until("the promise", () -> page.textOf("[data-promise]"), text -> text.contains(UNIT.value())))
                .contains(SCRIPT + " = " + IMAGE, "reported " + SCRIPT, "failed, " + IMAGE, LONG);
        room.unfold("[data-commands]");
        fillIn();
        room.send();
        page.until("progress", () -> page.shows("[data-progress]"), shown -> shown);
        room.control().groups.become(UNIT, MemberStatus.FAILED, SCRIPT);
        assertThat(page.until("its name", () -> page.textOf("[data-member]"), text -> text.contains("WT-07")))
                .isEqualTo("WT-07 failed " + SCRIPT);

        room.unfold("[data-set-point]").type("[data-set-point] [name=reason]", SCRIPT);
        room.type("[data-set-point] [name=value]", "30");
        page.click("[data-hold]");
        page.until("it is taken", () -> page.textOf("[data-set-point] [data-told]"), "Taken."::equals);
        room.control()
                .setPoints
                .fares(Phase.HELD, 30_000_000, List.of(StagedSetPoints.leftOut("WT-07", LeftOut.DISOBEYS, IMAGE)));
        page.until("the share", () -> page.textOf("[data-share-of]"), text -> text.contains(IMAGE));
        assertThat(page.textOf("[data-set-point]")).contains(": " + SCRIPT + ".");
        shouldHaveExecutedNothing();
    }

    private static Promise promise() {
        return new Promise(
                UNIT,
                SCRIPT,
                IMAGE,
                SCRIPT,
                null,
                new Principal("ann"),
                Instant.EPOCH,
                Promise.State.UNKEPT,
                LONG,
                1,
                List.of(new Attempt(1, new CommandId("one"), Instant.EPOCH, CommandStatus.FAILED, IMAGE)),
                null,
                null,
                null,
                null,
                1);
    }

    private void shouldHaveExecutedNothing() {
        assertThat(page.count("img, script:not([src^='/page/']), iframe, b")).isZero();
        assertThat(page.text("window.hacked")).isEqualTo("");
        for (Look look : List.of(Look.PHONE, Look.DESK)) {
            browser.wear(look);
            page.settle();
            assertThat(page.overflow()).as("%s", look).isZero();
        }
    }
}
