package dev.muster.twinservice.store.statement.latest;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.TupleValue;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.twinservice.latest.StoredLatest;
import dev.muster.twinservice.store.statement.AllPages;
import dev.muster.twinservice.store.statement.CellTime;
import dev.muster.twinservice.store.statement.QualityCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads what {@code latest} and {@code latest_status} hold of assets of one bucket. Thread-safe. */
public final class SelectLatest {
    private final CqlSession session;
    private final PreparedStatement values;
    private final PreparedStatement statuses;

    public SelectLatest(CqlSession session) {
        this.session = session;
        values = session.prepare(
                "SELECT asset, source, registers, last_seen FROM latest WHERE bucket = :bucket AND asset IN :assets");
        statuses = session.prepare(
                "SELECT asset, status, work FROM latest_status WHERE bucket = :bucket AND asset IN :assets");
    }

    /**
     * What is held of these assets; those of which there is nothing are absent.
     *
     * @param assets all of {@code bucket}
     */
    public CompletionStage<Map<AssetId, StoredLatest>> read(int bucket, List<AssetId> assets) {
        List<String> ids = assets.stream().map(AssetId::value).toList();
        return AllPages.read(session, bound(values, bucket, ids), SelectLatest::values)
                .thenCombineAsync(
                        AllPages.read(session, bound(statuses, bucket, ids), SelectLatest::status),
                        SelectLatest::merged,
                        Runnable::run);
    }

    private record Found(AssetId asset, StoredLatest latest) {}

    private static BoundStatement bound(PreparedStatement statement, int bucket, List<String> assets) {
        return statement
                .boundStatementBuilder()
                .setInt("bucket", bucket)
                .setList("assets", assets, String.class)
                .build();
    }

    private static Map<AssetId, StoredLatest> merged(List<Found> values, List<Found> statuses) {
        List<Found> all = new ArrayList<>(values);
        all.addAll(statuses);
        Map<AssetId, StoredLatest> merged = new HashMap<>();
        // An asset has a row of values per source: merging takes the greatest, by the same order as live updates.
        all.forEach(found -> merged.merge(found.asset, found.latest, StoredLatest::merge));
        return merged;
    }

    private static Found values(Row row) {
        SourceId source = new SourceId(Objects.requireNonNull(row.getString("source")));
        Map<SignalName, SignalValue> values = new HashMap<>();
        Map<String, TupleValue> registers =
                Objects.requireNonNull(row.getMap("registers", String.class, TupleValue.class));
        registers.forEach((signal, register) -> values.put(new SignalName(signal), value(source, register)));
        return new Found(asset(row), new StoredLatest(new MemberRegisters(values, null), row.getInstant("last_seen")));
    }

    private static SignalValue value(SourceId source, TupleValue register) {
        double reading = register.getDouble(4);
        Quality quality = QualityCode.quality(register.getByte(3));
        long micros = 0;
        try {
            micros = FixedPoint.toMicros(reading);
        } catch (ArithmeticException beyondMicros) {
            // Such a reading cannot be summed. It says so as a bad one, and does not fail those read with it.
            quality = Quality.BAD;
        }
        return new SignalValue(
                micros,
                quality,
                Objects.requireNonNull(register.getInstant(2)),
                register.getLong(0),
                source,
                CellTime.receivedAt(register.getLong(1)));
    }

    private static Found status(Row row) {
        TupleValue status = Objects.requireNonNull(row.getTupleValue("status"));
        Connectivity connectivity = connectivity(status.getString(2));
        StatusRegister register = new StatusRegister(
                connectivity,
                Objects.requireNonNull(status.getInstant(1)),
                status.getLong(0),
                connectivity == Connectivity.MAINTENANCE ? work(row.getTupleValue("work")) : null);
        return new Found(asset(row), new StoredLatest(new MemberRegisters(Map.of(), register), null));
    }

    private static StatusRegister.@Nullable Work work(@Nullable TupleValue work) {
        return work == null
                ? null
                : new StatusRegister.Work(
                        Objects.requireNonNull(work.getInstant(0)),
                        connectivity(work.getString(1)),
                        Objects.requireNonNull(work.getInstant(2)));
    }

    private static Connectivity connectivity(@Nullable String name) {
        return Connectivity.valueOf(Objects.requireNonNull(name));
    }

    private static AssetId asset(Row row) {
        return new AssetId(Objects.requireNonNull(row.getString("asset")));
    }
}
