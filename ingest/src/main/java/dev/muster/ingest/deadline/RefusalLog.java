package dev.muster.ingest.deadline;

import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.SourceReport.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last refused records of the sources of one partition, for whoever asks what a device does wrong. Not thread-safe. */
final class RefusalLog {
    /** Sources remembered; the one whose last refusal is oldest is forgotten. Strangers with made-up ids cannot fill the memory. */
    static final int SOURCES_MAX = 1_000;

    private final Map<SourceId, Deque<Refusal>> bySource = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceId, Deque<Refusal>> eldest) {
            return size() > SOURCES_MAX;
        }
    };

    void add(SourceId source, Refusal refusal) {
        Deque<Refusal> refusals = bySource.remove(source);
        if (refusals == null) {
            refusals = new ArrayDeque<>();
        }
        refusals.addFirst(refusal);
        if (refusals.size() > SourceReport.REFUSALS_MAX) {
            refusals.removeLast();
        }
        bySource.put(source, refusals);
    }

    /** Newest first. */
    List<Refusal> of(SourceId source) {
        Deque<Refusal> refusals = bySource.get(source);
        return refusals == null ? List.of() : List.copyOf(refusals);
    }
}
