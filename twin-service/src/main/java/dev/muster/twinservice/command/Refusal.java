package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a command was not taken.
 *
 * @param detail "Expected … but …"
 * @param since since when it is so; {@code null}: always was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refusal(
        Reason reason, String detail, @Nullable Instant since) {
    /** Exclusive. */
    public enum Reason {
        @JsonProperty("neverReported")
        NEVER_REPORTED,
        @JsonProperty("offline")
        OFFLINE,
        @JsonProperty("maintenance")
        MAINTENANCE,
        @JsonProperty("retired")
        RETIRED,
        /** No device that could be told is installed, or nobody speaks for the asset. */
        @JsonProperty("noSource")
        NO_SOURCE,
        /** Its type has no such command, or it takes other arguments: of members of a group, where one request asks many types. */
        @JsonProperty("badCommand")
        BAD_COMMAND,
        /** So many commands of it are open already. */
        @JsonProperty("tooManyOpen")
        TOO_MANY_OPEN
    }
}
