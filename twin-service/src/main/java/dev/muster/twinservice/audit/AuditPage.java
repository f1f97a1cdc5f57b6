package dev.muster.twinservice.audit;

import dev.muster.twinservice.command.CommandRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some commands, newest first, each as it is known now.
 *
 * @param next where to go on; {@code null}: the range is exhausted
 */
public record AuditPage(
        List<CommandRecord> commands, @Nullable AuditPosition next) {
    public AuditPage {
        commands = List.copyOf(commands);
    }
}
