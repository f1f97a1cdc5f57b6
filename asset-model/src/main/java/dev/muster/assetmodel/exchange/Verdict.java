package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.document.Document;
import org.jspecify.annotations.Nullable;

/** What a line would do to the model. */
public sealed interface Verdict {
    /** Nothing: it already is so. */
    record Unchanged() implements Verdict {}

    /**
     * Something.
     *
     * @param before {@code null}: the entity would be created
     */
    record Changed(@Nullable Document before, Document after) implements Verdict {}

    /** It cannot be done, or not yet. */
    record Refused(ModelReply.Rejected rejection) implements Verdict {
        /** Whether what other lines say may make it possible. */
        public boolean mayPass() {
            return rejection.reason() == ModelReply.Reason.UNKNOWN_REFERENCE
                    || rejection.reason() == ModelReply.Reason.CONFLICT;
        }
    }
}
