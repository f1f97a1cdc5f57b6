package dev.muster.twinservice.store.statement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.TupleValue;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.ingest.HistoryRow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Reads the samples of one asset from one partition of {@code history}, in the order of their keys. Thread-safe. */
public final class SelectHistory {
    private static final String COLUMNS = "SELECT measured_at, source, sequence, arrival FROM history";
    private static final String ASSET = " WHERE bucket = :bucket AND hour = :hour AND asset = :asset";

    private final CqlSession session;
    private final PreparedStatement fromTime;
    private final PreparedStatement afterKey;
    private final PreparedStatement oneKey;

    public SelectHistory(CqlSession session) {
        this.session = session;
        fromTime = session.prepare(
                COLUMNS + ASSET + " AND measured_at >= :from_time AND measured_at < :to_time LIMIT :row_limit");
        afterKey = session.prepare(COLUMNS
                + ASSET
                + " AND (measured_at, source, sequence) > (:measured_at, :source, :sequence)"
                + " AND (measured_at) < (:to_time) LIMIT :row_limit");
        oneKey = session.prepare("SELECT sequence FROM history"
                + ASSET
                + " AND measured_at = :measured_at AND source = :source AND sequence = :sequence");
    }

    /** The first {@code limit} samples of the hour measured in {@code [from, to)}. */
    public CompletionStage<List<HistoryRow>> from(AssetId asset, int hour, Instant from, Instant to, int limit) {
        return rows(asset, bound(fromTime, asset, hour).setInstant("from_time", from), to, limit);
    }

    /** The first {@code limit} samples that follow a key within its hour and are measured before {@code to}. */
    public CompletionStage<List<HistoryRow>> after(
            AssetId asset, Instant measuredAt, SourceId source, long sequence, Instant to, int limit) {
        BoundStatementBuilder bound = bound(afterKey, asset, HistoryPartition.hourOf(measuredAt));
        return rows(asset, key(bound, measuredAt, source, sequence), to, limit);
    }

    /** Whether the sample with this full key is there. */
    public CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
        BoundStatementBuilder bound = bound(oneKey, asset, HistoryPartition.hourOf(measuredAt));
        return session.executeAsync(key(bound, measuredAt, source, sequence).build())
                .thenApplyAsync(page -> page.one() != null, Runnable::run);
    }

    private CompletionStage<List<HistoryRow>> rows(AssetId asset, BoundStatementBuilder bound, Instant to, int limit) {
        return AllPages.read(
                session,
                bound.setInstant("to_time", to).setInt("row_limit", limit).build(),
                row -> read(asset, row));
    }

    private static BoundStatementBuilder bound(PreparedStatement statement, AssetId asset, int hour) {
        return statement
                .boundStatementBuilder()
                .setInt("bucket", AssetBucket.of(asset))
                .setInt("hour", hour)
                .setString("asset", asset.value());
    }

    private static BoundStatementBuilder key(
            BoundStatementBuilder bound, Instant measuredAt, SourceId source, long sequence) {
        return bound.setInstant("measured_at", measuredAt)
                .setString("source", source.value())
                .setLong("sequence", sequence);
    }

    private static HistoryRow read(AssetId asset, Row row) {
        TupleValue arrival = Objects.requireNonNull(row.getTupleValue("arrival"), "Expected an arrival in each row");
        ByteBuffer readings = Objects.requireNonNull(arrival.getByteBuffer(1), "Expected readings in each row");
        Sample sample = new Sample(
                new SourceId(Objects.requireNonNull(row.getString("source"))),
                row.getLong("sequence"),
                Objects.requireNonNull(row.getInstant("measured_at")),
                ReadingsEncoding.decode(readings));
        return new HistoryRow(asset, sample, CellTime.receivedAt(arrival.getLong(0)));
    }
}
