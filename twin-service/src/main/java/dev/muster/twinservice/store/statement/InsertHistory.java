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
    /** Where the variables stand in the statement: the driver takes longer to find one by its name than to encode it. */
    private static final int BUCKET = 0;

    private static final int HOUR = 1;
    private static final int ASSET = 2;
    private static final int MEASURED_AT = 3;
    private static final int SOURCE = 4;
    private static final int SEQUENCE = 5;
    private static final int ARRIVAL = 6;
    private static final int CELL_TIME = 7;
    private static final int TTL = 8;

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
        arrivalType = (TupleType) insert.getVariableDefinitions().get(ARRIVAL).getType();
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
                .setInt(BUCKET, partition.bucket())
                .setInt(HOUR, partition.hour())
                .setString(ASSET, row.asset().value())
                .setInstant(MEASURED_AT, sample.measuredAt())
                .setString(SOURCE, sample.source().value())
                .setLong(SEQUENCE, sample.sequence())
                .setTupleValue(
                        ARRIVAL,
                        arrivalType
                                .newValue()
                                .setLong(0, CellTime.firstArrivalWins(row.receivedAt()))
                                .setByteBuffer(1, ReadingsEncoding.encode(sample.readings())))
                .setLong(CELL_TIME, CellTime.micros(sample.measuredAt()))
                .setInt(TTL, timeToLiveSeconds)
                .build();
    }
}
