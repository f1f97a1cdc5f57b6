package dev.muster.assetmodel.registry;

import dev.muster.assetmodel.fact.ModelCommand;
import dev.muster.assetmodel.fact.Recorded;
import java.time.Instant;

/** Decides one kind of command. Reads, and changes nothing; the same input gives the same decision. */
interface Decider<C extends ModelCommand> {
    Decision decide(C command, Occasion occasion);

    /**
     * What a decision is made on.
     *
     * @param registered the bucket itself
     * @param references the rest of the model
     * @param recorded when the decision is made and for whom
     */
    record Occasion(Registered registered, References references, Recorded recorded) {
        Instant now() {
            return recorded.recordedAt();
        }
    }
}
