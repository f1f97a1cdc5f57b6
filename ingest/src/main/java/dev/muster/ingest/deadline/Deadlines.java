package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.SourceId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadlines of all partitions that this node reads: one {@link DeadlineKeeper} each, fed by the stream, and judged only right
 * after a look at the broker. Thread-safe; no thread and no timer of its own.
 */
public final class Deadlines {
    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final FleetRegister fleet;
    private final OverdueGateway twins;
    private final DeadlineSettings settings;
    private final Clock clock;
    private final Map<Integer, Partition> partitions = new ConcurrentSkipListMap<>();
    private final AtomicInteger telling = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile int partitionCount;

    public Deadlines(FleetRegister fleet, OverdueGateway twins, DeadlineSettings settings, Clock clock) {
        this.fleet = fleet;
        this.twins = twins;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * This node reads {@code partition} from offset {@code next} on. What was known of it before is forgotten.
     *
     * @param oldestUnanswered arrival of the oldest record that was read and has not reached its twin
     */
    public Partition takeUp(int partition, long next, Supplier<@Nullable Instant> oldestUnanswered) {
        Partition taken = new Partition(partition, next, oldestUnanswered);
        partitions.put(partition, taken);
        return taken;
    }

    /** This node does not read it any more. */
    public void release(Partition released) {
        // Unless it was taken up again meanwhile.
        partitions.remove(released.number, released);
    }

    /**
     * The broker was looked at; tells the twins of what is overdue by that.
     *
     * @param brokerTime of before the ends were asked for
     * @param ends by partition; one that is absent did not answer
     * @param count how many partitions the topic has
     */
    public void looked(Instant brokerTime, Map<Integer, Long> ends, int count) {
        partitionCount = count;
        List<Partition> inTurn = new ArrayList<>(partitions.values());
        // Otherwise twins of the first that do not answer could take the room of all others, again and again.
        Collections.rotate(inTurn, turns.getAndIncrement());
        for (Partition partition : inTurn) {
            Long end = ends.get(partition.number);
            if (end == null) {
                partition.lookFailed();
            } else {
                partition.looked(brokerTime, end);
            }
        }
    }

    /** The broker was looked for in vain. */
    public void lookFailed() {
        partitions.values().forEach(Partition::lookFailed);
    }

    /** Of this node, by number. */
    public List<PartitionReport> report() {
        return partitions.values().stream().map(Partition::report).toList();
    }

    /** Empty: this node does not read the source's partition, or has not looked at the broker yet. */
    public Optional<SourceReport> report(SourceId source) {
        if (partitionCount == 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(partitions.get(Partitioning.partitionOf(source, partitionCount)))
                .map(partition -> partition.report(source));
    }

    /** One partition while this node reads it. */
    public final class Partition {
        private final int number;
        private final DeadlineKeeper keeper;
        private final Supplier<@Nullable Instant> oldestUnanswered;
        private final RefusalLog refusals = new RefusalLog();
        private boolean seeding;
        private long newSources;

        private Partition(int number, long next, Supplier<@Nullable Instant> oldestUnanswered) {
            this.number = number;
            this.oldestUnanswered = oldestUnanswered;
            // Who came before is among the seeds.
            this.newSources = fleet.newSourceCount();
            this.keeper = new DeadlineKeeper(number, next, fleet, settings.gapAfter(), clock.instant());
        }

        /**
         * A batch has reached its twins.
         *
         * @param next the offset after its last record
         * @param receivedAt of its last record
         */
        public synchronized void processed(Collection<Sighting> sightings, long next, Instant receivedAt) {
            sightings.forEach(keeper::seen);
            keeper.processed(next, receivedAt);
        }

        /** A record that says to be of {@code source} was refused. */
        public synchronized void refused(SourceId source, SourceReport.Refusal refusal) {
            refusals.add(source, refusal);
        }

        private void looked(Instant brokerTime, long end) {
            List<Overdue> overdue = new ArrayList<>();
            synchronized (this) {
                expectNewSources(brokerTime);
                keeper.looked(brokerTime, end);
                overdue.addAll(keeper.takeOverdue(
                        Math.max(0, settings.overdueInFlightMax() - telling.get()), oldestUnanswered.get()));
            }
            overdue.forEach(this::tell);
            seed();
        }

        /** From when they came, as if they had been there then: one that never says a word is noticed, too. */
        private void expectNewSources(Instant brokerTime) {
            long count = fleet.newSourceCount();
            if (count == newSources) {
                return;
            }
            for (Sighting came : fleet.newSources(newSources)) {
                if (Partitioning.partitionOf(came.source(), partitionCount) == number) {
                    Instant at = came.receivedAt().isBefore(brokerTime) ? came.receivedAt() : brokerTime;
                    keeper.seen(new Sighting(came.asset(), came.source(), at, came.offset()));
                }
            }
            newSources = count;
        }

        private synchronized void lookFailed() {
            keeper.lookFailed();
        }

        private void tell(Overdue overdue) {
            telling.incrementAndGet();
            CompletionStage<Optional<Instant>> answer;
            try {
                answer = twins.tell(overdue);
            } catch (RuntimeException e) {
                told(overdue, null);
                return;
            }
            answer.whenCompleteAsync((later, failure) -> told(overdue, failure == null ? later : null), Runnable::run);
        }

        private void told(Overdue overdue, @Nullable Optional<Instant> laterSeen) {
            telling.decrementAndGet();
            synchronized (this) {
                if (laterSeen == null) {
                    keeper.undecided(overdue);
                } else {
                    keeper.decided(overdue, laterSeen);
                }
            }
        }

        /** Until it has worked once; looks are the pauses between the attempts. */
        private void seed() {
            synchronized (this) {
                if (seeding) {
                    return;
                }
                seeding = true;
            }
            CompletionStage<Map<SourceId, Seed>> stored;
            try {
                stored = fleet.seeds(number, partitionCount);
            } catch (RuntimeException e) {
                seeded(null, e);
                return;
            }
            stored.whenCompleteAsync(this::seeded, Runnable::run);
        }

        private synchronized void seeded(@Nullable Map<SourceId, Seed> stored, @Nullable Throwable failure) {
            if (stored == null) {
                seeding = false;
                LOG.debug("Partition {}: stored arrivals could not be read", number, failure);
                return;
            }
            keeper.seed(stored);
            LOG.info("Partition {}: silence is watched, {} sources are known", number, stored.size());
        }

        private synchronized PartitionReport report() {
            return keeper.report(oldestUnanswered.get());
        }

        private synchronized SourceReport report(SourceId source) {
            return keeper.report(source, oldestUnanswered.get(), refusals.of(source));
        }
    }
}
