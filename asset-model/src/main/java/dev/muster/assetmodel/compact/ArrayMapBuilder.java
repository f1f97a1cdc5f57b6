package dev.muster.assetmodel.compact;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a small {@link ArrayMap} without another map on the way, as long as keys come in their order. Used once, by one thread. */
public final class ArrayMapBuilder<K extends Comparable<? super K>, V> {
    private static final int ENTRIES_AT_FIRST = 4;

    private Object[] table = new Object[2 * ENTRIES_AT_FIRST];
    private int length;
    private boolean ascending = true;

    public void add(K key, V value) {
        if (length == table.length) {
            table = Arrays.copyOf(table, 2 * length);
        }
        ascending &= length == 0 || lastKey().compareTo(key) < 0;
        table[length++] = key;
        table[length++] = value;
    }

    /** How many entries were added, repeated keys counted as often as they came. */
    public int added() {
        return length / 2;
    }

    /** Of a key that was added again, the last value counts. */
    @SuppressWarnings("unchecked") // Keys were put at even places, values behind them.
    public ArrayMap<K, V> build() {
        if (ascending) {
            return new ArrayMap<>(Arrays.copyOf(table, length));
        }
        SortedMap<K, V> sorted = new TreeMap<>();
        for (int i = 0; i < length; i += 2) {
            sorted.put((K) table[i], (V) table[i + 1]);
        }
        return ArrayMap.copyOf(sorted);
    }

    @SuppressWarnings("unchecked") // Only keys are put at even places.
    private K lastKey() {
        return (K) table[length - 2];
    }
}
