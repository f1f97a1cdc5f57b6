package dev.muster.ingest;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: where history rows go. */
@FunctionalInterface
public interface HistoryWriter {
    /**
     * Completes when every row is durable; fails when one of them may not be: ingest then writes all of them again. Rows are
     * upserts by their full key, so that writing twice leaves one.
     */
    CompletionStage<?> write(List<HistoryRow> rows);
}
