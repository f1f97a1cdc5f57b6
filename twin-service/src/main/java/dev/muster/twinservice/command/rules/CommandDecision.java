package dev.muster.twinservice.command.rules;

import dev.muster.twinservice.command.CommandEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CommandRules} decided.
 *
 * @param events to persist, then apply, in this order, before anybody hears the answer; may be empty
 * @param answer {@code null}: nobody asked
 */
public record CommandDecision(
        List<CommandEvent> events, @Nullable CommandAnswer answer) {
    static final CommandDecision NOTHING = new CommandDecision(List.of(), null);

    static CommandDecision of(CommandEvent... events) {
        return new CommandDecision(List.of(events), null);
    }

    static CommandDecision answer(CommandAnswer answer) {
        return new CommandDecision(List.of(), answer);
    }
}
