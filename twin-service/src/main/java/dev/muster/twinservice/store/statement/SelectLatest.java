package dev.muster.twinservice.store.statement;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Reads registers of assets of one bucket from {@code latest} and {@code latest_status}. Thread-safe. */
public final class SelectLatest {
    private final CqlSession session;
    private final PreparedStatement values;
    private final PreparedStatement statuses;

    public SelectLatest(CqlSession session) {
        this.session = session;
        values = session.prepare(
                "SELECT asset, source, registers FROM latest WHERE bucket = :bucket AND asset IN :assets");
        statuses =
                session.prepare("SELECT asset, status FROM latest_status WHERE bucket = :bucket AND asset IN :assets");
    }

    /**
     * The registers of these assets; those without any are absent.
     *
     * @param assets all of {@code bucket}
     */
    public CompletionStage<Map<AssetId, MemberRegisters>> read(int bucket, List<AssetId> assets) {
        List<String> ids = assets.stream().map(AssetId::value).toList();
        return AllPages.read(session, bound(values, bucket, ids), SelectLatest::values)
                .thenCombineAsync(
                        AllPages.read(session, bound(statuses, bucket, ids), SelectLatest::status),
                        SelectLatest::merged,
                        Runnable::run);
    }

    private record Found(AssetId asset, MemberRegisters registers) {}

    private static BoundStatement bound(PreparedStatement statement, int bucket, List<String> assets) {
        return statement
                .boundStatementBuilder()
                .setInt("bucket", bucket)
                .setList("assets", assets, String.class)
                .build();
    }

    private static Map<AssetId, MemberRegisters> merged(List<Found> values, List<Found> statuses) {
        List<Found> all = new ArrayList<>(values);
        all.addAll(statuses);
        Map<AssetId, MemberRegisters> merged = new HashMap<>();
        // An asset has a row of values per source: merging takes the greatest, by the same order as live updates.
        all.forEach(found -> merged.merge(found.asset, found.registers, MemberRegisters::merge));
        return merged;
    }

    private static Found values(Row row) {
        SourceId source = new SourceId(Objects.requireNonNull(row.getString("source")));
        Map<SignalName, SignalValue> values = new HashMap<>();
        Map<String, TupleValue> registers =
                Objects.requireNonNull(row.getMap("registers", String.class, TupleValue.class));
        registers.forEach((signal, register) -> values.put(new SignalName(signal), value(source, register)));
        return new Found(asset(row), new MemberRegisters(values, null));
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
        Connectivity connectivity = Connectivity.valueOf(Objects.requireNonNull(status.getString(2)));
        return new Found(
                asset(row),
                new MemberRegisters(
                        Map.of(),
                        new StatusRegister(
                                connectivity, Objects.requireNonNull(status.getInstant(1)), status.getLong(0))));
    }

    private static AssetId asset(Row row) {
        return new AssetId(Objects.requireNonNull(row.getString("asset")));
    }
}
