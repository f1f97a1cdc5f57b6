package dev.muster.ingest.deadline;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Port: tells a twin that its source is overdue. */
@FunctionalInterface
public interface OverdueGateway {
    /**
     * Completes when the twin has decided, for good: with a later arrival than {@code overdue.lastSeen()} when the twin knows of
     * one, otherwise empty. A failed stage means that nobody knows; the twin is then told again.
     */
    CompletionStage<Optional<Instant>> tell(Overdue overdue);
}
