package dev.muster.twinservice.alarm;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once for all sweeps of a node that the store does not answer, and once that it does again. Thread-safe. */
final class StoreNews {
    private static final Logger LOG = LoggerFactory.getLogger(StoreNews.class);

    /** Shards to whose sweeps it did not answer last. */
    private final Set<Integer> without = new HashSet<>();

    synchronized void failed(int shard, Throwable failure) {
        if (without.isEmpty()) {
            LOG.warn("Alarms: the store does not answer, and they go off when it does: {}", failure.toString());
        }
        without.add(shard);
    }

    synchronized void answered(int shard) {
        if (without.remove(shard) && without.isEmpty()) {
            LOG.info("Alarms: the store answers again");
        }
    }

    /** Another node sweeps it now, or nobody. */
    synchronized void gone(int shard) {
        without.remove(shard);
    }
}
