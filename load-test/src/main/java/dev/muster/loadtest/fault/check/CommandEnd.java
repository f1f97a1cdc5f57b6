package dev.muster.loadtest.fault.check;

import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What Muster says became of a command, over HTTP and on the topic of commands' records.
 *
 * @param known whether it knows the command
 * @param status as it is now
 * @param ends every end that was ever told of it, wherever
 * @param due when it must end
 */
public record CommandEnd(
        boolean known,
        String status,
        SortedSet<String> ends,
        @Nullable Instant due) {
    static final Set<String> ENDS = Set.of("succeeded", "failed", "expired", "cancelled", "refused");

    public CommandEnd {
        ends = new TreeSet<>(ends);
    }

    public static boolean isEnd(String status) {
        return ENDS.contains(status);
    }
}
