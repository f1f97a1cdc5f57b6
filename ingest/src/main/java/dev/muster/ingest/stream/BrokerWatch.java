package dev.muster.ingest.stream;

import dev.muster.ingest.IngestAccounting;
import dev.muster.ingest.batch.Availability;
import dev.muster.ingest.deadline.BrokerClock;
import dev.muster.ingest.deadline.Deadlines;
import dev.muster.ingest.kafka.OffsetGuard.Offsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at Kafka: first its time, then the ends of the partitions, in this order, so that whoever has read up to an end has read
 * everything up to that time. The first to notice that Kafka is away while nothing is to be consumed.
 */
final class BrokerWatch {
    private final BrokerClock clock;
    private final Offsets offsets;
    private final IngestAccounting accounting;
    private final Deadlines deadlines;
    private final Availability kafka = new Availability("Kafka");
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();

    BrokerWatch(BrokerClock clock, Offsets offsets, IngestAccounting accounting, Deadlines deadlines) {
        this.clock = clock;
        this.offsets = offsets;
        this.accounting = accounting;
        this.deadlines = deadlines;
    }

    private record Look(Instant brokerTime, Set<TopicPartition> partitions, Map<Integer, Long> ends) {}

    /** Does nothing while the answer to the look before is still awaited. */
    void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        clock.now()
                .thenCompose(brokerTime -> offsets.partitions().thenCompose(partitions -> ends(brokerTime, partitions)))
                .whenComplete((look, problem) -> {
                    looking.set(false);
                    if (problem == null) {
                        looked(look);
                    } else {
                        failed(problem);
                    }
                });
    }

    private CompletionStage<Look> ends(Instant brokerTime, Set<TopicPartition> partitions) {
        return offsets.ends(partitions).thenApply(found -> {
            Map<Integer, Long> ends = new HashMap<>();
            found.forEach((partition, end) -> ends.put(partition.partition(), end));
            return new Look(brokerTime, partitions, ends);
        });
    }

    private void looked(Look look) {
        if (away.compareAndSet(true, false)) {
            kafka.reached();
        }
        look.ends.forEach(accounting::endOffset);
        deadlines.looked(look.brokerTime, look.ends, look.partitions.size());
    }

    private void failed(Throwable problem) {
        deadlines.lookFailed();
        if (away.compareAndSet(false, true)) {
            kafka.waitedFor(problem);
        }
    }
}
