package dev.muster.twinservice.command.ack;

import dev.muster.assetmodel.telemetry.RefusalReason;
import java.util.Map;

/**
 * What became of answers since the process started. One that is delivered again counts again.
 *
 * @param taken by twins
 * @param refused into quarantine, by reason; a reason that never occurred is absent
 */
public record AckFigures(long taken, Map<RefusalReason, Long> refused) {
    public AckFigures {
        refused = Map.copyOf(refused);
    }
}
