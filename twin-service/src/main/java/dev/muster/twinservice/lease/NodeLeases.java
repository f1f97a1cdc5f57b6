package dev.muster.twinservice.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of this node, the leases that hang on it, and the fence that it guards. Who holds a lease may write for what it stands
 * for, as long as the fence is open: nobody else holds it before the session has ended, and that cannot be before the fence has shut.
 * Thread-safe.
 */
public final class NodeLeases {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLeases.class);

    private final LeaseLoop loop;
    private final SessionKeeper keeper;
    private final WriteFence fence;
    private final LeaseBook book;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean ending;

    public NodeLeases(SessionId self, LeaseTables tables, LeaseLoop loop, LeaseSettings settings) {
        this.loop = loop;
        keeper = new SessionKeeper(self, tables, loop, settings.session());
        fence = new WriteFence(keeper::mayWrite);
        book = new LeaseBook(self, tables, loop, settings.retry(), fence);
        var unusedEarlier = keeper.earlier().thenAccept(book::haveEnded);
        var unusedLost = keeper.lost().thenRun(() -> book.end(true));
    }

    /** Completes once leases can be acquired, however long that takes. */
    public CompletionStage<SessionId> begin() {
        return keeper.begin();
    }

    /** Completes when others have ended the session: the node cannot write any more, and must leave. */
    public CompletionStage<SessionId> lost() {
        return keeper.lost();
    }

    public WriteFence fence() {
        return fence;
    }

    /**
     * Completes with {@code true} when the lease is held, however long that takes, with {@code false} when it was released meanwhile. Once
     * the session is over it does not complete any more: the node is leaving.
     *
     * @param onLost run when the lease is lost afterwards
     */
    public CompletionStage<Boolean> acquire(String lease, Runnable onLost) {
        return book.acquire(lease, onLost);
    }

    /** Completes with {@code true} once what was being written is through, and others can have the lease. */
    public CompletionStage<Boolean> release(String lease) {
        return book.release(lease);
    }

    /** In memory. */
    public boolean holds(String lease) {
        return book.holds(lease) && keeper.mayWrite();
    }

    public LeaseFigures figures() {
        return new LeaseFigures(keeper.mayWrite(), keeper.sinceRenewed(), book.held(), book.waiting());
    }

    /** Shuts the fence, lets what is inside finish, and ends the session, so that others get all leases at once. Never fails. */
    public CompletionStage<Void> end() {
        loop.execute(() -> {
            if (!ending) {
                ending = true;
                boolean wasOver = keeper.isOver();
                keeper.close();
                book.end(false);
                if (wasOver) {
                    ended.complete(null);
                } else {
                    finish();
                }
            }
        });
        return ended;
    }

    private void finish() {
        var unused = fence.quiet()
                .thenComposeAsync(quiet -> keeper.end(), loop)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                LOG.warn(
                                        "The session of this node could not be ended and will expire: {}",
                                        failure.toString());
                            } else {
                                LOG.info("The session of this node has ended, and with it its leases");
                            }
                            ended.complete(null);
                        },
                        loop);
    }
}
