package dev.muster.assetmodel.compact;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set of ids that costs little more than a reference each: arrays of up to {@value #CHUNK_MAX}, by their first id.
 * One thread writes, any thread reads; a reader gets every id that is there all the while, once and in order.
 */
public final class AssetIds {
    private static final int CHUNK_MAX = 128;

    /** No id sorts before it: {@code #} is the first character that ids may have. The first chunk always has this key. */
    private static final AssetId LOWEST = new AssetId("#");

    /** Each chunk holds ids from its key on. Arrays are never changed, only replaced. */
    private final ConcurrentNavigableMap<AssetId, AssetId[]> chunks;

    public AssetIds() {
        this(new ConcurrentSkipListMap<>());
    }

    /** {@code chunks}: empty, and nobody else's. */
    AssetIds(ConcurrentNavigableMap<AssetId, AssetId[]> chunks) {
        this.chunks = chunks;
        chunks.put(LOWEST, new AssetId[0]);
    }

    public void add(AssetId id) {
        Map.Entry<AssetId, AssetId[]> at = Objects.requireNonNull(chunks.floorEntry(id));
        AssetId[] chunk = at.getValue();
        int found = Arrays.binarySearch(chunk, id);
        if (found >= 0) {
            return;
        }
        int place = -found - 1;
        AssetId[] next = new AssetId[chunk.length + 1];
        System.arraycopy(chunk, 0, next, 0, place);
        next[place] = id;
        System.arraycopy(chunk, place, next, place + 1, chunk.length - place);
        if (next.length <= CHUNK_MAX) {
            chunks.put(at.getKey(), next);
            return;
        }
        // Ids that come in order leave full chunks behind.
        int kept = place == chunk.length ? chunk.length : next.length / 2;
        // First where ids go, then where they come from: a reader between the two sees some twice, none never.
        chunks.put(next[kept], Arrays.copyOfRange(next, kept, next.length));
        chunks.put(at.getKey(), Arrays.copyOf(next, kept));
    }

    public void remove(AssetId id) {
        Map.Entry<AssetId, AssetId[]> at = Objects.requireNonNull(chunks.floorEntry(id));
        AssetId[] chunk = at.getValue();
        int place = Arrays.binarySearch(chunk, id);
        if (place < 0) {
            return;
        }
        if (chunk.length == 1 && !at.getKey().equals(LOWEST)) {
            chunks.remove(at.getKey());
            return;
        }
        AssetId[] next = new AssetId[chunk.length - 1];
        System.arraycopy(chunk, 0, next, 0, place);
        System.arraycopy(chunk, place + 1, next, place, next.length - place);
        chunks.put(at.getKey(), next);
    }

    /** Those that sort behind {@code after}; {@code null}: all. */
    public Iterator<AssetId> behind(@Nullable AssetId after) {
        return new Walk(chunks, after);
    }

    private static final class Walk implements Iterator<AssetId> {
        private final Iterator<AssetId[]> rest;
        private @Nullable AssetId last;
        private AssetId[] chunk = {};
        private int place;

        Walk(ConcurrentNavigableMap<AssetId, AssetId[]> chunks, @Nullable AssetId after) {
            AssetId from = after == null ? LOWEST : chunks.floorKey(after);
            rest = chunks.tailMap(from, true).values().iterator();
            last = after;
            if (after != null && rest.hasNext()) {
                chunk = rest.next();
                int found = Arrays.binarySearch(chunk, after);
                place = found >= 0 ? found + 1 : -found - 1;
            }
            settle();
        }

        @Override
        public boolean hasNext() {
            return place < chunk.length;
        }

        @Override
        public AssetId next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            AssetId next = chunk[place++];
            last = next;
            settle();
            return next;
        }

        /** To the next id behind the last one; a chunk being split shows some again. */
        private void settle() {
            while (true) {
                while (place < chunk.length && last != null && chunk[place].compareTo(last) <= 0) {
                    place++;
                }
                if (place < chunk.length || !rest.hasNext()) {
                    return;
                }
                chunk = rest.next();
                place = 0;
            }
        }
    }
}
