package dev.muster.twinservice.store.statement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads a result to its last page. Only for results whose size the statement bounds. */
public final class AllPages {
    private AllPages() {}

    public static <T> CompletionStage<List<T>> read(CqlSession session, Statement<?> statement, Function<Row, T> map) {
        List<T> rows = new ArrayList<>();
        return session.executeAsync(statement).thenComposeAsync(page -> append(page, map, rows), Runnable::run);
    }

    private static <T> CompletionStage<List<T>> append(AsyncResultSet page, Function<Row, T> map, List<T> rows) {
        page.currentPage().forEach(row -> rows.add(map.apply(row)));
        if (!page.hasMorePages()) {
            return CompletableFuture.completedFuture(rows);
        }
        return page.fetchNextPage().thenComposeAsync(next -> append(next, map, rows), Runnable::run);
    }
}
