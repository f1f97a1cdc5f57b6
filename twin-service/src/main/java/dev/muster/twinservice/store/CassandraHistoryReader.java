package dev.muster.twinservice.store;

import dev.muster.ingest.HistoryRow;
import dev.muster.twinservice.store.statement.HistoryPartition;
import dev.muster.twinservice.store.statement.OrderedReads;
import dev.muster.twinservice.store.statement.SelectHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Reads history hour by hour, some hours ahead, until the page is full. */
final class CassandraHistoryReader implements HistoryReader {
    private final SelectHistory select;
    private final int readsAtOnce;

    CassandraHistoryReader(SelectHistory select, int readsAtOnce) {
        this.select = select;
        this.readsAtOnce = readsAtOnce;
    }

    @Override
    public CompletionStage<HistoryPage> read(HistoryQuery query) {
        // Keys hold milliseconds: [from, to) holds the same keys when both ends are raised to a whole one.
        Instant from = wholeMillis(query.from());
        Instant to = wholeMillis(query.to());
        // A position before the range is no position in it.
        HistoryPosition after =
                query.after() == null || query.after().measuredAt().isBefore(from) ? null : query.after();
        // One row more than asked for tells whether there is a next page.
        int wanted = query.limit() + 1;
        List<HistoryRow> rows = new ArrayList<>();
        return OrderedReads.run(
                        hours(after == null ? from : after.measuredAt(), to),
                        hour -> after != null && hour == HistoryPartition.hourOf(after.measuredAt())
                                ? select.after(
                                        query.asset(), after.measuredAt(), after.source(), after.sequence(), to, wanted)
                                : select.from(query.asset(), hour, from, to, wanted),
                        readsAtOnce,
                        found -> {
                            rows.addAll(found);
                            return rows.size() < wanted;
                        })
                .thenApplyAsync(done -> page(rows, query.limit()), Runnable::run);
    }

    private static Iterable<Integer> hours(Instant first, Instant to) {
        if (!first.isBefore(to)) {
            return List.of();
        }
        int last = HistoryPartition.hourOf(to.minusMillis(1));
        return IntStream.rangeClosed(HistoryPartition.hourOf(first), last)::iterator;
    }

    private static HistoryPage page(List<HistoryRow> rows, int limit) {
        if (rows.size() <= limit) {
            return new HistoryPage(rows, null);
        }
        List<HistoryRow> shown = rows.subList(0, limit);
        return new HistoryPage(
                shown, HistoryPosition.behind(shown.get(limit - 1).sample()));
    }

    private static Instant wholeMillis(Instant time) {
        Instant cut = time.truncatedTo(ChronoUnit.MILLIS);
        return cut.equals(time) ? cut : cut.plusMillis(1);
    }
}
