package dev.muster.ingest.stream;

import dev.muster.ingest.batch.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a stream that is stuck from one that has nothing to do. Looked at once per idle timeout: what has work and has not
 * moved since the look before is stuck, so that being stuck is seen after one to two timeouts, and no clock is needed.
 *
 * <p>An outage is not being stuck: every attempt at a port moves. A silent partition is not: it has no batch in flight.
 * Restarting helps against lost signals and hung stages, and those are what is left.
 */
final class StuckWatch {
    private final Map<Progress, Watched> watched = new ConcurrentHashMap<>();

    private record Watched(String name, long marks) {}

    void watch(String name, Progress progress) {
        // -1: not looked at yet, so that the first look finds it moving.
        watched.put(progress, new Watched(name, -1));
    }

    void forget(Progress progress) {
        watched.remove(progress);
    }

    /** Names of what is stuck. */
    List<String> look() {
        return watched.entrySet().stream()
                .filter(entry -> isStuck(entry.getKey(), entry.getValue()))
                .map(entry -> entry.getValue().name())
                .sorted()
                .toList();
    }

    private boolean isStuck(Progress progress, Watched before) {
        long marks = progress.marks();
        watched.replace(progress, new Watched(before.name(), marks));
        return progress.batchesInFlight() > 0 && marks == before.marks();
    }
}
