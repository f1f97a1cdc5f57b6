package dev.muster.twinservice.command.rules;

import static dev.muster.twinservice.command.rules.RulesFixtures.ANNA;
import static dev.muster.twinservice.command.rules.RulesFixtures.ASSET;
import static dev.muster.twinservice.command.rules.RulesFixtures.POSITION;
import static dev.muster.twinservice.command.rules.RulesFixtures.RULES;
import static dev.muster.twinservice.command.rules.RulesFixtures.SESSION;
import static dev.muster.twinservice.command.rules.RulesFixtures.SOURCE;
import static dev.muster.twinservice.command.rules.RulesFixtures.after;
import static dev.muster.twinservice.command.rules.RulesFixtures.answer;
import static dev.muster.twinservice.command.rules.RulesFixtures.at;
import static dev.muster.twinservice.command.rules.RulesFixtures.give;
import static dev.muster.twinservice.command.rules.RulesFixtures.offline;
import static dev.muster.twinservice.command.rules.RulesFixtures.online;
import static dev.muster.twinservice.command.rules.RulesFixtures.request;
import static dev.muster.twinservice.command.rules.RulesFixtures.situation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Session;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandRulesTest {
    private static final CommandRequest PLAIN = request("key", 2, null);
    private static final CommandRequest PATIENT = request("key", 2, at(600));
    private static final CommandId ID = PLAIN.id();

    @Test
    void shouldReleaseToTheSessionOfWhoSpeaksNow() {
        assertThat(released(online(0))).isEqualTo(release(0, 30));
        assertThat(released(inSession(new Session(SOURCE, 7, false, at(-9)))).epoch())
                .isNull();
        assertThat(released(inSession(new Session(new SourceId("before"), 9, true, at(-9))))
                        .epoch())
                .isNull();
        assertThat(released(inSession(null)).epoch()).isNull();
    }

    @Test
    void shouldRefuseAtOnceWithWhyAndSince() {
        Refusal never = refusal(situation(new ConnectivityState.Expected(null), 0));
        assertThat(never.reason()).isEqualTo(Refusal.Reason.NEVER_REPORTED);
        assertThat(never.since()).isNull();
        assertThat(never.detail()).isEqualTo("Expected WT-07 to be online but it has never reported");
        assertThat(refusal(situation(new ConnectivityState.Expected(at(-5)), 0)).since())
                .isEqualTo(at(-5));

        Refusal offline = refusal(offline(0));
        assertThat(offline.reason()).isEqualTo(Refusal.Reason.OFFLINE);
        assertThat(offline.since()).isEqualTo(at(-50));
        assertThat(offline.detail()).startsWith("Expected WT-07 to be online but it is offline since ");

        Refusal work = refusal(maintenance());
        assertThat(work.reason()).isEqualTo(Refusal.Reason.MAINTENANCE);
        assertThat(work.since()).isEqualTo(at(-8));

        Refusal retired = refusal(situation(new ConnectivityState.Retired(ANNA, at(-7)), 0));
        assertThat(retired.reason()).isEqualTo(Refusal.Reason.RETIRED);
        assertThat(retired.since()).isEqualTo(at(-7));

        assertThat(refusal(nobodySpeaks()).reason()).isEqualTo(Refusal.Reason.NO_SOURCE);
    }

    @Test
    void shouldRefuseWhatTheModelRetiredFromThenOn() {
        ConnectivityState state = new ConnectivityState.Online(at(-60));
        Situation before = new Situation(ASSET, state, SESSION, SOURCE, at(0), at(-0.001));
        Situation then = new Situation(ASSET, state, SESSION, SOURCE, at(0), at(0));

        assertThat(events(PLAIN, before))
                .hasExactlyElementsOfTypes(CommandEvent.Accepted.class, CommandEvent.Released.class);
        assertThat(refusal(then).reason()).isEqualTo(Refusal.Reason.RETIRED);
        assertThat(refusal(PATIENT, then).since()).isEqualTo(at(0));
    }

    @Test
    void shouldLetPatientOnesWaitForAllButRetired() {
        for (Situation situation : List.of(
                offline(0), maintenance(), nobodySpeaks(), situation(new ConnectivityState.Expected(null), 0))) {
            assertThat(events(PATIENT, situation))
                    .as("%s", situation)
                    .hasExactlyElementsOfTypes(CommandEvent.Accepted.class);
        }
        assertThat(refusal(PATIENT, situation(new ConnectivityState.Retired(ANNA, at(-7)), 0))
                        .reason())
                .isEqualTo(Refusal.Reason.RETIRED);
        assertThat(refusal(PATIENT, offline(600)).reason()).isEqualTo(Refusal.Reason.OFFLINE);
        assertThat(events(PATIENT, offline(599.999))).hasExactlyElementsOfTypes(CommandEvent.Accepted.class);
    }

    @Test
    void shouldRefuseWhatDoesNotFitForGood() {
        Commands commands = after(Commands.NONE, new CommandInput.Give(PLAIN, "Expected 1", at(9)), online(0));

        assertThat(refusal(commands)).isEqualTo(new Refusal(Refusal.Reason.BAD_COMMAND, "Expected 1", null));
        assertThat(RULES.decide(commands, give(PLAIN), online(1)).events()).isEmpty();
    }

    @Test
    void shouldRefuseOneMoreThanMayBeOpen() {
        Commands commands = Commands.NONE;
        for (int i = 0; i < 3; i++) {
            commands = after(commands, give(request("key " + i, 2, null)), online(i));
        }
        assertThat(commands.open()).hasSize(3);

        commands = after(commands, give(PLAIN), online(5));
        assertThat(refusal(commands).reason()).isEqualTo(Refusal.Reason.TOO_MANY_OPEN);
        assertThat(after(commands, give(request("later", 2, null)), online(30)).open())
                .hasSize(3);
    }

    @Test
    void shouldTakeNoMoreWhileTooManyAreNotTold() {
        Commands commands = Commands.NONE;
        for (int i = 0; i < CommandRules.HELD_MAX; i++) {
            assertThat(RULES.decide(commands, give(request("key " + i, 2, null)), offline(0))
                            .events())
                    .hasSize(1);
            commands = after(commands, give(request("key " + i, 2, null)), offline(0));
        }

        CommandDecision more = RULES.decide(commands, give(PLAIN), offline(0));

        assertThat(more.events()).isEmpty();
        assertThat(more.answer()).isInstanceOf(CommandAnswer.TooMany.class);
    }

    @Test
    void shouldLetBeWhatItComesToTooLate() {
        CommandInput.Give give = new CommandInput.Give(PLAIN, null, at(10));

        assertThat(RULES.decide(Commands.NONE, give, online(10)).events()).isNotEmpty();
        assertThat(RULES.decide(Commands.NONE, give, online(10.001)).events()).isEmpty();
        assertThat(RULES.decide(Commands.NONE, give, online(10.001)).answer()).isInstanceOf(CommandAnswer.NotNow.class);
    }

    @Test
    void shouldReleaseAgainWithTheSameEnd() {
        Commands released = after(Commands.NONE, give(PLAIN), online(0));

        Commands again = after(released, new CommandInput.Absent(ID, at(0)), online(8));

        assertThat(again.records().get(0).released()).isEqualTo(new CommandRecord.Release(SOURCE, 7L, at(8), at(30)));
        assertThat(RULES.decide(released, new CommandInput.Absent(ID, at(0)), online(30)))
                .isEqualTo(CommandDecision.NOTHING);
    }

    @Test
    void shouldReleaseAllThatWaitInTheirOrder() {
        Commands waiting = after(Commands.NONE, give(request("b", 1, at(600))), offline(0));
        waiting = after(waiting, give(request("a", 2, at(600))), offline(1));

        assertThat(RULES.decide(waiting, new CommandInput.Release(at(70)), online(60))
                        .events())
                .isEqualTo(List.of(
                        new CommandEvent.Released(request("b", 1, null).id(), release(60, 90)),
                        new CommandEvent.Released(request("a", 2, null).id(), release(60, 90))));
    }

    @Test
    void shouldCountAnAnswerThatWasReceivedInTime() {
        Commands sent = sent();

        Commands inTime = after(sent, answer(ID, Answer.SUCCEEDED, 29.999), online(100));
        Commands late = after(sent, answer(ID, Answer.SUCCEEDED, 30), online(30));

        assertThat(inTime.records().get(0).status()).isEqualTo(CommandStatus.SUCCEEDED);
        assertThat(statuses(late)).endsWith(CommandStatus.EXPIRED, CommandStatus.SUCCEEDED);
        assertThat(late.records().get(0).status()).isEqualTo(CommandStatus.EXPIRED);
        assertThat(last(late).late()).isTrue();
    }

    @Test
    void shouldSayThatItWasSentBeforeItExpires() {
        Commands released = after(Commands.NONE, give(PLAIN), online(0));

        Commands sent = after(released, new CommandInput.KafkaHas(ID, POSITION), online(31));
        Commands then = after(sent, new CommandInput.AnswersRead(SOURCE, at(30)), online(31));

        assertThat(statuses(then)).containsExactly(CommandStatus.ACCEPTED, CommandStatus.SENT, CommandStatus.EXPIRED);
    }

    @Test
    void shouldRecallWhatTheDeviceAnswersLate() {
        CommandRecord ended = after(sent(), new CommandInput.AnswersRead(SOURCE, at(30)), online(30))
                .records()
                .get(0);
        CommandInput.DeviceAnswered answer = answer(ID, Answer.SUCCEEDED, 90);
        Commands forgetful = new Commands(List.of(), null, true);
        assertThat(CommandRules.toLookUp(forgetful, answer)).contains(ID);

        CommandDecision decision = RULES.decide(forgetful, new CommandInput.Remembered(ended, answer), online(90));

        assertThat(decision.events())
                .hasExactlyElementsOfTypes(CommandEvent.Recalled.class, CommandEvent.Answered.class);
        Commands then = forgetful.applyAll(decision.events());
        assertThat(last(then).late()).isTrue();
        assertThat(then.isTold(then.records().get(0))).isFalse();
    }

    @Test
    void shouldRecallNothingForStrangersAndRepeatedAnswers() {
        CommandRecord ended = after(sent(), answer(ID, Answer.SUCCEEDED, 2), online(2))
                .records()
                .get(0);
        Commands forgetful = new Commands(List.of(), null, true);
        CommandInput.DeviceAnswered forged = answer(ID, new SourceId("gw-08"), 7, Answer.FAILED, 90);

        assertThat(RULES.decide(forgetful, new CommandInput.Remembered(ended, forged), online(90)))
                .satisfies(decision -> assertThat(decision.events()).isEmpty())
                .satisfies(decision -> assertThat(decision.answer()).isInstanceOf(CommandAnswer.NotYours.class));
        CommandInput repeated = new CommandInput.Remembered(ended, answer(ID, Answer.SUCCEEDED, 2));
        assertThat(RULES.decide(forgetful, repeated, online(90)).events()).isEmpty();
    }

    @Test
    void shouldAskTheAuditOnlyForWhatMayBeForgotten() {
        Commands forgetful = new Commands(sent().records(), null, true);

        assertThat(CommandRules.toLookUp(Commands.NONE, give(PLAIN))).isEmpty();
        assertThat(CommandRules.toLookUp(forgetful, give(PLAIN))).isEmpty();
        assertThat(CommandRules.toLookUp(forgetful, give(request("other", 2, null))))
                .isPresent();
    }

    private static Commands sent() {
        return after(after(Commands.NONE, give(PLAIN), online(0)), new CommandInput.KafkaHas(ID, POSITION), online(1));
    }

    private static List<CommandEvent> events(CommandRequest request, Situation situation) {
        return RULES.decide(Commands.NONE, give(request), situation).events();
    }

    private static Refusal refusal(Situation situation) {
        return refusal(PLAIN, situation);
    }

    private static Refusal refusal(CommandRequest request, Situation situation) {
        return refusal(after(Commands.NONE, give(request), situation));
    }

    private static Refusal refusal(Commands commands) {
        CommandRecord last = commands.records().get(commands.records().size() - 1);
        assertThat(last.status()).isEqualTo(CommandStatus.REFUSED);
        return Objects.requireNonNull(last.refusal());
    }

    private static CommandRecord.Release released(Situation situation) {
        return Objects.requireNonNull(
                after(Commands.NONE, give(PLAIN), situation).records().get(0).released());
    }

    private static CommandRecord.Release release(int at, int expiresAt) {
        return new CommandRecord.Release(SOURCE, 7L, at(at), at(expiresAt));
    }

    private static List<CommandStatus> statuses(Commands commands) {
        return commands.records().get(0).transitions().stream()
                .map(Transition::status)
                .toList();
    }

    private static Transition last(Commands commands) {
        List<Transition> transitions = commands.records().get(0).transitions();
        return transitions.get(transitions.size() - 1);
    }

    private static Situation inSession(@Nullable Session session) {
        return new Situation(ASSET, new ConnectivityState.Online(at(-60)), session, SOURCE, null, at(0));
    }

    private static Situation maintenance() {
        return situation(
                new ConnectivityState.Maintenance(ANNA, at(-8), at(900), new ConnectivityState.Online(at(-60))), 0);
    }

    private static Situation nobodySpeaks() {
        return new Situation(ASSET, new ConnectivityState.Online(at(-60)), SESSION, null, null, at(0));
    }
}
