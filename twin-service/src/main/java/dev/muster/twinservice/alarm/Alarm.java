package dev.muster.twinservice.alarm;

import java.time.Instant;

/**
 * Somebody is to be woken.
 *
 * @param id of the entity within its kind
 * @param due not before then
 */
public record Alarm(Kind kind, String id, Instant due) {
    /** Who can be woken. The names are stored. */
    public enum Kind {
        TWIN,
        GROUP_COMMAND
    }
}
