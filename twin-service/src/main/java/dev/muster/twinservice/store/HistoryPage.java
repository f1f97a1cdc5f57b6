package dev.muster.twinservice.store;

import dev.muster.ingest.HistoryRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some samples, oldest first, exactly as sent.
 *
 * @param next where to go on; {@code null}: the range is exhausted
 */
public record HistoryPage(List<HistoryRow> rows, @Nullable HistoryPosition next) {
    public HistoryPage {
        rows = List.copyOf(rows);
    }
}
