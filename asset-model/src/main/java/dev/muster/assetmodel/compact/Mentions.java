package dev.muster.assetmodel.compact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By whom something was ever named: where to look, and not what holds. It never forgets, so that whoever reads while documents
 * change misses nobody. One thread writes, any thread reads.
 */
public final class Mentions<K, V> {
    private final Map<K, List<V>> byKey = new ConcurrentHashMap<>();

    public void add(K key, V namedBy) {
        List<V> before = of(key);
        if (!before.contains(namedBy)) {
            List<V> more = new ArrayList<>(before);
            more.add(namedBy);
            byKey.put(key, List.copyOf(more));
        }
    }

    /** In the order added. */
    public List<V> of(K key) {
        return byKey.getOrDefault(key, List.of());
    }
}
