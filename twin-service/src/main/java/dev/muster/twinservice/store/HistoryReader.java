package dev.muster.twinservice.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads the history of one asset. Thread-safe; while Cassandra does not answer, stages fail. */
@FunctionalInterface
public interface HistoryReader {
    /** What is said where samples are not written to history: an empty page would say that nothing was sent. */
    HistoryReader OFF = query -> CompletableFuture.failedFuture(
            new IllegalStateException("Expected nobody to read history where none is written"));

    CompletionStage<HistoryPage> read(HistoryQuery query);

    /** Whether samples are written at all. */
    default boolean isKept() {
        return this != OFF;
    }
}
