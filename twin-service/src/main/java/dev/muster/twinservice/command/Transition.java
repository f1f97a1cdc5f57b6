package dev.muster.twinservice.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * One step of a command.
 *
 * @param at the broker's clock for what devices say and for {@code sent}, the node's for the rest
 * @param detail for people; may be empty
 * @param late came after the command had ended, and changes nothing but what is known
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Transition(
        @JsonInclude(JsonInclude.Include.ALWAYS) CommandStatus status,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant at,
        @JsonInclude(JsonInclude.Include.ALWAYS) String detail,
        boolean late) {
    static Transition of(CommandStatus status, Instant at, String detail) {
        return new Transition(status, at, detail, false);
    }
}
