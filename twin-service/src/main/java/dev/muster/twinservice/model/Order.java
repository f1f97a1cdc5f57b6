package dev.muster.twinservice.model;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.registry.decision.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
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

    /** Orders that are answered once the changelog has what they changed, in the order in which they came. Not thread-safe. */
    static final class Waiting {
        private final Queue<One> queue = new ArrayDeque<>();

        /** Once the changelog has all changes up to {@code number}. */
        private record One(long number, Order order, List<Decision> decisions) {}

        void add(long number, Order order, List<Decision> decisions) {
            queue.add(new One(number, order, decisions));
        }

        int size() {
            return queue.size();
        }

        int lines() {
            return queue.stream().mapToInt(one -> one.order().lines().size()).sum();
        }

        void answer(Outbox outbox) {
            for (One next = queue.peek();
                    next != null && next.number() <= outbox.publishedUpTo();
                    next = queue.peek()) {
                queue.remove();
                next.order().answer(next.decisions(), outbox.position());
            }
        }
    }

    void unavailable(String detail) {
        answer.accept(lines.stream()
                .<ModelReply>map(line -> new ModelReply.Rejected(Reason.UNAVAILABLE, "", detail))
                .toList());
    }
}
