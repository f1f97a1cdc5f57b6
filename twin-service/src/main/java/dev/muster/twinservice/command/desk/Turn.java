package dev.muster.twinservice.command.desk;

import dev.muster.twinservice.command.CommandEvent;
import java.util.List;

/**
 * What a desk wants of its actor: persist the events, then run {@code answer}, then let the desk {@link CommandDesk#pursue}.
 *
 * @param events may be empty
 */
public record Turn(List<CommandEvent> events, Runnable answer) {
    static final Turn NOTHING = new Turn(List.of(), () -> {});

    static Turn answer(Runnable answer) {
        return new Turn(List.of(), answer);
    }
}
