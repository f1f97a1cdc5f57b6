package dev.muster.twinservice.live;

import dev.muster.twinservice.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the rows of one view come from. Asked by one view, again only when it has answered. */
@FunctionalInterface
public interface LiveSource {
    /** All rows as they are now. A failure is a bug; what can go wrong is a {@link Refused}. */
    CompletionStage<Poll> poll();

    /** Whether a look costs so little, and what is new is wanted so soon, that {@code muster.live.group-interval} is for it. */
    default boolean isBrisk() {
        return false;
    }

    /** What came of it. */
    sealed interface Poll {}

    /**
     * The whole view.
     *
     * @param asOf no row is older
     * @param rows each key once
     */
    record Polled(Instant asOf, List<LiveRow> rows) implements Poll {
        public Polled {
            rows = List.copyOf(rows);
        }
    }

    /** There are no rows now. */
    record Refused(Problem problem) implements Poll {}
}
