package dev.muster.ingest;

import dev.muster.ingest.deadline.Sighting;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: where history rows go, and when a source was last seen. */
@FunctionalInterface
public interface HistoryWriter {
    /**
     * Completes when all is durable; fails when a part may not be: ingest then writes all of it again. Rows are upserts by their full
     * key and arrivals only grow, so that writing twice is writing once.
     *
     * @param sightings arrivals that the rows do not tell
     */
    CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings);
}
