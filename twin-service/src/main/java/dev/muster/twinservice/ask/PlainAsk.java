package dev.muster.twinservice.ask;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.japi.function.Function;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Asks an entity, and gives its answer as a plain future: the steps of Akka's own stage would each start a thread where the common pool
 * has but one. It fails with what went wrong itself, {@link java.util.concurrent.TimeoutException} above all, not with a wrapping of it.
 */
public final class PlainAsk {
    private PlainAsk() {}

    /** Completes on the thread that brought the answer: hand anything but trivial work to an executor. */
    public static <C, R> CompletionStage<R> ask(
            EntityRef<C> entity, Function<ActorRef<R>, C> request, Duration within) {
        CompletableFuture<R> result = new CompletableFuture<>();
        entity.ask(request, within)
                .whenCompleteAsync(
                        (reply, failure) -> {
                            if (failure == null) {
                                result.complete(reply);
                            } else {
                                result.completeExceptionally(
                                        failure instanceof CompletionException && failure.getCause() != null
                                                ? failure.getCause()
                                                : failure);
                            }
                        },
                        Runnable::run);
        return result;
    }
}
