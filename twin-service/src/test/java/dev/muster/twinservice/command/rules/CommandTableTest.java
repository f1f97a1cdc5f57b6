package dev.muster.twinservice.command.rules;

import static dev.muster.twinservice.command.rules.RulesFixtures.ANNA;
import static dev.muster.twinservice.command.rules.RulesFixtures.POSITION;
import static dev.muster.twinservice.command.rules.RulesFixtures.RULES;
import static dev.muster.twinservice.command.rules.RulesFixtures.after;
import static dev.muster.twinservice.command.rules.RulesFixtures.answer;
import static dev.muster.twinservice.command.rules.RulesFixtures.at;
import static dev.muster.twinservice.command.rules.RulesFixtures.give;
import static dev.muster.twinservice.command.rules.RulesFixtures.offline;
import static dev.muster.twinservice.command.rules.RulesFixtures.online;
import static dev.muster.twinservice.command.rules.RulesFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.DeviceAck.Answer;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Commands;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@link CommandRules}, cell by cell: the events, then what is answered. */
class CommandTableTest {
    private static final String TABLE = """
        give           | unknown      | Accepted Released > Known
        give           | waiting      | > Known again
        give           | released     | > Known again
        give           | sent         | > Known again
        give           | acknowledged | > Known again
        give           | succeeded    | > Known again
        give           | failed       | > Known again
        give           | expired      | > Known again
        give           | cancelled    | > Known again
        give           | refused      | > Known again
        giveOther      | waiting      | > Conflicting
        giveOther      | released     | > Conflicting
        giveOther      | succeeded    | > Conflicting
        giveOther      | refused      | > Conflicting
        find           | unknown      | > NotKnown
        find           | waiting      | > Known again
        find           | sent         | > Known again
        find           | cancelled    | > Known again
        cancel         | unknown      | > NotKnown
        cancel         | waiting      | Cancelled > Known
        cancel         | released     | > Conflicting
        cancel         | sent         | > Conflicting
        cancel         | acknowledged | > Conflicting
        cancel         | succeeded    | > Conflicting
        cancel         | failed       | > Conflicting
        cancel         | expired      | > Conflicting
        cancel         | cancelled    | > Known again
        cancel         | refused      | > Conflicting
        acknowledged   | unknown      | > NotYours
        acknowledged   | waiting      | > NotYours
        acknowledged   | released     | Answered > Taken
        acknowledged   | sent         | Answered > Taken
        acknowledged   | acknowledged | > Taken
        acknowledged   | succeeded    | > Taken
        acknowledged   | failed       | > Taken
        acknowledged   | expired      | Answered > Taken
        acknowledged   | cancelled    | > NotYours
        acknowledged   | refused      | > NotYours
        succeeded      | unknown      | > NotYours
        succeeded      | waiting      | > NotYours
        succeeded      | released     | Answered > Taken
        succeeded      | sent         | Answered > Taken
        succeeded      | acknowledged | Answered > Taken
        succeeded      | succeeded    | > Taken
        succeeded      | failed       | Answered > Taken
        succeeded      | expired      | Answered > Taken
        succeeded      | cancelled    | > NotYours
        succeeded      | refused      | > NotYours
        forged         | released     | > NotYours
        forged         | sent         | > NotYours
        forged         | succeeded    | > NotYours
        forged         | expired      | > NotYours
        stale          | released     | > NotYours
        stale          | sent         | > NotYours
        stale          | expired      | > NotYours
        newer          | sent         | Answered > Taken
        kafkaHas       | unknown      | >
        kafkaHas       | waiting      | >
        kafkaHas       | released     | Sent >
        kafkaHas       | sent         | >
        kafkaHas       | acknowledged | Sent >
        kafkaHas       | succeeded    | >
        kafkaHas       | expired      | >
        kafkaHas       | refused      | >
        absent         | unknown      | >
        absent         | waiting      | >
        absent         | released     | Released >
        absent         | sent         | >
        absent         | acknowledged | >
        absent         | expired      | >
        absent         | refused      | >
        absentOffline  | released     | >
        absentBefore   | released     | >
        release        | unknown      | >
        release        | waiting      | Released >
        release        | released     | >
        release        | cancelled    | >
        release        | refused      | >
        releaseOffline | waiting      | >
        releaseTooLate | waiting      | >
        timeBefore     | waiting      | >
        timeBefore     | released     | >
        timeBefore     | sent         | >
        timeBefore     | acknowledged | >
        timeAfter      | waiting      | Expired >
        timeAfter      | released     | >
        timeAfter      | sent         | >
        timeAfter      | acknowledged | >
        timeAfter      | succeeded    | >
        timeAfter      | expired      | >
        timeAfter      | cancelled    | >
        timeAfter      | refused      | >
        readBefore     | unknown      | > Taken
        readBefore     | waiting      | > Taken
        readBefore     | released     | > Taken
        readBefore     | sent         | > Taken
        readBefore     | acknowledged | > Taken
        readAfter      | waiting      | > Taken
        readAfter      | released     | Expired > Taken
        readAfter      | sent         | Expired > Taken
        readAfter      | acknowledged | Expired > Taken
        readAfter      | succeeded    | > Taken
        readAfter      | expired      | > Taken
        readAfter      | refused      | > Taken
        readOther      | sent         | > Taken
        answeredAfter  | released     | Expired Answered > Taken
        answeredAfter  | sent         | Expired Answered > Taken
        answeredAfter  | succeeded    | > Taken
        knows          | unknown      | >
        knows          | waiting      | >
        knows          | sent         | >
        knows          | succeeded    | Told >
        knows          | expired      | Told >
        knows          | refused      | Told >
        knowsOld       | succeeded    | >
        """;

    private static final CommandId ID = request("key", 2, null).id();

    @ParameterizedTest(name = "{0} when {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void shouldDecideAsTheTableSays(String input, String state, String expected) {
        // given
        Commands commands = commands(state);

        // when
        CommandDecision decision = RULES.decide(commands, input(input, commands), situation(input, state));

        // then
        assertThat(shown(decision)).isEqualTo(expected.strip());
        commands.applyAll(decision.events());
    }

    private static String shown(CommandDecision decision) {
        String events = decision.events().stream()
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
        CommandAnswer answer = decision.answer();
        return "%s > %s%s"
                .formatted(
                        events,
                        answer == null ? "" : answer.getClass().getSimpleName(),
                        answer instanceof CommandAnswer.Known known && known.repeated() ? " again" : "")
                .strip();
    }

    private static Commands commands(String state) {
        Commands released = after(Commands.NONE, give(request("key", 2, null)), online(0));
        Commands waiting = after(Commands.NONE, give(request("key", 2, at(20))), offline(0));
        Commands sent = after(released, new CommandInput.KafkaHas(ID, POSITION), online(1));
        return switch (state) {
            case "unknown" -> Commands.NONE;
            case "waiting" -> waiting;
            case "released" -> released;
            case "sent" -> sent;
            // The device was quicker than Kafka's own acknowledgement.
            case "acknowledged" -> after(released, answer(ID, Answer.ACKNOWLEDGED, 2), online(2));
            case "succeeded" -> after(sent, answer(ID, Answer.SUCCEEDED, 2), online(2));
            case "failed" -> after(sent, answer(ID, Answer.FAILED, 2), online(2));
            case "expired" -> after(sent, new CommandInput.AnswersRead(RulesFixtures.SOURCE, at(30)), online(30));
            case "cancelled" -> after(waiting, new CommandInput.Cancel(ID, ANNA), offline(1));
            case "refused" -> after(Commands.NONE, give(request("key", 2, null)), offline(0));
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static CommandInput input(String input, Commands commands) {
        List<CommandRecord> records = commands.records();
        int transitions = records.isEmpty() ? 1 : records.get(0).transitions().size();
        return switch (input) {
            case "give" -> give(request("key", 2, null));
            case "giveOther" -> give(request("key", 3, null));
            case "find" -> new CommandInput.Find(ID);
            case "cancel" -> new CommandInput.Cancel(ID, ANNA);
            case "acknowledged" -> answer(ID, Answer.ACKNOWLEDGED, 4);
            case "succeeded" -> answer(ID, Answer.SUCCEEDED, 4);
            case "forged" -> answer(ID, new SourceId("gw-08"), 7, Answer.SUCCEEDED, 4);
            case "stale" -> answer(ID, RulesFixtures.SOURCE, 6, Answer.SUCCEEDED, 4);
            case "newer" -> answer(ID, RulesFixtures.SOURCE, 8, Answer.SUCCEEDED, 4);
            case "kafkaHas" -> new CommandInput.KafkaHas(ID, POSITION);
            case "absent", "absentOffline" -> new CommandInput.Absent(ID, at(0));
            case "absentBefore" -> new CommandInput.Absent(ID, at(-1));
            case "release", "releaseOffline" -> new CommandInput.Release(at(10));
            case "releaseTooLate" -> new CommandInput.Release(at(3));
            case "readBefore" -> new CommandInput.AnswersRead(RulesFixtures.SOURCE, at(29.999));
            case "readAfter" -> new CommandInput.AnswersRead(RulesFixtures.SOURCE, at(30));
            case "readOther" -> new CommandInput.AnswersRead(new SourceId("gw-08"), at(30));
            case "answeredAfter" -> answer(ID, Answer.SUCCEEDED, 30);
            case "timeBefore", "timeAfter" -> new CommandInput.TimePassed();
            case "knows" -> new CommandInput.EverybodyKnows(ID, transitions);
            case "knowsOld" -> new CommandInput.EverybodyKnows(ID, transitions - 1);
            default -> throw new IllegalArgumentException(input);
        };
    }

    private static Situation situation(String input, String state) {
        return switch (input) {
            case "absentOffline", "releaseOffline" -> offline(5);
            case "timeBefore" -> online(state.equals("waiting") ? 19.999 : 29.999);
            case "timeAfter" -> online(state.equals("waiting") ? 20 : 30);
            case "readBefore", "readAfter", "readOther", "answeredAfter" -> online(state.equals("waiting") ? 5 : 1_000);
            default -> online(5);
        };
    }
}
