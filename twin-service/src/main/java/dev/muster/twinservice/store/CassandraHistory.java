package dev.muster.twinservice.store;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.store.statement.InsertHistory;
import dev.muster.twinservice.store.statement.SelectHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/** The table {@code history}. */
final class CassandraHistory implements SampleHistory {
    private final InsertHistory insert;
    private final SelectHistory select;
    private final HistoryReader reader;

    /** Prepares the statements; blocking. */
    private CassandraHistory(CqlSession session, StoreSettings settings) {
        insert = new InsertHistory(
                session, settings.requests().batchRowsMax(), settings.history().timeToLive());
        select = new SelectHistory(session);
        reader = new CassandraHistoryReader(select, settings.requests().readsAtOnce());
    }

    /** The table, or none if the settings say so; blocking. */
    static SampleHistory of(CqlSession session, StoreSettings settings) {
        return settings.history().isEnabled() ? new CassandraHistory(session, settings) : SampleHistory.OFF;
    }

    @Override
    public CompletionStage<?> write(Collection<HistoryRow> rows) {
        return insert.write(rows);
    }

    @Override
    public CompletionStage<Boolean> exists(AssetId asset, Instant measuredAt, SourceId source, long sequence) {
        return select.exists(asset, measuredAt, source, sequence);
    }

    @Override
    public HistoryReader reader() {
        return reader;
    }
}
