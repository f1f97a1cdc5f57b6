package dev.muster.twinservice.command.rules;

import static dev.muster.twinservice.command.rules.RulesFixtures.after;
import static dev.muster.twinservice.command.rules.RulesFixtures.answer;
import static dev.muster.twinservice.command.rules.RulesFixtures.at;
import static dev.muster.twinservice.command.rules.RulesFixtures.give;
import static dev.muster.twinservice.command.rules.RulesFixtures.offline;
import static dev.muster.twinservice.command.rules.RulesFixtures.online;
import static dev.muster.twinservice.command.rules.RulesFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commands;
import org.junit.jupiter.api.Test;

/** Muster was away when a command's time was over: what the device said in time is not held against it. */
class AnswerGraceTest {
    private static final CommandRequest REQUEST = request("key", 1, null);
    private static final Commands OPEN = after(
            after(Commands.NONE, give(REQUEST), online(0)),
            new CommandInput.KafkaHas(REQUEST.id(), RulesFixtures.POSITION),
            online(1));

    @Test
    void shouldEndNothingThatWentOutBeforeWhatWasAnsweredIsRead() {
        Commands woken = after(OPEN, new CommandInput.TimePassed(), online(40).unread());

        assertThat(woken.find(REQUEST.id()).orElseThrow().status()).isEqualTo(CommandStatus.SENT);
        CommandRecord answered = after(
                        woken,
                        answer(REQUEST.id(), Answer.SUCCEEDED, 3),
                        online(41).unread())
                .find(REQUEST.id())
                .orElseThrow();
        assertThat(answered.status()).isEqualTo(CommandStatus.SUCCEEDED);
        assertThat(answered.transitions()).noneMatch(step -> step.late());
    }

    @Test
    void shouldEndItOnceThatIsRead() {
        assertThat(after(OPEN, new CommandInput.TimePassed(), online(40))
                        .find(REQUEST.id())
                        .orElseThrow()
                        .status())
                .isEqualTo(CommandStatus.EXPIRED);
    }

    @Test
    void shouldEndWhatNeverWentOutAtOnce() {
        Commands waiting = after(Commands.NONE, give(request("key", 1, at(600))), offline(0));

        assertThat(after(
                                waiting,
                                new CommandInput.TimePassed(),
                                offline(1_000_000).unread())
                        .records()
                        .get(0)
                        .status())
                .isEqualTo(CommandStatus.EXPIRED);
    }
}
