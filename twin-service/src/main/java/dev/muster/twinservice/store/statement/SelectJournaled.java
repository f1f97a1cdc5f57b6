package dev.muster.twinservice.store.statement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who has ever journaled anything, of one kind of entity. Reads the key of every partition of the journal, all twins included: for
 * repairs, not for every day.
 */
public final class SelectJournaled {
    private static final String STATEMENT = "SELECT DISTINCT persistence_id, partition_nr FROM messages";

    private SelectJournaled() {}

    /** The ids of entities whose persistence ids begin with {@code kind} and a bar. */
    public static CompletionStage<Set<String>> entities(CqlSession session, String kind) {
        Set<String> found = new TreeSet<>();
        return session.executeAsync(STATEMENT)
                .thenComposeAsync(page -> collect(page, kind + "|", found), Runnable::run);
    }

    private static CompletionStage<Set<String>> collect(AsyncResultSet page, String prefix, Set<String> found) {
        for (Row row : page.currentPage()) {
            String id = row.getString("persistence_id");
            if (id != null && id.startsWith(prefix)) {
                found.add(id.substring(prefix.length()));
            }
        }
        return page.hasMorePages()
                ? page.fetchNextPage().thenComposeAsync(next -> collect(next, prefix, found), Runnable::run)
                : CompletableFuture.completedStage(found);
    }
}
