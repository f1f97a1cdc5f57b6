package dev.muster.twinservice.store.statement.latest;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.muster.ingest.deadline.Sighting;
import dev.muster.twinservice.store.statement.AssetBucket;
import dev.muster.twinservice.store.statement.CellTime;
import dev.muster.twinservice.store.statement.PartitionBatches;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Moves {@code last_seen} in {@code latest} forward, never back, whatever order writes come in. Thread-safe. */
public final class UpsertLastSeen {
    private final PreparedStatement update;
    private final PartitionBatches batches;

    public UpsertLastSeen(CqlSession session, int batchRowsMax) {
        update = session.prepare("UPDATE latest USING TIMESTAMP :cell_time SET last_seen = :last_seen"
                + " WHERE bucket = :bucket AND asset = :asset AND source = :source");
        batches = new PartitionBatches(session, batchRowsMax);
    }

    private record Arrival(RegisterRow row, Instant receivedAt) {}

    /** Completes when each source's arrival is at least as late as these say. */
    public CompletionStage<?> write(Collection<Sighting> sightings) {
        Map<RegisterRow, Instant> greatest = new HashMap<>();
        for (Sighting sighting : sightings) {
            greatest.merge(
                    new RegisterRow(sighting.asset(), sighting.source()),
                    sighting.receivedAt(),
                    (one, other) -> one.isAfter(other) ? one : other);
        }
        return batches.write(
                greatest.entrySet().stream()
                        .map(entry -> new Arrival(entry.getKey(), entry.getValue()))
                        .toList(),
                arrival -> AssetBucket.of(arrival.row.asset()),
                this::bind);
    }

    private BoundStatement bind(Arrival arrival) {
        return update.boundStatementBuilder()
                .setLong("cell_time", CellTime.micros(arrival.receivedAt))
                .setInstant("last_seen", arrival.receivedAt)
                .setInt("bucket", AssetBucket.of(arrival.row.asset()))
                .setString("asset", arrival.row.asset().value())
                .setString("source", arrival.row.source().value())
                .build();
    }
}
