package dev.muster.benchmarks.path;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import dev.muster.ingest.HistoryRow;
import dev.muster.ingest.HistoryWriter;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.twinservice.store.statement.InsertHistory;
import dev.muster.twinservice.store.statement.latest.UpsertLastSeen;
import dev.muster.twinservice.store.statement.latest.UpsertValues;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes the three statements for each batch that the service's own store writes. */
public final class BoundRows implements HistoryWriter {
    private final InsertHistory insertHistory;
    private final UpsertValues upsertValues;
    private final UpsertLastSeen upsertLastSeen;

    public BoundRows(CqlSession session, Config settings) {
        int batchRowsMax = settings.getInt("muster.cassandra.batch-rows-max");
        insertHistory = new InsertHistory(session, batchRowsMax, Duration.ZERO);
        upsertValues = new UpsertValues(session, batchRowsMax);
        upsertLastSeen = new UpsertLastSeen(session, batchRowsMax);
    }

    @Override
    public CompletionStage<?> write(List<HistoryRow> rows, List<Sighting> sightings) {
        return CompletableFuture.allOf(
                history(rows).toCompletableFuture(),
                latest(rows).toCompletableFuture(),
                upsertLastSeen.write(sightings).toCompletableFuture());
    }

    /** The rows of history alone. */
    public CompletionStage<?> history(List<HistoryRow> rows) {
        return insertHistory.write(rows);
    }

    /** The latest values alone. */
    public CompletionStage<?> latest(List<HistoryRow> rows) {
        return upsertValues.write(rows);
    }
}
