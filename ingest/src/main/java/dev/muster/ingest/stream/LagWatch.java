package dev.muster.ingest.stream;

import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.batch.Availability;
import dev.muster.ingest.kafka.OffsetGuard.Offsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks Kafka for the ends of the partitions; the first to notice that Kafka is away while nothing is to be consumed. */
final class LagWatch {
    private final Offsets offsets;
    private final IngestAccounting accounting;
    private final Availability kafka = new Availability("Kafka");
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();

    LagWatch(Offsets offsets, IngestAccounting accounting) {
        this.offsets = offsets;
        this.accounting = accounting;
    }

    /** Does nothing while the answer to the look before is still awaited. */
    void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        offsets.partitions().thenCompose(offsets::ends).whenComplete((ends, problem) -> {
            looking.set(false);
            if (problem == null) {
                ends.forEach((partition, end) -> accounting.endOffset(partition.partition(), end));
                if (away.compareAndSet(true, false)) {
                    kafka.reached();
                }
            } else if (away.compareAndSet(false, true)) {
                kafka.waitedFor(problem);
            }
        });
    }
}
