package dev.muster.page.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.page.StagedFleet;
import dev.muster.page.control.StagedControl;
import dev.muster.twinservice.command.CommandRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A wind farm that can be told what to do, and the page of somebody who does. */
final class CommandRoom implements AutoCloseable {
    static final String FARM = "north.wind-1";
    static final int TURBINES = 20;

    private static final String ARGUMENT = "[data-parameter=%s] :is(input, select)";

    /** Answers come, but never arrive. */
    private static final String LOSE_ANSWERS = """
        const ask = window.fetch;
        window.fetch = async (path, options) => {
          const answer = await ask(path, options);
          if (options?.method === 'POST' && window.lost-- > 0) {
            throw new TypeError('cut off');
          }
          return answer;
        };
        window.lost = 1;
        """;

    private final Chromium browser;
    final StagedFleet fleet;
    final Stage stage;
    final ControlRoom page;

    private CommandRoom(Chromium browser, StagedFleet fleet, Stage stage, ControlRoom page) {
        this.browser = browser;
        this.fleet = fleet;
        this.stage = stage;
        this.page = page;
    }

    static StagedFleet farm() {
        StagedFleet fleet = new StagedFleet(Clock.systemUTC());
        GroupKey farm = fleet.group(FARM, "North wind 1", null);
        for (int i = 1; i <= TURBINES; i++) {
            fleet.unit("WT-%02d".formatted(i), "Turbine %d".formatted(i), farm, 3);
        }
        return fleet;
    }

    static CommandRoom open(Chromium browser, StagedFleet fleet, Look look, String... place) {
        Stage stage = Stage.open(fleet, Duration.ofMillis(50));
        CommandRoom room = new CommandRoom(browser, fleet, stage, browser.open(stage.page(place), look));
        room.page.script("localStorage.clear()");
        return room;
    }

    StagedControl control() {
        return stage.control();
    }

    List<CommandRequest> asked() {
        return control().commanding.asked();
    }

    CommandRequest lastAsked() {
        List<CommandRequest> all = asked();
        return all.get(all.size() - 1);
    }

    CommandRoom awaitCommands() {
        page.until("that commands are offered", () -> page.shows("[data-commands]"), shown -> shown);
        return this;
    }

    /** Of a group they are folded. */
    CommandRoom unfold(String section) {
        page.until("the section", () -> page.shows(section + " summary"), shown -> shown);
        page.click(section + " summary");
        page.until("the form", () -> page.shows(section + " form"), shown -> shown);
        return this;
    }

    CommandRoom choose(String command) {
        page.choose("command", command);
        return this;
    }

    CommandRoom fill(String parameter, String text) {
        return type(ARGUMENT.formatted(parameter), text);
    }

    CommandRoom type(String selector, String text) {
        page.click(selector);
        page.script("document.activeElement.select()");
        page.press(text);
        return this;
    }

    CommandRoom send() {
        page.click("[data-send]");
        return this;
    }

    /** A chosen command with all that it takes. */
    CommandRoom sendPower(String megawatts) {
        return choose("setPower").fill("megawatts", megawatts).send();
    }

    String awaitTold(String part) {
        return page.until(
                "what is said of it", () -> page.textOf("[data-commands] [data-told]"), t -> t.contains(part));
    }

    String awaitRow(String part) {
        return page.until("the last command", () -> page.textOf("[data-command]"), text -> text.contains(part));
    }

    void loseNextAnswer() {
        page.script(LOSE_ANSWERS);
    }

    /** Refusals are on the console whatever a page does; nothing else may be. */
    void shouldHaveBeenRefused(int status) {
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("status of " + status));
    }

    @Override
    public void close() {
        page.close();
        stage.close();
    }
}
