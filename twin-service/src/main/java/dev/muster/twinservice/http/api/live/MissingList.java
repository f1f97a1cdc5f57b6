package dev.muster.twinservice.http.api.live;

import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReply;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads who is missing, page after page, until these are all, or enough, or the time is up. For one reading. */
final class MissingList {
    /** As large as the aggregators give them by default. */
    private static final int PAGE_MAX = 1_000;

    /** Pages may be short, even empty. */
    private static final int PAGES_MAX = 1_000;

    private final Aggregates aggregates;
    private final GroupKey group;
    private final SignalName signal;
    private final int max;
    private final CompletableFuture<List<MissingMember>> all = new CompletableFuture<>();

    // Guarded by this.
    private final Map<AssetId, MissingMember> members = new LinkedHashMap<>();
    private int pages;
    private int pageMax = PAGE_MAX;

    MissingList(Aggregates aggregates, GroupKey group, SignalName signal, int max) {
        this.aggregates = aggregates;
        this.group = group;
        this.signal = signal;
        this.max = max;
    }

    /** Completes with those read {@code within} this time, each once. Never fails: a page that does not come ends the list. */
    CompletableFuture<List<MissingMember>> read(Duration within) {
        // Not on the list itself: what was read by then is known only then.
        CompletableFuture<Boolean> time =
                new CompletableFuture<Boolean>().completeOnTimeout(true, within.toMillis(), TimeUnit.MILLISECONDS);
        CompletionStage<Boolean> up = time;
        up.thenRunAsync(this::end, Runnable::run);
        // A list that came to its end is not to be held until then.
        CompletionStage<List<MissingMember>> end = all;
        end.whenCompleteAsync((list, failure) -> time.complete(false), Runnable::run);
        if (max == 0) {
            end();
        } else {
            ask(null);
        }
        return all;
    }

    synchronized List<MissingMember> soFar() {
        return List.copyOf(members.values());
    }

    private void end() {
        all.complete(soFar());
    }

    private void ask(@Nullable String cursor) {
        int limit;
        synchronized (this) {
            limit = Math.min(pageMax, max - members.size());
        }
        aggregates
                .missing(group, signal, cursor, limit)
                .whenCompleteAsync((reply, failure) -> take(cursor, limit, reply), Runnable::run);
    }

    /** @param reply {@code null}: the question failed */
    private void take(@Nullable String cursor, int limit, @Nullable MissingReply reply) {
        if (all.isDone()) {
            return;
        }
        if (reply instanceof MissingReply.BadLimit && limit > 1) {
            // The aggregators are set to give less at a time.
            synchronized (this) {
                pageMax = limit / 2;
            }
            ask(cursor);
        } else if (reply instanceof MissingReply.Page page && isToGoOn(page)) {
            ask(page.next());
        } else {
            end();
        }
    }

    private synchronized boolean isToGoOn(MissingReply.Page page) {
        page.members().forEach(member -> members.put(member.asset(), member));
        return page.next() != null && members.size() < max && ++pages < PAGES_MAX;
    }
}
