package dev.muster.loadtest.client;

import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Nodes that all give the same answers: one is asked until it does not answer, then the next one. Thread-safe. */
final class Nodes {
    private final List<URI> bases;
    private final AtomicInteger turn = new AtomicInteger();

    Nodes(List<URI> bases) {
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one node but got none");
        }
        this.bases = List.copyOf(bases);
    }

    /** The one that is asked next. */
    URI current() {
        return base(turn.get());
    }

    /** Asks each node at most once, and another one only for what it does no harm to ask twice, or was never sent. */
    <T> CompletableFuture<T> ask(String method, Function<URI, CompletableFuture<T>> question) {
        return ask(1, method, question);
    }

    private <T> CompletableFuture<T> ask(int attempt, String method, Function<URI, CompletableFuture<T>> question) {
        int asked = turn.get();
        return question.apply(base(asked)).exceptionallyCompose(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (!(cause instanceof RequestFailed failed) || failed.status() != RequestFailed.UNREACHABLE) {
                return CompletableFuture.failedFuture(failure);
            }
            // Unless somebody else has found out, too.
            turn.compareAndSet(asked, asked + 1);
            boolean isHarmless =
                    method.equals("GET") || method.equals("PUT") || cause.getCause() instanceof ConnectException;
            return isHarmless && attempt < bases.size()
                    ? ask(attempt + 1, method, question)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    private URI base(int at) {
        return bases.get(Math.floorMod(at, bases.size()));
    }
}
