package dev.muster.twinservice.http.api.explain;

import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReply;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is missing, page after page, until these are all, or enough, or the time is up: what was read by then is told.
 * For one question.
 */
final class MissingMembers {
    /** Enough to see who they are; all of them are in the list of the missing. */
    static final int READ_MAX = 1_000;

    /** Pages may be short, even empty. */
    private static final int PAGES_MAX = 100;

    private final Aggregates aggregates;
    private final Aggregate aggregate;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    // Guarded by this.
    private final List<MissingMember> members = new ArrayList<>();
    private int pages;
    private boolean complete;

    /** @param complete nobody else is missing */
    record Listed(List<MissingMember> members, boolean complete) {
        Listed {
            members = List.copyOf(members);
        }
    }

    MissingMembers(Aggregates aggregates, Aggregate aggregate) {
        this.aggregates = aggregates;
        this.aggregate = aggregate;
    }

    /** Never fails: a page that does not come ends the list. */
    CompletionStage<Listed> read(Duration within) {
        CompletionStage<Listed> listed = over.completeOnTimeout(true, within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(done -> listed(), Runnable::run);
        take(new MissingReply.Page(aggregate.firstMissing(), aggregate.next()));
        return listed;
    }

    private void take(@Nullable MissingReply reply) {
        if (!(reply instanceof MissingReply.Page page)) {
            over.complete(true);
            return;
        }
        int room;
        boolean enough;
        synchronized (this) {
            members.addAll(page.members().subList(0, Math.min(page.members().size(), READ_MAX - members.size())));
            room = READ_MAX - members.size();
            complete = page.next() == null;
            enough = complete || room == 0 || ++pages > PAGES_MAX;
        }
        if (enough) {
            over.complete(true);
        } else if (!over.isDone()) {
            aggregates
                    .missing(aggregate.group(), aggregate.signal(), page.next(), room)
                    .whenCompleteAsync((next, failure) -> take(next), Runnable::run);
        }
    }

    private synchronized Listed listed() {
        return new Listed(members, complete);
    }
}
