package dev.muster.twinservice.store;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.HistoryWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where samples are kept. Thread-safe; while Cassandra does not answer, stages fail. */
interface SampleHistory {
    /** Keeps nothing: no sample was ever there. */
    SampleHistory OFF = new SampleHistory() {
        /** Of rows only the latest values of their assets are written: the more rows, the fewer for each. */
        @Override
        public int rowsPerCall() {
            return 8 * HistoryWriter.ROWS_PER_CALL;
        }

        @Override
        public CompletionStage<?> write(Collection<HistoryRow> rows) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public HistoryReader reader() {
            return HistoryReader.OFF;
        }
    };

    /** See {@link HistoryWriter#rowsPerCall}. */
    default int rowsPerCall() {
        return HistoryWriter.ROWS_PER_CALL;
    }

    /** Completes when every row is written; fails when one may not be: then write all of them again. */
    CompletionStage<?> write(Collection<HistoryRow> rows);

    /** Whether the sample with this full key is there. */
    CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence);

    HistoryReader reader();
}
