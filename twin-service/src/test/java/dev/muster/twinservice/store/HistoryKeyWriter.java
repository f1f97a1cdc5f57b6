package dev.muster.twinservice.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Writes rows of one candidate for {@link HistoryKeyBenchmark}: grouped by partition, bounded in flight. One thread. */
final class HistoryKeyWriter {
    private static final int STATEMENT_ROWS_MAX = 50;
    private static final int IN_FLIGHT = 256;
    private static final int ATTEMPTS = 5;

    private final CqlSession session;
    private final HistoryKeyCandidate candidate;
    private final PreparedStatement insert;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    HistoryKeyWriter(CqlSession session, HistoryKeyCandidate candidate, String table) {
        this.session = session;
        this.candidate = candidate;
        this.insert = session.prepare("INSERT INTO " + table
                + " (bucket, span, asset, measured_at, source, sequence, received_at, readings)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    }

    BoundStatement row(int asset, long measuredAtMs) {
        Instant measuredAt = Instant.ofEpochMilli(measuredAtMs);
        String id = HistoryKeyCandidate.assetId(asset);
        ByteBuffer readings = ByteBuffer.wrap("\1\5power\0........".getBytes(StandardCharsets.US_ASCII));
        int bucket = candidate.buckets() == 0 ? 0 : candidate.group(asset);
        return insert.bind(
                bucket,
                candidate.span(measuredAtMs),
                id,
                measuredAt,
                id,
                measuredAtMs / 1000,
                measuredAt.plusMillis(40),
                readings);
    }

    /** Sends the rows of one partition; blocks while too many are in flight. Returns how many statements it took. */
    int send(List<BoundStatement> rows) throws InterruptedException {
        int statements = 0;
        for (int from = 0; from < rows.size(); from += STATEMENT_ROWS_MAX) {
            List<BoundStatement> part = rows.subList(from, Math.min(rows.size(), from + STATEMENT_ROWS_MAX));
            inFlight.acquire();
            execute(statement(part), ATTEMPTS);
            statements++;
        }
        rethrow();
        return statements;
    }

    /** Statements that Cassandra was too busy for and that were sent again. */
    int retries() {
        return retries.get();
    }

    void awaitAll() throws InterruptedException {
        inFlight.acquire(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
        rethrow();
    }

    private static Statement<?> statement(List<BoundStatement> rows) {
        if (rows.size() == 1) {
            return rows.get(0);
        }
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        rows.forEach(batch::addStatement);
        return batch.build();
    }

    private void execute(Statement<?> statement, int attempts) {
        session.executeAsync(statement).whenComplete((done, thrown) -> {
            if (thrown instanceof WriteTimeoutException && attempts > 1) {
                retries.incrementAndGet(); // its time counts: a key that overloads Cassandra shall look slow
                execute(statement, attempts - 1);
                return;
            }
            if (thrown != null) {
                failure.compareAndSet(null, thrown);
            }
            inFlight.release();
        });
    }

    private void rethrow() {
        if (failure.get() != null) {
            throw new IllegalStateException("A write failed", failure.get());
        }
    }
}
