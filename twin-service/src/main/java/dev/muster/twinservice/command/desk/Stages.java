package dev.muster.twinservice.command.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls ports so that whatever goes wrong comes back as a failed stage. */
final class Stages {
    private Stages() {}

    static <T> CompletionStage<T> of(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    static Throwable cause(@Nullable Throwable failure) {
        return failure == null ? new IllegalStateException("Expected an answer but got none") : failure;
    }
}
