package dev.muster.twinservice.store.statement.latest;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.TupleType;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.store.statement.AssetBucket;
import java.util.concurrent.CompletionStage;

/**
 * Moves the status register in {@code latest_status}. Cassandra keeps the one with the highest journal sequence, whatever
 * order writes come in. Thread-safe.
 */
public final class UpsertStatus {
    private final CqlSession session;
    private final PreparedStatement insert;
    private final TupleType statusType;
    private final TupleType workType;

    public UpsertStatus(CqlSession session) {
        this.session = session;
        insert = session.prepare(
                "INSERT INTO latest_status (bucket, asset, status, work) VALUES (:bucket, :asset, :status, :work)"
                        + " USING TIMESTAMP :cell_time");
        statusType = (TupleType) insert.getVariableDefinitions().get("status").getType();
        workType = (TupleType) insert.getVariableDefinitions().get("work").getType();
    }

    /** Completes when the stored status is at least as new as this one. */
    public CompletionStage<?> write(AssetId asset, StatusRegister status) {
        BoundStatementBuilder statement = insert.boundStatementBuilder()
                .setInt("bucket", AssetBucket.of(asset))
                .setString("asset", asset.value())
                .setTupleValue(
                        "status",
                        statusType
                                .newValue()
                                .setLong(0, status.journalSequence())
                                .setInstant(1, status.since())
                                .setString(2, status.connectivity().name()))
                .setLong("cell_time", status.journalSequence());
        StatusRegister.Work work = status.work();
        // Otherwise left unset, which writes nothing: what an older maintenance left there is not read under another
        // status.
        if (work != null) {
            statement = statement.setTupleValue(
                    "work",
                    workType.newValue()
                            .setInstant(0, work.until())
                            .setString(1, work.then().name())
                            .setInstant(2, work.thenSince()));
        }
        return session.executeAsync(statement.build());
    }
}
