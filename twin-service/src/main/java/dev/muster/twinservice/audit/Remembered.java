package dev.muster.twinservice.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last keys that were put in, so that what is known to be written is not written again. Thread-safe; forgetting costs
 * a write.
 */
final class Remembered<K> {
    private final Map<K, Boolean> keys;

    Remembered(int keysMax) {
        keys = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
                return size() > keysMax;
            }
        };
    }

    synchronized boolean has(K key) {
        return keys.get(key) != null;
    }

    synchronized void put(K key) {
        keys.put(key, true);
    }
}
