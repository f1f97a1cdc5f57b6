package dev.muster.twinservice.lease;

import dev.muster.twinservice.lease.LeaseTables.SessionRow;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Ends sessions whose processes are gone for sure, or are going, whether their rows live, expire meanwhile or are there already. */
final class SessionEnd {
    private final LeaseTables tables;

    SessionEnd(LeaseTables tables) {
        this.tables = tables;
    }

    /** Fails when it cannot be told whether all have ended. */
    CompletionStage<?> endAll(Collection<SessionId> sessions) {
        return CompletableFuture.allOf(sessions.stream()
                .map(session -> end(session).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    CompletionStage<?> end(SessionId session) {
        return LeaseTables.attempt(() -> tables.endLive(session))
                .thenComposeAsync(
                        answer -> answer.found() == SessionRow.ENDED
                                ? CompletableFuture.completedFuture(answer)
                                : LeaseTables.attempt(() -> tables.endExpired(session))
                                        .thenComposeAsync(
                                                // It lives again: a renewal that was late has landed in between.
                                                late -> late.found() == SessionRow.ENDED
                                                        ? CompletableFuture.completedFuture(late)
                                                        : end(session).thenApply(done -> late),
                                                Runnable::run),
                        Runnable::run);
    }
}
