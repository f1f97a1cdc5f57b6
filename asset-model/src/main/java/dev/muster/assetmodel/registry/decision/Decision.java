package dev.muster.assetmodel.registry.decision;

import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.ModelEvent;
import java.util.List;

/** What a decider makes of a command. */
public sealed interface Decision {
    /** To be recorded, all or none; empty: it already is so. */
    record Accept(List<ModelEvent> events) implements Decision {
        public Accept {
            events = List.copyOf(events);
        }
    }

    /** Not to be done. */
    record Reject(Rejected rejection) implements Decision {}

    public static Decision accept(ModelEvent... events) {
        return new Accept(List.of(events));
    }

    public static Decision reject(Reason reason, String field, String detail) {
        return new Reject(new Rejected(reason, field, detail));
    }
}
