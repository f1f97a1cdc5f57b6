package dev.muster.twinservice.store.statement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.TupleType;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/** Writes samples to {@code history}. Any order and any number of repeats leave the same rows. Thread-safe. */
public final class InsertHistory {
    private final PreparedStatement insert;
    private final TupleType arrivalType;
    private final PartitionBatches batches;
    private final int timeToLiveSeconds;

    /**
     * Prepares the statement; blocking.
     *
     * @param timeToLive of a row, in whole seconds; zero: for ever
     */
    public InsertHistory(CqlSession session, int batchRowsMax, Duration timeToLive) {
        insert = session.prepare("INSERT INTO history (bucket, hour, asset, measured_at, source, sequence, arrival)"
                + " VALUES (:bucket, :hour, :asset, :measured_at, :source, :sequence, :arrival)"
                + " USING TIMESTAMP :cell_time AND TTL :ttl");
        arrivalType = (TupleType) insert.getVariableDefinitions().get("arrival").getType();
        batches = new PartitionBatches(session, batchRowsMax);
        timeToLiveSeconds = Math.toIntExact(timeToLive.toSeconds());
    }

    /** Completes when every row is written; fails when one may not be: then write all of them again. */
    public CompletionStage<?> write(Collection<HistoryRow> rows) {
        return batches.write(
                rows, row -> HistoryPartition.of(row.asset(), row.sample().measuredAt()), this::bind);
    }

    private BoundStatement bind(HistoryRow row) {
        Sample sample = row.sample();
        HistoryPartition partition = HistoryPartition.of(row.asset(), sample.measuredAt());
        return insert.boundStatementBuilder()
                .setInt("bucket", partition.bucket())
                .setInt("hour", partition.hour())
                .setString("asset", row.asset().value())
                .setInstant("measured_at", sample.measuredAt())
                .setString("source", sample.source().value())
                .setLong("sequence", sample.sequence())
                .setTupleValue(
                        "arrival",
                        arrivalType
                                .newValue()
                                .setLong(0, CellTime.firstArrivalWins(row.receivedAt()))
                                .setByteBuffer(1, ReadingsEncoding.encode(sample.readings())))
                .setLong("cell_time", CellTime.micros(sample.measuredAt()))
                .setInt("ttl", timeToLiveSeconds)
                .build();
    }
}
