package dev.muster.twinservice.live;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import dev.muster.twinservice.http.Problem;
import java.util.Optional;
import java.util.function.Supplier;

/** Port: views that are read for as long as somebody looks. */
public interface LiveReads {
    /** How many of the missing the view of a group lists at most. */
    int missingMax();

    /** Why nobody can begin to read now; empty: one more can. */
    Optional<Problem> refusal();

    /**
     * What a reader gets, one after the other and for ever: at least one answer per interval, each made when it is asked for.
     *
     * @param view names it: readers of the same view share its polls
     * @param source called when nobody reads that view yet
     * @param from where the reader is; empty: it begins anew
     */
    Source<LiveAnswer, NotUsed> read(String view, Supplier<LiveSource> source, Optional<LivePosition> from);
}
