package dev.muster.twinservice.model;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.registry.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a writer is asked to do, in whichever form it came.
 *
 * @param lines each is done as a whole or not at all
 * @param answer takes a reply for each line
 */
record Order(List<List<ModelCommand>> lines, Author author, long seen, Consumer<List<ModelReply>> answer) {
    static Order of(ModelWriter.Execute one) {
        return new Order(List.of(List.of(one.command())), one.author(), one.seen(), replies -> one.replyTo()
                .tell(new ModelWriter.Reply(replies.get(0))));
    }

    static Order of(ModelWriter.ExecuteAll all) {
        return new Order(all.lines(), all.author(), all.seen(), replies -> all.replyTo()
                .tell(new ModelWriter.ReplyAll(replies)));
    }

    /** What is to be recorded, all at once. */
    static List<WriterEvent> events(List<Decision> decisions) {
        List<WriterEvent> events = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Accept accept) {
                accept.events().forEach(event -> events.add(new WriterEvent.Changed(event)));
            }
        }
        return events;
    }

    /** Says what was decided, now that the changelog has it. */
    void answer(List<Decision> decisions, long position) {
        answer.accept(decisions.stream()
                .<ModelReply>map(decision -> decision instanceof Decision.Accept accept
                        ? new ModelReply.Applied(position, !accept.events().isEmpty())
                        : ((Decision.Reject) decision).rejection())
                .toList());
    }

    void unavailable(String detail) {
        answer.accept(lines.stream()
                .<ModelReply>map(line -> new ModelReply.Rejected(Reason.UNAVAILABLE, "", detail))
                .toList());
    }
}
