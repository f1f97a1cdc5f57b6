package dev.muster.twinservice.twin.ledger;

import dev.muster.assetmodel.identity.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the samples that a twin took last, in flat arrays: a fleet has a million of these. The oldest key makes room
 * for a new one, but never a key of this batch or of the one before: the rows of those may not be in history yet, and
 * nobody else knows them. (A batch of more than {@link #CAPACITY_MAX} samples of one asset remembers its last ones.)
 */
public final class RecentKeys {
    public static final int CAPACITY_MAX = 8_192;

    private final int capacityMin;
    private long[] measuredAtMillis;
    private long[] sequences;
    private @Nullable SourceId[] sources;
    private int next;
    private int previousBatch;

    RecentKeys(int capacityMin) {
        this.capacityMin = capacityMin;
        this.measuredAtMillis = new long[capacityMin];
        this.sequences = new long[capacityMin];
        this.sources = new @Nullable SourceId[capacityMin];
    }

    /** Before the first key of a batch is added. */
    void beginBatch(int samples) {
        int needed = Math.max(capacityMin, (int) Math.min(CAPACITY_MAX, (long) previousBatch + samples));
        previousBatch = samples;
        if (needed > sources.length || (needed == capacityMin && sources.length > capacityMin)) {
            resize(needed);
        }
    }

    void add(long atMillis, long sequence, SourceId source) {
        measuredAtMillis[next] = atMillis;
        sequences[next] = sequence;
        sources[next] = source;
        next = (next + 1) % sources.length;
    }

    boolean contains(long atMillis, long sequence, SourceId source) {
        return slot(atMillis, sequence, source) >= 0;
    }

    void remove(long atMillis, long sequence, SourceId source) {
        int slot = slot(atMillis, sequence, source);
        if (slot >= 0) {
            sources[slot] = null;
        }
    }

    private int slot(long atMillis, long sequence, SourceId source) {
        for (int i = 0; i < sources.length; i++) {
            if (measuredAtMillis[i] == atMillis && sequences[i] == sequence && source.equals(sources[i])) {
                return i;
            }
        }
        return -1;
    }

    private void resize(int capacity) {
        long[] oldMeasuredAt = measuredAtMillis;
        long[] oldSequences = sequences;
        @Nullable SourceId[] oldSources = sources;
        int newest = next - 1;
        measuredAtMillis = new long[capacity];
        sequences = new long[capacity];
        sources = new @Nullable SourceId[capacity];
        int kept = Math.min(capacity, oldSources.length);
        for (int i = 0; i < kept; i++) {
            int from = Math.floorMod(newest - i, oldSources.length);
            measuredAtMillis[kept - 1 - i] = oldMeasuredAt[from];
            sequences[kept - 1 - i] = oldSequences[from];
            sources[kept - 1 - i] = oldSources[from];
        }
        next = kept % capacity;
    }
}
