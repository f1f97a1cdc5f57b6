package dev.muster.assetmodel.view.memory;

import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When something changes by itself because a validity begins or ends. Looking in vain is harmless, missing one is not. */
final class Boundaries<T> {
    private final TreeMap<Instant, Set<T>> due = new TreeMap<>();

    void schedule(T subject, @Nullable Instant boundary) {
        if (boundary != null) {
            due.computeIfAbsent(boundary, instant -> new HashSet<>()).add(subject);
        }
    }

    /** Removes and returns whatever is due at {@code now}. */
    Set<T> takeDue(Instant now) {
        Set<T> taken = new HashSet<>();
        Iterator<Map.Entry<Instant, Set<T>>> passed =
                due.headMap(now, true).entrySet().iterator();
        while (passed.hasNext()) {
            taken.addAll(passed.next().getValue());
            passed.remove();
        }
        return taken;
    }
}
