package dev.muster.assetmodel.registry.decision;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.registry.bucket.References;
import dev.muster.assetmodel.registry.bucket.Registered;
import java.time.Instant;

/** Decides one kind of command. Reads, and changes nothing; the same input gives the same decision. */
public interface Decider<C extends ModelCommand> {
    Decision decide(C command, Occasion occasion);

    /**
     * What a decision is made on.
     *
     * @param registered the bucket itself
     * @param references the rest of the model
     * @param recorded when the decision is made and for whom
     */
    record Occasion(Registered registered, References references, Recorded recorded) {
        public Instant now() {
            return recorded.recordedAt();
        }

        /** What the system that speaks said before: only that can it change. */
        public <T> Timeline<T> own(Timeline<T> timeline) {
            return timeline.saidBy(recorded.system());
        }
    }
}
