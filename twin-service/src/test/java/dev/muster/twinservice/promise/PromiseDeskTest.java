package dev.muster.twinservice.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One promise, step by step: what is called, tried and said of it. */
class PromiseDeskTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final PromiseKey KEY = new PromiseKey(new AssetId("a1"), "firmware");
    private static final Principal ANN = new Principal("ann");

    private final PromiseRules rules = new PromiseRules(3, PromiseSimulation.SETTINGS);
    private final PromiseDesk desk = new PromiseDesk(rules, PromiseSimulation.SETTINGS);
    private final Promises promises = new Promises();
    private Instant now = START;

    @Test
    void shouldAskForWhatIsWantedByWhoeverWantsIt() {
        CommandRequest request = tried("2.1");

        assertThat(request.by()).isEqualTo(ANN);
        assertThat(request.owner()).hasToString("Owner[kind=PROMISE, id=3]");
        assertThat(request.key()).matches("promise/firmware/[0-9a-f]{16}/1/" + START.toEpochMilli());
        assertThat(request.queueUntil()).isEqualTo(START.plus(PromiseSimulation.SETTINGS.queueFor()));
        assertThat(request.reason()).isEqualTo("Desired of the asset: firmware = 2.1");
        assertThat(desk.calls(promises, now)).containsExactly(new PromiseDesk.Call(request, false));
        assertThat(desk.calls(promises, now)).as("while it is called").isEmpty();
    }

    @Test
    void shouldPromiseNothingOfWhatIsSo() {
        see("2.10", "2.1");

        assertThat(promises.all()).isEmpty();
    }

    @Test
    void shouldSayWhyNothingCanBeDone() {
        see(KEY, new Sight.Wish("2.1", null, ANN, null, "Expected a command but there is none"), null);

        assertThat(only().why()).isEqualTo("Expected a command but there is none");
        assertThat(only().nextAttemptAt()).isNull();
        passes(Duration.ofHours(1));
        assertThat(only().attempts()).isZero();

        see("2.1", null);
        passes(Duration.ZERO);
        assertThat(only().attempts()).as("once there is one").isEqualTo(1);
    }

    @Test
    void shouldTakeBackWhatHasNotGoneOutWhenItIsKeptOrNotWantedAnyMore() {
        CommandRequest request = tried("2.1");
        answer(new Commanding.Known(became(request, CommandStatus.ACCEPTED), false));
        assertThat(desk.calls(promises, now)).isEmpty();

        see("2.1", "2.1");

        assertThat(only().state()).isEqualTo(Promise.State.KEPT);
        assertThat(desk.calls(promises, now)).containsExactly(new PromiseDesk.Call(request, true));
    }

    @Test
    void shouldTryWhatIsWantedNowOnlyAfterTheEndOfWhatWasWantedBefore() {
        CommandRequest before = tried("2.1");
        answer(new Commanding.Known(became(before, CommandStatus.SENT), false));
        see("2.2", null);
        passes(Duration.ZERO);
        assertThat(only().attempts()).isZero();
        PromiseDesk.Call back = desk.calls(promises, now).get(0);
        assertThat(back).isEqualTo(new PromiseDesk.Call(before, true));
        answer(back, new Commanding.Conflict("command", "Expected it here", became(before, CommandStatus.SENT)));
        passes(Duration.ofSeconds(5));
        assertThat(only().attempts()).isZero();

        rules.told(promises, became(before, CommandStatus.SUCCEEDED), now).ifPresent(promises::apply);
        passes(Duration.ZERO);

        assertThat(only().wanted()).isEqualTo("2.2");
        assertThat(only().attempts()).isEqualTo(1);
    }

    @Test
    void shouldNotBelieveAtOnceThatNobodyKnowsACommand() {
        CommandRequest lost = tried("2.1");
        see("2.2", null);
        PromiseDesk.Call back = new PromiseDesk.Call(lost, true);

        assertThat(desk.calls(promises, now)).containsExactly(back);
        answer(back, new Commanding.Unknown("command", lost.id().value()));
        assertThat(only().open()).isEqualTo(lost);
        assertThat(desk.calls(promises, now)).isEmpty();
        now = now.plus(PromiseSimulation.SETTINGS.checkAfter());
        assertThat(desk.calls(promises, now)).containsExactly(back);
        answer(back, new Commanding.Unknown("command", lost.id().value()));

        assertThat(only().open()).isNull();
    }

    @Test
    void shouldComeAgainWhenTheTwinHasRoomWithTheSameCommand() {
        CommandRequest request = tried("2.1");
        answer(new Commanding.TooMany("Expected fewer", Duration.ofSeconds(7)));

        now = now.plusSeconds(6);
        assertThat(desk.calls(promises, now)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(desk.calls(promises, now)).containsExactly(new PromiseDesk.Call(request, false));
    }

    @Test
    void shouldSayWhatWasInvalid() {
        tried("2.1");
        answer(new Commanding.Invalid(List.of(new Violation("arguments.version", "Expected 3 but got 2.1"))));

        assertThat(only().why()).isEqualTo("Expected '2.1' but the command has been refused: Expected 3 but got 2.1");
        assertThat(only().nextAttemptAt()).isAfterOrEqualTo(now.plusSeconds(5)).isBeforeOrEqualTo(now.plusSeconds(10));
    }

    @Test
    void shouldTryAtOnceWhenTheDeviceThenReportsSomethingElse() {
        CommandRequest request = tried("2.1");
        for (int attempt = 1; attempt < 5; attempt++) {
            answer(new Commanding.Known(became(request, CommandStatus.FAILED), false));
            passes(Duration.ofMinutes(2));
            request = only().underway();
            desk.calls(promises, now);
        }
        answer(new Commanding.Known(became(request, CommandStatus.FAILED), false));
        now = now.plusSeconds(20);
        assertThat(only().nextAttemptAt()).isAfter(now);

        see("2.1", "1.9");

        assertThat(only().nextAttemptAt()).isEqualTo(now);
        assertThat(only().why()).isEqualTo("Expected '2.1' but the device reports '1.9'");
    }

    @Test
    void shouldForgetOnlyWhatEverybodyWasTold() {
        tried("2.1");
        see(KEY, null, null);
        PromiseDesk.Call back = desk.calls(promises, now).stream().findFirst().orElseThrow();
        answer(back, new Commanding.Known(became(back.request(), CommandStatus.CANCELLED), false));
        passes(Duration.ofHours(1));
        assertThat(only().state()).isEqualTo(Promise.State.WITHDRAWN);

        Promise told = desk.publications(promises, now).get(0);
        assertThat(desk.publications(promises, now)).isEmpty();
        desk.notPublished(KEY, now);
        passes(Duration.ofMinutes(5));
        assertThat(desk.publications(promises, now)).containsExactly(told);
        desk.published(KEY, told.revision());
        passes(Duration.ZERO);

        assertThat(promises.all()).isEmpty();
    }

    /** The first command for it. */
    private CommandRequest tried(String wanted) {
        see(wanted, null);
        passes(Duration.ZERO);
        CommandRequest underway = only().underway();
        assertThat(underway).isNotNull();
        return underway;
    }

    private void see(String wanted, @Nullable String reported) {
        see(
                KEY,
                new Sight.Wish(
                        wanted,
                        null,
                        ANN,
                        new Sight.Command(
                                new CommandName("install"), new Arguments(Map.of("version", Argument.of(wanted)))),
                        ""),
                reported);
    }

    private void see(PromiseKey key, Sight.@Nullable Wish wish, @Nullable String reported) {
        List<Sight> sights = List.of(new Sight(key, wish, reported));
        desk.saw(sights);
        rules.look(promises, sights, 0, now).forEach(promises::apply);
        assertThat(rules.look(promises, sights, 0, now))
                .as("nothing new in the same sight")
                .isEmpty();
    }

    private void passes(Duration time) {
        now = now.plus(time);
        desk.due(promises, now, 10).forEach(event -> {
            promises.apply(event);
            desk.forget(event);
        });
    }

    private void answer(Commanding.Reply reply) {
        CommandRequest underway = only().underway();
        desk.calls(promises, now);
        answer(new PromiseDesk.Call(underway, false), reply);
    }

    private void answer(PromiseDesk.Call call, Commanding.Reply reply) {
        desk.answered(promises, call, reply, now).ifPresent(promises::apply);
    }

    private Promise only() {
        assertThat(promises.all()).hasSize(1);
        return promises.all().iterator().next();
    }

    private CommandRecord became(CommandRequest request, CommandStatus status) {
        return new CommandRecord(request, null, null, null, List.of(new Transition(status, now, "", false)));
    }
}
