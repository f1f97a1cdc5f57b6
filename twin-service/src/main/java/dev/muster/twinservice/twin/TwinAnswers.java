package dev.muster.twinservice.twin;

import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.ack.Taken;
import dev.muster.twinservice.command.rules.CommandAnswer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What a twin answers about commands, as those who give them see it. */
final class TwinAnswers {
    private TwinAnswers() {}

    static Commanding.Reply reply(CommandAnswer answer, CommandId id) {
        if (answer instanceof CommandAnswer.Known known) {
            return new Commanding.Known(known.command(), known.repeated());
        }
        if (answer instanceof CommandAnswer.Conflicting conflict) {
            return new Commanding.Conflict(conflict.field(), conflict.detail(), conflict.command());
        }
        if (answer instanceof CommandAnswer.TooMany many) {
            return new Commanding.TooMany(many.detail(), many.retryAfter());
        }
        if (answer instanceof CommandAnswer.NotKnown) {
            return new Commanding.Unknown("command", id.value());
        }
        throw unexpected(answer);
    }

    static Taken taken(CommandAnswer answer) {
        if (answer instanceof CommandAnswer.NotYours not) {
            return not.given() ? Taken.forged(not.detail()) : Taken.unknownCommand(not.detail());
        }
        if (answer instanceof CommandAnswer.Taken) {
            return Taken.yes();
        }
        throw unexpected(answer);
    }

    /** For a stage to fail with: as if the twin had not answered, because asking again is what helps. */
    static CompletionException unexpected(CommandAnswer answer) {
        return new CompletionException(new TimeoutException(
                answer instanceof CommandAnswer.NotNow not ? not.detail() : "Expected another answer than " + answer));
    }
}
