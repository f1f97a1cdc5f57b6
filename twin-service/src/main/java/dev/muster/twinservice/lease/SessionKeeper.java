package dev.muster.twinservice.lease;

import dev.muster.twinservice.lease.LeaseTables.Changed;
import dev.muster.twinservice.lease.LeaseTables.SessionRow;
import dev.muster.twinservice.lease.NodeSession.Ask;
import dev.muster.twinservice.lease.NodeSession.Phase;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the session of this node alive. Renewals go out in time whether or not the ones before were answered: the slowest that
 * succeeds counts from when it was sent. All methods may be called from any thread.
 */
final class SessionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

    private final SessionId id;
    private final LeaseTables tables;
    private final LeaseLoop loop;
    private final LeaseSettings.Session settings;
    private final CompletableFuture<Collection<SessionId>> earlier = new CompletableFuture<>();
    private final CompletableFuture<SessionId> begun = new CompletableFuture<>();
    private final CompletableFuture<SessionId> lost = new CompletableFuture<>();
    private volatile NodeSession session;
    private boolean wasUnsure;

    SessionKeeper(SessionId id, LeaseTables tables, LeaseLoop loop, LeaseSettings.Session settings) {
        this.id = id;
        this.tables = tables;
        this.loop = loop;
        this.settings = settings;
        this.session = NodeSession.create(settings, loop.nanos());
    }

    /** Completes once the session lives, and all earlier ones of this address have ended; however long that takes. */
    CompletionStage<SessionId> begin() {
        loop.execute(this::endEarlier);
        return begun;
    }

    /** Completes on the loop's thread, with the earlier sessions of this address, when they have ended. */
    CompletionStage<Collection<SessionId>> earlier() {
        return earlier;
    }

    /** Completes when somebody else has ended it. */
    CompletionStage<SessionId> lost() {
        return lost;
    }

    boolean mayWrite() {
        return session.mayWrite(loop.nanos());
    }

    boolean isOver() {
        return session.isOver();
    }

    Duration sinceRenewed() {
        return Duration.ofNanos(loop.nanos() - session.renewedAt());
    }

    /** Nothing is written from now on. */
    void close() {
        session = session.closed();
    }

    /** To be closed first. Fails when it cannot be told whether the session has ended: then it expires. */
    CompletionStage<?> end() {
        return new SessionEnd(tables).end(id);
    }

    /** Two processes cannot listen on one address: the one before is gone, and nobody needs to wait for its session to expire. */
    private void endEarlier() {
        if (session.isOver()) {
            return;
        }
        var unused = LeaseTables.attempt(() -> tables.liveAt(id.address()))
                .thenComposeAsync(found -> new SessionEnd(tables).endAll(found).thenApply(done -> found), loop)
                .whenCompleteAsync(
                        (ended, failure) -> {
                            if (failure != null) {
                                LOG.warn("Session {}: cannot begin yet: {}", id, failure.toString());
                                loop.after(settings.renewInterval(), this::endEarlier);
                            } else {
                                LOG.info("Session {}: begins; of earlier processes here, {} have ended", id, ended);
                                earlier.complete(ended);
                                renew();
                            }
                        },
                        loop);
    }

    private void renew() {
        if (!session.isOver()) {
            tellWhenUnsure();
            ask(session.next());
            loop.after(settings.renewInterval(), this::renew);
        }
    }

    private void ask(Ask ask) {
        long sentAt = loop.nanos();
        var unused = LeaseTables.attempt(() -> ask == Ask.BEGIN ? tables.begin(id) : tables.renew(id))
                .whenCompleteAsync((answer, failure) -> answered(ask, answer, sentAt), loop);
    }

    private void answered(Ask asked, @Nullable Changed<SessionRow> answer, long sentAt) {
        if (answer == null || session.isOver()) {
            return;
        }
        NodeSession next = session.answered(asked, answer, sentAt, loop.nanos());
        session = next;
        if (next.phase() == Phase.LOST) {
            LOG.error(
                    "Expected this node to be the only one that ends its session {} but another one has: it was away for longer than {}, and its shards may live elsewhere by now. It leaves; start it again",
                    id,
                    settings.ttl());
            lost.complete(id);
        } else if (answer.applied()) {
            begun.complete(id);
        } else {
            ask(next.next());
        }
    }

    private void tellWhenUnsure() {
        boolean unsure = session.phase() == Phase.LIVE && !mayWrite();
        if (unsure && !wasUnsure) {
            LOG.warn(
                    "Session {}: not renewed for {} s: until Cassandra answers, nothing is written to the journal",
                    id,
                    sinceRenewed().toSeconds());
        } else if (wasUnsure && !unsure) {
            LOG.info("Session {}: renewed, the journal is written to again", id);
        }
        wasUnsure = unsure;
    }
}
