package dev.muster.ingest;

import dev.muster.assetmodel.telemetry.RefusalReason;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves per partition that nothing was lost since the process started:
 * {@code received = accepted + duplicate + late + quarantined + rejected}, where {@code received} comes from offsets.
 *
 * <p>Each offset counts once. After a restart of the stream Kafka delivers again from the last commit, and what lies below
 * {@code next} was counted when it was first settled: it shows up as {@code redelivered} only. An offset that is passed over
 * is counted as {@code skipped} (inside a stretch that we consumed) or {@code elsewhere} (between two stretches), so that
 * every offset from {@code start} to {@code next} is in exactly one figure.
 *
 * <p>Figures are of this process. When a partition moves away while a batch is in flight, both nodes can count that batch,
 * and both are right: both had it from Kafka and wrote it.
 *
 * <p>Thread-safe. A batch is taken in whole or not at all in every snapshot.
 */
public final class IngestAccounting {
    private final Map<Integer, Account> accounts = new ConcurrentSkipListMap<>();

    /**
     * This process takes up a partition at its committed offset.
     *
     * @param batchesInFlight asked at every snapshot, from any thread
     */
    public void resumed(int partition, long committed, IntSupplier batchesInFlight) {
        accounts.computeIfAbsent(partition, p -> new Account(p)).resumed(committed, batchesInFlight);
    }

    /** The stream that took the partition up with this {@code batchesInFlight} has ended. */
    public void released(int partition, IntSupplier batchesInFlight) {
        Account account = accounts.get(partition);
        if (account != null) {
            account.released(batchesInFlight);
        }
    }

    /** The partition stays stopped; {@code alarm} says why and what ends it. */
    public void stopped(int partition, String alarm) {
        accounts.computeIfAbsent(partition, p -> new Account(p)).stopped(alarm);
    }

    /** Twin, history and quarantine have acked the whole batch. Batches of one partition come in their order. */
    public void settled(BatchOutcome batch) {
        Account account = accounts.get(batch.partition());
        if (account == null) {
            throw new IllegalStateException("Expected partition %d to be resumed before its first batch but it was not"
                    .formatted(batch.partition()));
        }
        account.settled(batch);
    }

    /** Kafka has acked a commit for the partition. */
    public void committed(int partition, Instant at) {
        Account account = accounts.get(partition);
        if (account != null) {
            account.committed(at);
        }
    }

    /** The end offset of a partition as Kafka gave it. */
    public void endOffset(int partition, long end) {
        Account account = accounts.get(partition);
        if (account != null) {
            account.endOffset(end);
        }
    }

    /** All partitions that this process has had since it started, by number. */
    public List<PartitionFigures> snapshot() {
        return accounts.values().stream().map(Account::figures).toList();
    }

    /** Whether every partition closes; see {@link PartitionFigures#closes()}. */
    public boolean closes() {
        return snapshot().stream().allMatch(PartitionFigures::closes);
    }

    private static final class Account {
        private final int partition;
        private final EnumMap<RefusalReason, Long> refusals = new EnumMap<>(RefusalReason.class);
        private long accepted;
        private long duplicate;
        private long late;
        private long quarantined;
        private long rejected;
        private long start = -1;
        private long next;
        private long end = -1;
        private long skipped;
        private long elsewhere;
        private long redelivered;
        private @Nullable IntSupplier batchesInFlight;
        private @Nullable Instant lastCommitAt;
        private @Nullable String alarm;

        Account(int partition) {
            this.partition = partition;
        }

        synchronized void resumed(long committed, IntSupplier inFlight) {
            if (start < 0) {
                start = committed;
                next = committed;
            } else if (committed > next) {
                elsewhere += committed - next;
                next = committed;
            }
            batchesInFlight = inFlight;
            alarm = null;
        }

        synchronized void released(IntSupplier inFlight) {
            // A stream that ends late must not disown the one that has taken over.
            if (batchesInFlight == inFlight) {
                batchesInFlight = null;
            }
        }

        synchronized void stopped(String why) {
            batchesInFlight = null;
            alarm = why;
        }

        synchronized void settled(BatchOutcome batch) {
            for (int i = 0; i < batch.size(); i++) {
                long offset = batch.offset(i);
                if (offset < next) {
                    redelivered++;
                    continue;
                }
                skipped += offset - next;
                next = offset + 1;
                Outcome outcome = batch.outcome(i);
                if (outcome != null) {
                    count(outcome);
                }
                RefusalReason reason = batch.reason(i);
                if (reason != null) {
                    refusals.merge(reason, 1L, Long::sum);
                }
            }
        }

        private void count(Outcome outcome) {
            switch (outcome) {
                case ACCEPTED -> accepted++;
                case DUPLICATE -> duplicate++;
                case LATE -> late++;
                case QUARANTINED -> quarantined++;
                case REJECTED -> rejected++;
            }
        }

        synchronized void committed(Instant at) {
            lastCommitAt = at;
        }

        synchronized void endOffset(long offset) {
            end = offset;
        }

        synchronized PartitionFigures figures() {
            return new PartitionFigures(
                    partition,
                    new PartitionFigures.Offsets(Math.max(start, 0), next, end, skipped, elsewhere),
                    new PartitionFigures.Counts(accepted, duplicate, late, quarantined, rejected, refusals),
                    new PartitionFigures.Activity(
                            batchesInFlight != null,
                            redelivered,
                            batchesInFlight == null ? 0 : batchesInFlight.getAsInt(),
                            lastCommitAt,
                            alarm));
        }
    }
}
