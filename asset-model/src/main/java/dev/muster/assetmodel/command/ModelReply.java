package dev.muster.assetmodel.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of a {@link ModelCommand}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelReply.Applied.class, name = "applied"),
    @JsonSubTypes.Type(value = ModelReply.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = ModelReply.Rejected.class, name = "rejected")
})
public sealed interface ModelReply {
    /**
     * Recorded, and visible on the node that answers.
     *
     * @param position of the changelog, which has it by then; -1: the writer has published nothing yet
     * @param changed {@code false}: it already was so
     */
    record Applied(long position, boolean changed) implements ModelReply {}

    /** Recorded and published; the view of the node that answers had not read as far as {@code position} in time. */
    record Pending(long position) implements ModelReply {}

    /**
     * Not done; {@link Reason#UNAVAILABLE} also means "not known whether done": repeat it.
     *
     * @param field of the command, by its JSON path, for example {@code placements.geography.group}
     * @param detail "Expected … but …"
     */
    record Rejected(Reason reason, String field, String detail) implements ModelReply {}

    /** Why a command was rejected. */
    enum Reason {
        @JsonProperty("invalid")
        INVALID,
        @JsonProperty("unknownReference")
        UNKNOWN_REFERENCE,
        @JsonProperty("conflict")
        CONFLICT,
        @JsonProperty("limit")
        LIMIT,
        @JsonProperty("unavailable")
        UNAVAILABLE
    }
}
