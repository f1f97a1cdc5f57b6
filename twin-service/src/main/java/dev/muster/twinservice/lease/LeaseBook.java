package dev.muster.twinservice.lease;

import dev.muster.twinservice.lease.Claim.Step;
import dev.muster.twinservice.lease.LeaseTables.Changed;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The leases that this node has, wants, or gives back. Methods may be called from any thread; all else is done on the loop's. */
final class LeaseBook {
    private final SessionId self;
    private final LeaseTables tables;
    private final LeaseLoop loop;
    private final LeaseSettings.Retry retry;
    private final WriteFence fence;
    private final Neighbours neighbours;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private boolean over;

    /** @param fence what is inside when a lease is to be released must be through before somebody else can have it */
    LeaseBook(SessionId self, LeaseTables tables, LeaseLoop loop, LeaseSettings.Retry retry, WriteFence fence) {
        this.self = self;
        this.tables = tables;
        this.loop = loop;
        this.retry = retry;
        this.fence = fence;
        this.neighbours = new Neighbours(tables, loop, retry.max(), this::goOn);
    }

    private static final class Entry {
        private final String name;
        private volatile Claim claim = Claim.NEW;
        private CompletableFuture<Boolean> answer = new CompletableFuture<>();
        private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
        private Runnable onLost = () -> {};
        private Duration pause;
        private boolean pausing;

        Entry(String name, Duration pause) {
            this.name = name;
            this.pause = pause;
        }
    }

    /**
     * Completes with {@code true} when the lease is held, however long that takes, with {@code false} when it was given up before. Once the
     * session is over it does not complete any more.
     */
    CompletionStage<Boolean> acquire(String name, Runnable onLost) {
        CompletableFuture<Boolean> acquired = new CompletableFuture<>();
        loop.execute(() -> {
            if (!over) {
                Entry entry = wanted(name, true, acquired);
                entry.onLost = onLost;
                advance(entry);
            }
        });
        return acquired;
    }

    /** Completes with {@code true} once somebody else can have it. */
    CompletionStage<Boolean> release(String name) {
        CompletableFuture<Boolean> released = new CompletableFuture<>();
        loop.execute(() -> {
            if (over) {
                released.complete(false);
            } else {
                Entry entry = wanted(name, false, released);
                entry.onLost = () -> {};
                entry.written = fence.quiet();
                var unused = entry.written.whenCompleteAsync((quiet, failure) -> advance(entry), loop);
            }
        });
        return released;
    }

    private Entry wanted(String name, boolean wanted, CompletableFuture<Boolean> answer) {
        Entry entry = entries.computeIfAbsent(name, absent -> new Entry(name, retry.min()));
        entry.answer.complete(false);
        entry.answer = answer;
        entry.pause = retry.min();
        entry.claim = entry.claim.want(wanted);
        return entry;
    }

    /** In memory. */
    boolean holds(String name) {
        Entry entry = entries.get(name);
        return entry != null && entry.claim.held();
    }

    int held() {
        return (int)
                entries.values().stream().filter(entry -> entry.claim.held()).count();
    }

    int waiting() {
        return (int) entries.values().stream()
                .filter(entry -> entry.claim.wanted() && !entry.claim.held())
                .count();
    }

    /** Their leases can be taken over. On the loop's thread. */
    void haveEnded(Collection<SessionId> sessions) {
        neighbours.haveEnded(sessions);
    }

    /** The session is over. On the loop's thread. */
    void end(boolean lost) {
        over = true;
        List<Entry> all = List.copyOf(entries.values());
        entries.clear();
        if (lost) {
            all.stream().filter(entry -> entry.claim.wanted()).forEach(entry -> entry.onLost.run());
        }
    }

    private void goOn() {
        entries.values().forEach(this::advance);
    }

    private void advance(Entry entry) {
        if (over || !entry.claim.wanted() && !entry.written.isDone()) {
            return;
        }
        Step step = entry.claim.next(self, neighbours::hasEnded);
        if (step instanceof Step.Rest) {
            rest(entry);
        } else if (step instanceof Step.Read) {
            entry.claim = entry.claim.reading();
            var unused = LeaseTables.attempt(() -> tables.read(entry.name))
                    .whenCompleteAsync((row, failure) -> read(entry, step, row), loop);
        } else if (step instanceof Step.Swap swap) {
            entry.claim = entry.claim.swapping();
            var unused = LeaseTables.attempt(() -> tables.swap(entry.name, swap.next()))
                    .whenCompleteAsync((answer, failure) -> swapped(entry, step, answer), loop);
        } else if (step instanceof Step.Await await) {
            neighbours.ask(await.owner());
            pause(entry);
        }
    }

    private void rest(Entry entry) {
        if (entry.claim.busy()) {
            return;
        }
        entry.answer.complete(true);
        if (!entry.claim.wanted()) {
            entries.remove(entry.name, entry);
        }
    }

    private void read(Entry entry, Step asked, @Nullable LeaseRow row) {
        if (row == null) {
            entry.claim = entry.claim.unanswered(asked);
            pause(entry);
        } else {
            entry.claim = entry.claim.read(row);
            advance(entry);
        }
    }

    private void swapped(Entry entry, Step asked, @Nullable Changed<LeaseRow> answer) {
        if (answer == null) {
            entry.claim = entry.claim.unanswered(asked);
            pause(entry);
        } else {
            entry.claim = entry.claim.swapped(self, answer);
            advance(entry);
        }
    }

    /** Then it is looked at anew. */
    private void pause(Entry entry) {
        if (!entry.pausing) {
            entry.pausing = true;
            loop.after(entry.pause, () -> {
                entry.pausing = false;
                entry.claim = entry.claim.stale();
                advance(entry);
            });
            Duration twice = entry.pause.multipliedBy(2);
            entry.pause = twice.compareTo(retry.max()) < 0 ? twice : retry.max();
        }
    }
}
