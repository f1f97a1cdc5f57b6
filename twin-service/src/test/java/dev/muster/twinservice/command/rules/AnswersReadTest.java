package dev.muster.twinservice.command.rules;

import static dev.muster.twinservice.command.rules.RulesFixtures.SOURCE;
import static dev.muster.twinservice.command.rules.RulesFixtures.after;
import static dev.muster.twinservice.command.rules.RulesFixtures.answer;
import static dev.muster.twinservice.command.rules.RulesFixtures.at;
import static dev.muster.twinservice.command.rules.RulesFixtures.give;
import static dev.muster.twinservice.command.rules.RulesFixtures.offline;
import static dev.muster.twinservice.command.rules.RulesFixtures.online;
import static dev.muster.twinservice.command.rules.RulesFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Transition;
import org.junit.jupiter.api.Test;

/** Muster was away when a command's time was over: what the device said in time is not held against it. */
class AnswersReadTest {
    private static final CommandRequest REQUEST = request("key", 1, null);
    private static final Commands OPEN = after(
            after(Commands.NONE, give(REQUEST), online(0)),
            new CommandInput.KafkaHas(REQUEST.id(), RulesFixtures.POSITION),
            online(1));

    @Test
    void shouldEndNothingThatWentOutBeforeWhatWasAnsweredIsRead() {
        Commands open = after(OPEN, new CommandInput.TimePassed(), online(40_000));

        assertThat(status(open)).isEqualTo(CommandStatus.SENT);
        Commands answered = after(open, answer(REQUEST.id(), Answer.SUCCEEDED, 3), online(40_001));
        assertThat(status(answered)).isEqualTo(CommandStatus.SUCCEEDED);
        assertThat(answered.records().get(0).transitions()).noneMatch(Transition::late);
    }

    @Test
    void shouldEndItOnceThatIsRead() {
        assertThat(status(after(OPEN, new CommandInput.AnswersRead(SOURCE, at(30)), online(40))))
                .isEqualTo(CommandStatus.EXPIRED);
    }

    @Test
    void shouldEndWhatWasOnlyAcknowledgedInTime() {
        Commands acknowledged = after(OPEN, answer(REQUEST.id(), Answer.ACKNOWLEDGED, 3), online(40));

        assertThat(status(acknowledged)).isEqualTo(CommandStatus.ACKNOWLEDGED);
        assertThat(status(after(acknowledged, new CommandInput.AnswersRead(SOURCE, at(30)), online(41))))
                .isEqualTo(CommandStatus.EXPIRED);
    }

    /** They come in order: what was said before has been read by then. */
    @Test
    void shouldEndItWhenTheSameSourceAnswersAnotherOneLater() {
        CommandRequest next = request("next", 2, null);
        Commands both = after(OPEN, give(next), online(10));

        Commands then = after(both, answer(next.id(), Answer.SUCCEEDED, 31), online(50));

        assertThat(status(then)).isEqualTo(CommandStatus.EXPIRED);
        assertThat(then.find(next.id()).orElseThrow().status()).isEqualTo(CommandStatus.SUCCEEDED);
    }

    @Test
    void shouldEndWhatNeverWentOutAtOnce() {
        Commands waiting = after(Commands.NONE, give(request("key", 1, at(600))), offline(0));

        assertThat(status(after(waiting, new CommandInput.TimePassed(), offline(600))))
                .isEqualTo(CommandStatus.EXPIRED);
    }

    private static CommandStatus status(Commands commands) {
        return commands.find(REQUEST.id()).orElseThrow().status();
    }
}
