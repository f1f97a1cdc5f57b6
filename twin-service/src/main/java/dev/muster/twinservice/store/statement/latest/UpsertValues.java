package dev.muster.twinservice.store.statement.latest;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.store.statement.AssetBucket;
import dev.muster.twinservice.store.statement.CellTime;
import dev.muster.twinservice.store.statement.PartitionBatches;
import dev.muster.twinservice.store.statement.QualityCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Moves the value registers in {@code latest}. Cassandra keeps, per signal, the entry that is greatest by measuredAt, then
 * sequence, then earliest arrival, whatever order writes come in; see {@code V003__latest.cql}. Adding to the map, rather
 * than setting it, leaves the other signals alone. Thread-safe.
 */
public final class UpsertValues {
    /** Where the variables stand in the statement: the driver takes longer to find one by its name than to encode it. */
    private static final int CELL_TIME = 0;

    private static final int REGISTERS = 1;
    private static final int BUCKET = 2;
    private static final int ASSET = 3;
    private static final int SOURCE = 4;

    private final PreparedStatement update;
    private final TupleType registerType;
    /** Looked for once: the driver would for each row. */
    private final TypeCodec<Map<String, TupleValue>> registersCodec;

    private final PartitionBatches batches;

    public UpsertValues(CqlSession session, int batchRowsMax) {
        update = session.prepare("UPDATE latest USING TIMESTAMP :cell_time SET registers = registers + :registers"
                + " WHERE bucket = :bucket AND asset = :asset AND source = :source");
        MapType registers =
                (MapType) update.getVariableDefinitions().get(REGISTERS).getType();
        registerType = (TupleType) registers.getValueType();
        registersCodec = session.getContext()
                .getCodecRegistry()
                .codecFor(registers, GenericType.mapOf(String.class, TupleValue.class));
        batches = new PartitionBatches(session, batchRowsMax);
    }

    /** Which row of {@code latest}, and with which timestamp. */
    record Target(AssetId asset, SourceId source, Instant measuredAt) {}

    /** What one statement writes: readings of one sample, unless newer ones in the same batch replaced them. */
    record Update(Target target, Map<SignalName, HistoryRow> newest) {}

    /** Completes when each register is at least as new as these samples. */
    public CompletionStage<?> write(Collection<HistoryRow> rows) {
        return batches.write(conflate(rows), update -> AssetBucket.of(update.target.asset), this::bind);
    }

    /** Of several readings of one register only the greatest is worth writing: a batch that catches up holds many. */
    static Collection<Update> conflate(Collection<HistoryRow> rows) {
        Map<RegisterRow, Newest> newest = new LinkedHashMap<>();
        for (HistoryRow row : rows) {
            newest.computeIfAbsent(new RegisterRow(row.asset(), row.sample().source()), added -> new Newest(row))
                    .add(row);
        }
        List<Update> updates = new ArrayList<>(newest.size());
        newest.values().forEach(registers -> updates.addAll(registers.updates()));
        return updates;
    }

    private BoundStatement bind(Update written) {
        Map<String, TupleValue> registers = new HashMap<>();
        written.newest.forEach((signal, row) -> registers.put(signal.value(), register(signal, row)));
        Target target = written.target;
        return update.boundStatementBuilder()
                .setLong(CELL_TIME, CellTime.micros(target.measuredAt))
                .set(REGISTERS, registers, registersCodec)
                .setInt(BUCKET, AssetBucket.of(target.asset))
                .setString(ASSET, target.asset.value())
                .setString(SOURCE, target.source.value())
                .build();
    }

    private TupleValue register(SignalName signal, HistoryRow row) {
        Sample sample = row.sample();
        Reading reading = sample.readings().get(signal);
        if (reading == null) {
            throw new IllegalStateException("Expected a reading of %s in %s".formatted(signal, sample));
        }
        return registerType
                .newValue()
                .setLong(0, sample.sequence())
                .setLong(1, CellTime.firstArrivalWins(row.receivedAt()))
                .setInstant(2, sample.measuredAt())
                .setByte(3, (byte) QualityCode.of(reading.quality()))
                .setDouble(4, reading.value());
    }
}
