package dev.muster.twinservice.pace;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets at most so many calls run at once; more wait in their order, and their stages complete later: that is how the callers
 * feel it. When too many wait already, a call fails with {@link RejectedExecutionException}. Thread-safe.
 */
public final class InFlightLimit {
    private final int inFlightMax;
    private final int waitingMax;
    private final Queue<Call<?>> waiting = new ArrayDeque<>();
    private int inFlight;

    public InFlightLimit(int inFlightMax, int waitingMax) {
        this.inFlightMax = inFlightMax;
        this.waitingMax = waitingMax;
    }

    private record Call<T>(Supplier<CompletionStage<T>> work, CompletableFuture<T> result) {}

    /** Runs {@code work} now or when its turn comes, on the thread that made room. */
    public <T> CompletionStage<T> run(Supplier<CompletionStage<T>> work) {
        Call<T> call = new Call<>(work, new CompletableFuture<>());
        synchronized (this) {
            if (inFlight == inFlightMax) {
                if (waiting.size() == waitingMax) {
                    return CompletableFuture.failedFuture(new RejectedExecutionException(
                            "Expected at most %d calls waiting but this is one more".formatted(waitingMax)));
                }
                waiting.add(call);
                return call.result();
            }
            inFlight++;
        }
        start(call);
        return call.result();
    }

    private <T> void start(Call<T> call) {
        CompletionStage<T> stage;
        try {
            stage = call.work().get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        // On the completing thread: with a common pool of one thread, each plain step would start a thread of its own.
        stage.whenCompleteAsync(
                (value, failure) -> {
                    startNext();
                    if (failure == null) {
                        call.result().complete(value);
                    } else {
                        call.result().completeExceptionally(failure);
                    }
                },
                Runnable::run);
    }

    private void startNext() {
        Call<?> next = next();
        if (next != null) {
            start(next);
        }
    }

    private synchronized @Nullable Call<?> next() {
        Call<?> next = waiting.poll();
        if (next == null) {
            inFlight--;
        }
        return next;
    }
}
