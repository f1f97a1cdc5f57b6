package dev.muster.assetmodel.registry;

import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelReply.Reason;
import dev.muster.assetmodel.fact.ModelReply.Rejected;
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

    static Decision accept(ModelEvent... events) {
        return new Accept(List.of(events));
    }

    static Decision reject(Reason reason, String field, String detail) {
        return new Reject(new Rejected(reason, field, detail));
    }
}
