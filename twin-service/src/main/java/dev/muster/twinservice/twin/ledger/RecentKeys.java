package dev.muster.twinservice.twin.ledger;

import dev.muster.assetmodel.identity.SourceId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the samples that a twin took last, in flat arrays: a fleet has a million of these. The oldest key makes room
 * for a new one, but never a key of this batch or of the one before: the rows of those may not be in history yet, and
 * nobody else knows them. (A batch of more than {@link #CAPACITY_MAX} samples of one asset remembers its last ones.)
 *
 * <p>Room is taken as keys come. Sources are kept apart only where there are several, which few assets have.
 */
public final class RecentKeys {
    public static final int CAPACITY_MAX = 8_192;

    private static final int SLOTS_AT_FIRST = 2;

    private final int capacityMin;
    private int capacity;
    /** {@code measuredAt} in milliseconds and sequence in turn. */
    private long[] keys = new long[2 * SLOTS_AT_FIRST];
    /** Of all keys, as long as {@link #sources} is {@code null}. */
    private @Nullable SourceId source;
    /** Of each slot; {@code null} where its key was removed. */
    private @Nullable SourceId @Nullable [] sources;
    /** Slots that have had a key. */
    private int filled;

    private int next;
    private int previousBatch;

    RecentKeys(int capacityMin) {
        this.capacityMin = capacityMin;
        this.capacity = capacityMin;
    }

    /** Before the first key of a batch is added. */
    void beginBatch(int samples) {
        capacity = Math.max(capacityMin, (int) Math.min(CAPACITY_MAX, (long) previousBatch + samples));
        previousBatch = samples;
        // A larger batch is over: its room is given back.
        if (capacity == capacityMin && slots() > capacityMin) {
            resize(capacityMin);
        }
    }

    void add(long atMillis, long sequence, SourceId ofSource) {
        if (filled == slots() && filled < capacity) {
            resize(Math.min(capacity, 2 * filled));
        }
        if (source == null) {
            source = ofSource;
        } else if (sources == null && !source.equals(ofSource)) {
            keepApart();
        }
        if (sources != null) {
            sources[next] = ofSource;
        }
        keys[2 * next] = atMillis;
        keys[2 * next + 1] = sequence;
        filled = Math.max(filled, next + 1);
        next = (next + 1) % slots();
    }

    boolean contains(long atMillis, long sequence, SourceId ofSource) {
        return slot(atMillis, sequence, ofSource) >= 0;
    }

    void remove(long atMillis, long sequence, SourceId ofSource) {
        int slot = slot(atMillis, sequence, ofSource);
        if (slot >= 0) {
            keepApart()[slot] = null;
        }
    }

    private int slots() {
        return keys.length / 2;
    }

    private @Nullable SourceId[] keepApart() {
        @Nullable SourceId[] apart = sources;
        if (apart == null) {
            apart = new @Nullable SourceId[slots()];
            Arrays.fill(apart, 0, filled, source);
            sources = apart;
        }
        return apart;
    }

    private int slot(long atMillis, long sequence, SourceId ofSource) {
        for (int i = 0; i < filled; i++) {
            if (keys[2 * i] == atMillis
                    && keys[2 * i + 1] == sequence
                    && ofSource.equals(sources == null ? source : sources[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Keeps the newest, the oldest of them first. */
    private void resize(int slots) {
        int kept = Math.min(slots, filled);
        long[] oldKeys = keys;
        @Nullable SourceId @Nullable [] oldSources = sources;
        keys = new long[2 * slots];
        sources = oldSources == null ? null : new @Nullable SourceId[slots];
        for (int i = 0; i < kept; i++) {
            int from = Math.floorMod(next - kept + i, filled);
            System.arraycopy(oldKeys, 2 * from, keys, 2 * i, 2);
            if (oldSources != null && sources != null) {
                sources[i] = oldSources[from];
            }
        }
        filled = kept;
        next = kept % slots;
    }
}
