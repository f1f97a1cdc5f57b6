package dev.muster.page.command;

import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.page.Chromium;
import dev.muster.page.ControlRoom;
import dev.muster.page.Look;
import dev.muster.page.Stage;
import dev.muster.page.StagedFleet;
import dev.muster.page.control.StagedControl;
import dev.muster.page.control.StagedSetPoints;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.promise.GoldenPromises;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A wind farm that can be told what to do, and the page of somebody who does. */
final class CommandRoom implements AutoCloseable {
    static final String FARM = "north.wind-1";
    static final int TURBINES = 20;
    static final String COMMANDS = "[data-commands]";
    static final String SET_POINT = "[data-set-point]";

    private static final String ARGUMENT = "[data-parameter=%s] :is(input, select)";

    private static final String COUNT_QUESTIONS = """
        window.ask ??= window.fetch;
        window.asked = 0;
        window.askedSince = performance.now();
        window.fetch = (...given) => {
          window.asked++;
          return window.ask(...given);
        };
        """;

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

    final StagedFleet fleet;
    final Stage stage;
    final ControlRoom page;

    private CommandRoom(StagedFleet fleet, Stage stage, ControlRoom page) {
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
        CommandRoom room = new CommandRoom(fleet, stage, browser.open(stage.page(place), look));
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
        page.until("that commands are offered", () -> page.shows(COMMANDS), shown -> shown);
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
        return page.until("what is said of it", () -> page.textOf(COMMANDS + " [data-told]"), t -> t.contains(part));
    }

    String awaitRow(String part) {
        return page.until("the last command", () -> page.textOf("[data-command]"), text -> text.contains(part));
    }

    /** A chosen value for the group; its form is open. */
    CommandRoom hold(String megawatts) {
        type(SET_POINT + " [name=value]", megawatts);
        page.click("[data-hold]");
        return this;
    }

    String awaitSetPoint(String part) {
        return page.until("the set-point", () -> page.textOf(SET_POINT + " summary"), text -> text.contains(part));
    }

    /** What is held cannot be met: one is away, another one gives nearly all of its share. */
    CommandRoom fallShort() {
        control()
                .setPoints
                .fares(
                        Phase.SHORT,
                        27_000_000,
                        List.of(
                                StagedSetPoints.leftOut("WT-07", LeftOut.OFFLINE, "Expected it online"),
                                StagedSetPoints.sharing("WT-01", 1_500_000, 1_490_000)));
        return this;
    }

    String awaitProgress(String part) {
        return page.until("how far it is", () -> page.textOf("[data-progress]"), text -> text.contains(part));
    }

    void become(String unit, MemberStatus status, String detail) {
        control().groups.become(new AssetId(unit), status, detail);
    }

    /** The farm under a set-point that is short, with a command under way and a promise that is not kept. */
    void becomeBusy() {
        control().promises.add(GoldenPromises.promise());
        page.go(Stage.hash("geography", "root"));
        page.until("the promise", () -> page.shows("[data-promise]"), shown -> shown);
        unfold(SET_POINT).hold("30");
        page.until("it is taken", () -> page.textOf(SET_POINT + " [data-told]"), "Taken."::equals);
        fallShort();
        page.until("shares", () -> page.shows("[data-share-of]"), shown -> shown);
        unfold(COMMANDS).sendPower("2");
        awaitProgress("waiting " + TURBINES);
        control().groups.allBecome(MemberStatus.SUCCEEDED);
        become("WT-01", MemberStatus.WAITING, "");
        become("WT-07", MemberStatus.REFUSED, "Expected WT-07 to be online but it is offline");
        page.until("a name", () -> page.shows("[data-member]"), shown -> shown);
    }

    /** A unit that is offline, with commands that ended in each way. */
    void becomeBusy(AssetId unit, Instant offlineSince) {
        for (CommandStatus end : CommandStatus.values()) {
            sendPower("1");
            page.until("it is taken", () -> page.textOf(COMMANDS + " [data-told]"), "Taken."::equals);
            control().commanding.become(lastAsked().id(), end, "", false);
            String outcome = ".outcome-" + end.name().toLowerCase(Locale.ROOT);
            page.until("what became of it", () -> page.count(outcome), rows -> rows >= 1);
        }
        fleet.miss(unit, MissingReason.OFFLINE, offlineSince);
        page.until("that it is offline", () -> page.shows("[data-blocked]"), shown -> shown);
        choose("tune");
    }

    /** From here on. */
    void countQuestions() {
        page.script(COUNT_QUESTIONS);
    }

    /** For so long nobody wakes the page but itself. */
    void leaveAlone(int millis) {
        page.asyncScript("setTimeout(arguments[1], arguments[0])", millis);
    }

    long questions() {
        return page.number("window.asked");
    }

    /** Since they are counted, the one that has begun included. */
    long seconds() {
        return page.number("Math.ceil((performance.now() - window.askedSince) / 1000)");
    }

    void loseNextAnswer() {
        page.script(LOSE_ANSWERS);
    }

    @Override
    public void close() {
        page.close();
        stage.close();
    }
}
