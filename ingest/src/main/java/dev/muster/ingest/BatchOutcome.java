package dev.muster.ingest;

import dev.muster.assetmodel.telemetry.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * What became of each record of a batch, by its position in the batch; arrays, because there is one entry per record. Filled
 * by one thread at a time, then handed over.
 */
public final class BatchOutcome {
    private final int partition;
    private final long[] offsets;
    private final @Nullable Outcome[] outcomes;
    private final @Nullable RefusalReason[] reasons;

    /** {@code offsets} in the order in which Kafka delivered them. */
    public BatchOutcome(int partition, long[] offsets) {
        if (offsets.length == 0) {
            throw new IllegalArgumentException("Expected at least one record in a batch but got none");
        }
        this.partition = partition;
        this.offsets = offsets.clone();
        this.outcomes = new Outcome[offsets.length];
        this.reasons = new RefusalReason[offsets.length];
    }

    /** For {@code ACCEPTED}, {@code DUPLICATE} and {@code LATE}. */
    public void taken(int position, Outcome outcome) {
        set(position, outcome, null);
    }

    /** For {@code QUARANTINED} and {@code REJECTED}. */
    public void refused(int position, Outcome outcome, RefusalReason reason) {
        set(position, outcome, reason);
    }

    private void set(int position, Outcome outcome, @Nullable RefusalReason reason) {
        if (outcomes[position] != null) {
            throw new IllegalStateException("Expected one outcome of offset %d but got %s after %s"
                    .formatted(offsets[position], outcome, outcomes[position]));
        }
        outcomes[position] = outcome;
        reasons[position] = reason;
    }

    public int partition() {
        return partition;
    }

    public int size() {
        return offsets.length;
    }

    public long offset(int position) {
        return offsets[position];
    }

    /** {@code null}: not known yet. */
    public @Nullable Outcome outcome(int position) {
        return outcomes[position];
    }

    public @Nullable RefusalReason reason(int position) {
        return reasons[position];
    }

    public long firstOffset() {
        return offsets[0];
    }

    public long lastOffset() {
        return offsets[offsets.length - 1];
    }
}
