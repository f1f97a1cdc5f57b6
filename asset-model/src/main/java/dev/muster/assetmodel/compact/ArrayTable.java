package dev.muster.assetmodel.compact;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A small sorted map whose values are replaced in place, in one array: a tree's entries cost five times as much. A new key costs a copy of
 * the array, so it is for keys that soon are all there. Not thread-safe.
 */
public final class ArrayTable<K extends Comparable<? super K>, V> {
    /** Keys and values in turn, in the order of keys. */
    private Object[] table = new Object[0];

    public @Nullable V get(K key) {
        int found = ArrayMap.find(table, key);
        return found < 0 ? null : value(found);
    }

    /** Of equal keys the last one is kept: whoever has one that others hold too can put it in the place of one that came out of bytes. */
    public void put(K key, V value) {
        Objects.requireNonNull(value);
        int found = ArrayMap.find(table, key);
        if (found >= 0) {
            table[2 * found] = key;
            table[2 * found + 1] = value;
            return;
        }
        int place = 2 * (-found - 1);
        Object[] next = new Object[table.length + 2];
        System.arraycopy(table, 0, next, 0, place);
        next[place] = key;
        next[place + 1] = value;
        System.arraycopy(table, place, next, place + 2, table.length - place);
        table = next;
    }

    /** As it is now. */
    public ArrayMap<K, V> copy() {
        return new ArrayMap<>(table.clone());
    }

    @SuppressWarnings("unchecked") // Only values are put at odd places.
    private V value(int index) {
        return (V) table[2 * index + 1];
    }
}
