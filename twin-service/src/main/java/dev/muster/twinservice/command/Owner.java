package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * On whose behalf a command is given, other than for itself: it is told whatever becomes of the command.
 *
 * @param id within its kind
 */
public record Owner(Kind kind, String id) {
    /** Who can be behind a command. */
    public enum Kind {
        /** A command to a group; its id is that command's. */
        @JsonProperty("group")
        GROUP,
        /** The keeper of promises that brings about what is desired; its id is that of its bucket. */
        @JsonProperty("promise")
        PROMISE,
        /** A set-point of a group; its id is {@code hierarchy|group}. */
        @JsonProperty("setPoint")
        SET_POINT
    }
}
