package dev.muster.assetmodel.compact;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that is never changed, in one array: a tree's nodes cost five times as much. Its sub maps are copies. Values
 * may be {@code null}, keys not.
 */
@SuppressWarnings("JdkObsolete") // Its users want sorted maps; nobody walks one backwards.
public final class ArrayMap<K extends Comparable<? super K>, V> extends AbstractMap<K, V> implements SortedMap<K, V> {
    private static final ArrayMap<?, ?> EMPTY = new ArrayMap<>(new Object[0]);

    /** Keys and values in turn, in the order of keys. */
    private final Object[] table;

    /** {@code table}: keys, in their order and each once, and values in turn. */
    ArrayMap(Object[] table) {
        this.table = table;
    }

    @SuppressWarnings("unchecked") // It holds neither keys nor values.
    public static <K extends Comparable<? super K>, V> ArrayMap<K, V> empty() {
        return (ArrayMap<K, V>) EMPTY;
    }

    public static <K extends Comparable<? super K>, V> ArrayMap<K, V> copyOf(Map<K, V> map) {
        if (map instanceof ArrayMap<K, V> already) {
            return already;
        }
        if (map.isEmpty()) {
            return empty();
        }
        List<Map.Entry<K, V>> entries = new ArrayList<>(map.entrySet());
        entries.sort(Map.Entry.comparingByKey());
        Object[] table = new Object[2 * entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            table[2 * i] = entries.get(i).getKey();
            table[2 * i + 1] = entries.get(i).getValue();
        }
        return new ArrayMap<>(table);
    }

    /** The same with each key and value replaced by an equal one. */
    public ArrayMap<K, V> replaceEach(UnaryOperator<K> equalKey, UnaryOperator<V> equalValue) {
        Object[] next = new Object[table.length];
        for (int i = 0; i < size(); i++) {
            next[2 * i] = equalKey.apply(key(i));
            next[2 * i + 1] = equalValue.apply(value(i));
        }
        return new ArrayMap<>(next);
    }

    /** With other values for some keys; {@code null}: without the key. */
    public ArrayMap<K, V> with(SortedMap<K, ? extends @Nullable V> changes) {
        Object[] next = new Object[table.length + 2 * changes.size()];
        int from = 0;
        int length = 0;
        for (Map.Entry<K, ? extends @Nullable V> change : changes.entrySet()) {
            int found = find(table, change.getKey());
            int place = 2 * (found >= 0 ? found : -found - 1);
            System.arraycopy(table, from, next, length, place - from);
            length += place - from;
            from = found >= 0 ? place + 2 : place;
            if (change.getValue() != null) {
                next[length++] = change.getKey();
                next[length++] = change.getValue();
            }
        }
        System.arraycopy(table, from, next, length, table.length - from);
        length += table.length - from;
        return new ArrayMap<>(length == next.length ? next : Arrays.copyOf(next, length));
    }

    @Override
    public int size() {
        return table.length / 2;
    }

    @Override
    public boolean containsKey(Object key) {
        return find(table, key) >= 0;
    }

    @Override
    public @Nullable V get(Object key) {
        int found = find(table, key);
        return found < 0 ? null : value(found);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return ArrayMap.this.size();
            }

            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return each(ArrayMap.this::entry);
            }
        };
    }

    /** Made anew each time, where {@link AbstractMap} would keep it. */
    @Override
    public Collection<V> values() {
        return new AbstractCollection<>() {
            @Override
            public int size() {
                return ArrayMap.this.size();
            }

            @Override
            public Iterator<V> iterator() {
                return each(ArrayMap.this::value);
            }
        };
    }

    /** Made anew each time, where {@link AbstractMap} would keep it. */
    @Override
    public Set<K> keySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return ArrayMap.this.size();
            }

            @Override
            public boolean contains(Object key) {
                return containsKey(key);
            }

            @Override
            public Iterator<K> iterator() {
                return each(ArrayMap.this::key);
            }
        };
    }

    /** {@code null}: the natural order. */
    @Override
    public @Nullable Comparator<? super K> comparator() {
        return null;
    }

    @Override
    public ArrayMap<K, V> subMap(K from, K to) {
        return range(place(from), place(to));
    }

    @Override
    public ArrayMap<K, V> headMap(K to) {
        return range(0, place(to));
    }

    @Override
    public ArrayMap<K, V> tailMap(K from) {
        return range(place(from), size());
    }

    @Override
    public K firstKey() {
        return keyOfEntry(0);
    }

    @Override
    public K lastKey() {
        return keyOfEntry(size() - 1);
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (int i = 0; i < size(); i++) {
            action.accept(key(i), value(i));
        }
    }

    private <E> Iterator<E> each(IntFunction<E> element) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public E next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return element.apply(next++);
            }
        };
    }

    private ArrayMap<K, V> range(int from, int to) {
        return new ArrayMap<>(Arrays.copyOfRange(table, 2 * from, 2 * to));
    }

    private K keyOfEntry(int index) {
        if (isEmpty()) {
            throw new NoSuchElementException();
        }
        return key(index);
    }

    private Map.Entry<K, V> entry(int index) {
        return new SimpleImmutableEntry<>(key(index), value(index));
    }

    private int place(K key) {
        int found = find(table, key);
        return found >= 0 ? found : -found - 1;
    }

    /** Which entry has {@code key}; where none has it, {@code -place - 1}. */
    @SuppressWarnings("unchecked") // As TreeMap does: a key of another kind is a ClassCastException.
    static int find(Object[] table, Object key) {
        Comparable<Object> wanted = (Comparable<Object>) key;
        int low = 0;
        int high = table.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = wanted.compareTo(table[2 * middle]);
            if (order == 0) {
                return middle;
            }
            if (order > 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    @SuppressWarnings("unchecked") // Only keys are put at even places.
    private K key(int index) {
        return (K) table[2 * index];
    }

    @SuppressWarnings("unchecked") // Only values are put at odd places.
    private V value(int index) {
        return (V) table[2 * index + 1];
    }
}
