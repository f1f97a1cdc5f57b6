package dev.muster.ingest;

import dev.muster.ingest.deadline.Sighting;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: where history rows go, and when a source was last seen. */
@FunctionalInterface
public interface HistoryWriter {
    /** Of a store that writes each of them. */
    int ROWS_PER_CALL = 5_000;

    /**
     * Completes when all is durable; fails when a part may not be: ingest then writes all of it again. Rows are upserts by their full
     * key and arrivals only grow, so that writing twice is writing once.
     *
     * @param sightings arrivals that the rows do not tell
     */
    CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings);

    /** Rows that are worth one call: with more of them, each is no cheaper. What has piled up comes in calls of no more. */
    default int rowsPerCall() {
        return ROWS_PER_CALL;
    }
}
