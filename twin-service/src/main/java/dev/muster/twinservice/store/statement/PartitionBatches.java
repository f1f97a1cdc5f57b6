package dev.muster.twinservice.store.statement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Writes of several rows, grouped by partition: rows of one partition share a statement, an unlogged batch, which Cassandra
 * applies as one mutation. That more than doubles the rows per second, as long as no statement grows large.
 */
public final class PartitionBatches {
    private final CqlSession session;
    private final int rowsMax;

    public PartitionBatches(CqlSession session, int rowsMax) {
        this.session = session;
        this.rowsMax = rowsMax;
    }

    /** Completes when every row is written; fails when one may not be. */
    public <R> CompletionStage<?> write(
            Collection<R> rows, Function<R, ?> partition, Function<R, ? extends BatchableStatement<?>> bind) {
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (List<R> group : group(rows, partition, rowsMax)) {
            writes.add(session.executeAsync(statement(group, bind)).toCompletableFuture());
        }
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    }

    private static <R> Statement<?> statement(List<R> group, Function<R, ? extends BatchableStatement<?>> bind) {
        if (group.size() == 1) {
            return bind.apply(group.get(0));
        }
        List<BatchableStatement<?>> statements = new ArrayList<>(group.size());
        group.forEach(row -> statements.add(bind.apply(row)));
        return BatchStatement.newInstance(BatchType.UNLOGGED, statements);
    }

    /** Groups of one partition each and at most {@code rowsMax} rows; rows keep their order within a partition. */
    static <R> List<List<R>> group(Collection<R> rows, Function<R, ?> partition, int rowsMax) {
        Map<Object, List<R>> open = new LinkedHashMap<>();
        List<List<R>> groups = new ArrayList<>();
        for (R row : rows) {
            Object key = partition.apply(row);
            List<R> group = open.get(key);
            if (group == null || group.size() == rowsMax) {
                group = new ArrayList<>();
                open.put(key, group);
                groups.add(group);
            }
            group.add(row);
        }
        return groups;
    }
}
