package dev.muster.twinservice.lease;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Sessions and leases in Cassandra. Every change is one lightweight transaction. A stage that fails leaves open whether the change was
 * made, is being made, or will be.
 */
public interface LeaseTables {
    /** What was found of a session: no row (it never was, or it expired), one that lives, one that has ended for good. */
    enum SessionRow {
        ABSENT,
        LIVE,
        ENDED
    }

    /**
     * What became of a change.
     *
     * @param found what kept it from being made; what it made, when it was
     */
    record Changed<T>(boolean applied, T found) {}

    /** So that what is thrown is a failed stage like any other. */
    static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> statement) {
        try {
            return statement.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Sessions that live at this address. */
    CompletionStage<Collection<SessionId>> liveAt(String address);

    /** Writes a live row that expires, where there is none. */
    CompletionStage<Changed<SessionRow>> begin(SessionId session);

    /** Lets a live row live for its whole time again. */
    CompletionStage<Changed<SessionRow>> renew(SessionId session);

    /** Marks it ended where there is no row: so it ends one that has expired, and none that lives. */
    CompletionStage<Changed<SessionRow>> endExpired(SessionId session);

    /** Marks it ended where it lives. Only of itself, or of one whose process is gone for sure. */
    CompletionStage<Changed<SessionRow>> endLive(SessionId session);

    /** What some replicas say: a hint, maybe of the past. */
    CompletionStage<LeaseRow> read(String lease);

    /** Writes {@code next} where the row has exactly the version before it. */
    CompletionStage<Changed<LeaseRow>> swap(String lease, LeaseRow next);
}
