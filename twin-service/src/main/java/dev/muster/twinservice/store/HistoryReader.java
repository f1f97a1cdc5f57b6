package dev.muster.twinservice.store;

import java.util.concurrent.CompletionStage;

/** Reads the history of one asset. Thread-safe; while Cassandra does not answer, stages fail. */
@FunctionalInterface
public interface HistoryReader {
    CompletionStage<HistoryPage> read(HistoryQuery query);
}
