package dev.muster.twinservice.live;

import dev.muster.twinservice.http.Problem;
import java.time.Instant;
import java.util.List;

/** What a reader gets next. */
public sealed interface LiveAnswer {
    /**
     * What changed behind the reader's position, oldest first.
     *
     * @param asOf everything in the view was so at this moment or after it
     * @param reset the reader is to forget every row that it knows before it takes these
     * @param more the rest of the same moment waits behind {@code next}
     * @param gone keys of rows that are no more
     */
    record Rows(Instant asOf, LivePosition next, boolean reset, boolean more, List<LiveRow> rows, List<String> gone)
            implements LiveAnswer {
        public Rows {
            rows = List.copyOf(rows);
            gone = List.copyOf(gone);
        }

        /** Whether it says more than that nothing changed. */
        boolean isNews() {
            return reset || !rows.isEmpty() || !gone.isEmpty();
        }
    }

    /** The view could not be brought up to date: what the reader knows is no longer current. */
    record Unavailable(Instant asOf, Problem problem) implements LiveAnswer {}
}
