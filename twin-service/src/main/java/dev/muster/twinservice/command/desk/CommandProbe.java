package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.identity.CommandId;

/** For fault tests: is told of every step of every command, and may end the process there. */
public interface CommandProbe {
    /** Nobody listens. */
    CommandProbe NONE = (step, id) -> {};

    /** Between any two of these a crash leaves a state of its own. */
    enum Step {
        /** The twin has it, nothing is persisted. */
        GIVEN,
        ACCEPTED_PERSISTED,
        REFUSED_PERSISTED,
        RELEASED_PERSISTED,
        BEFORE_SEND,
        /** Kafka has it, and the journal does not say so yet. */
        KAFKA_ACKED,
        SENT_PERSISTED,
        /** The device's answer has come to the twin. */
        ANSWERED,
        ANSWER_PERSISTED,
        EXPIRED_PERSISTED,
        CANCELLED_PERSISTED,
        RECALLED_PERSISTED,
        AUDITED,
        PUBLISHED,
        OWNER_TOLD,
        TOLD_PERSISTED
    }

    void reached(Step step, CommandId id);
}
