package dev.muster.twinservice.command.ack;

import dev.muster.assetmodel.telemetry.RefusalReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts over all lives of the consumer. Thread-safe. */
final class AckCounts {
    private final Map<RefusalReason, Long> refused = new EnumMap<>(RefusalReason.class);
    private long taken;

    synchronized void taken() {
        taken++;
    }

    synchronized void refused(RefusalReason reason) {
        refused.merge(reason, 1L, Long::sum);
    }

    synchronized AckFigures figures() {
        return new AckFigures(taken, refused);
    }
}
