package dev.muster.loadtest.replay.eia;

import dev.muster.assetmodel.identity.AssetId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One published hour, all of it acknowledged by Kafka.
 *
 * @param hour when it was in reality
 * @param receivedAt by the broker's clock, of each area that has a reading; never empty
 */
public record SentHour(Instant hour, SortedMap<AssetId, Instant> receivedAt) {
    public SentHour {
        if (receivedAt.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one reading at %s but got none".formatted(hour));
        }
        receivedAt = Collections.unmodifiableSortedMap(new TreeMap<>(receivedAt));
    }

    public Instant firstReceived() {
        return Collections.min(receivedAt.values());
    }

    public Instant lastReceived() {
        return Collections.max(receivedAt.values());
    }
}
