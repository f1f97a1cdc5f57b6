package dev.muster.twinservice.store.statement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.type.TupleType;
import dev.muster.aggregation.StatusRegister;
import dev.muster.assetmodel.identity.AssetId;
import java.util.concurrent.CompletionStage;

/**
 * Moves the status register in {@code latest_status}. Cassandra keeps the one with the highest journal sequence, whatever
 * order writes come in. Thread-safe.
 */
public final class UpsertStatus {
    private final CqlSession session;
    private final PreparedStatement insert;
    private final TupleType statusType;

    public UpsertStatus(CqlSession session) {
        this.session = session;
        insert = session.prepare("INSERT INTO latest_status (bucket, asset, status) VALUES (:bucket, :asset, :status)"
                + " USING TIMESTAMP :cell_time");
        statusType = (TupleType) insert.getVariableDefinitions().get("status").getType();
    }

    /** Completes when the stored status is at least as new as this one. */
    public CompletionStage<?> write(AssetId asset, StatusRegister status) {
        return session.executeAsync(insert.boundStatementBuilder()
                .setInt("bucket", AssetBucket.of(asset))
                .setString("asset", asset.value())
                .setTupleValue(
                        "status",
                        statusType
                                .newValue()
                                .setLong(0, status.journalSequence())
                                .setInstant(1, status.since())
                                .setString(2, status.connectivity().name()))
                .setLong("cell_time", status.journalSequence())
                .build());
    }
}
