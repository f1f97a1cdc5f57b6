package dev.muster.twinservice.promise;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.serialization.JournalEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a promise, in the journal of its keeper. The names in {@code @JsonSubTypes} are stored; they are never renamed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PromiseEvent.Given.class, name = "promiseGiven"),
    @JsonSubTypes.Type(value = PromiseEvent.Noted.class, name = "promiseNoted"),
    @JsonSubTypes.Type(value = PromiseEvent.Tried.class, name = "promiseTried"),
    @JsonSubTypes.Type(value = PromiseEvent.Answered.class, name = "promiseAnswered"),
    @JsonSubTypes.Type(value = PromiseEvent.Kept.class, name = "promiseKept"),
    @JsonSubTypes.Type(value = PromiseEvent.Withdrawn.class, name = "promiseWithdrawn"),
    @JsonSubTypes.Type(value = PromiseEvent.Forgotten.class, name = "promiseForgotten")
})
public sealed interface PromiseEvent extends JournalEvent {
    PromiseKey key();

    /** Out of the model, as it was at this position of its changelog; -1: it has another reason. */
    default long position() {
        return -1;
    }

    /**
     * Something is wanted that is not reported; instead of what was promised before, if anything.
     *
     * @param nextAttemptAt {@code null}: nothing can be done, as {@code why} says
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Given(
            PromiseKey key,
            String wanted,
            @Nullable String reported,
            @Nullable GroupKey group,
            Principal by,
            String why,
            @Nullable Instant nextAttemptAt,
            Instant at,
            long position)
            implements PromiseEvent {}

    /** Something else is known of it; it is not kept all the same. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Noted(
            PromiseKey key,
            @Nullable String reported,
            @Nullable GroupKey group,
            Principal by,
            String why,
            @Nullable Instant nextAttemptAt,
            Instant at,
            long position)
            implements PromiseEvent {}

    /** A command is given for it. Persisted before it is: from here on it may be on its way. */
    record Tried(PromiseKey key, Attempt attempt, CommandRequest request) implements PromiseEvent {}

    /**
     * Something became of a command that was given for it, or for what was promised before.
     *
     * @param why what then stands of the promise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answered(
            PromiseKey key,
            CommandId id,
            CommandStatus status,
            String detail,
            String why,
            @Nullable Instant nextAttemptAt,
            Instant at)
            implements PromiseEvent {}

    /** What is wanted is reported. */
    record Kept(PromiseKey key, String reported, Instant at, long position) implements PromiseEvent {}

    /** It is no longer wanted. */
    record Withdrawn(PromiseKey key, String why, Instant at, long position) implements PromiseEvent {}

    /** It has ended, everybody was told, and some time has passed. */
    record Forgotten(PromiseKey key) implements PromiseEvent {}
}
